import { randomId } from '../ids.ts';
import type { ClientChannel } from 'ssh2';
import { say, type Sentence } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';

/** More than this from one script is not an answer. */
const OUTPUT_MAX = 4 * 1_048_576;
const TAIL_MAX = 300;

/** What happened to a script: `printed` is its output until then. */
export class ShellError extends SentenceError {
  override readonly name = 'ShellError';
  readonly printed: string;
  /** Whether it was the time that ran out. */
  readonly isLate: boolean;

  constructor(sentence: Sentence, printed: string, isLate: boolean) {
    super(sentence);
    this.printed = printed;
    this.isLate = isLate;
  }
}

type Waiting = { readonly marker: string; readonly resolve: (output: string) => void; readonly reject: (error: ShellError) => void };

/**
 * A /bin/sh that reads scripts from its standard input and stays. A marker that nobody can guess is printed before the first
 * script, so that greetings of the login shell's files are not taken for output, and after each one.
 */
export class ShellChannel {
  readonly #channel: ClientChannel;
  readonly #nonce = randomId();
  #number = 0;
  #output = '';
  #tail = '';
  #waiting: Waiting | null = null;
  #isClosed = false;

  constructor(channel: ClientChannel) {
    this.#channel = channel;
    channel.setEncoding('utf8');
    channel.on('data', (text: string) => this.#take(text));
    channel.stderr.setEncoding('utf8');
    channel.stderr.on('data', (text: string) => { this.#tail = (this.#tail + text).slice(-TAIL_MAX); });
    channel.on('error', () => undefined);
    channel.on('close', () => this.#end(say('shell_ended'), false));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Runs a script and answers what it printed. One at a time. Throws ShellError; the shell is closed then. */
  run(script: string, deadlineMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed || this.#waiting !== null) {
        reject(new ShellError(say('shell_end', { what: say(this.#isClosed ? 'shell_ended' : 'shell_busy') }), '', false));
        return;
      }
      const timer = setTimeout(() => this.#end(say('shell_late', { seconds: deadlineMs / 1_000 }), true), deadlineMs);
      this.#number += 1;
      this.#waiting = {
        marker: `${this.#nonce} ${this.#number}\n`,
        resolve: (output) => { clearTimeout(timer); resolve(output); },
        reject: (error) => { clearTimeout(timer); reject(error); },
      };
      this.#channel.write(`${script}\necho '${this.#nonce} ${this.#number}'\n`);
    });
  }

  close(): void {
    this.#end(say('shell_closed'), false);
  }

  #take(text: string): void {
    const before = this.#output.length;
    this.#output += text;
    const waiting = this.#waiting;
    if (waiting === null) {
      // Nothing was asked: a program left behind speaks. Only its last words are kept, for the sentence if the shell ends.
      this.#output = this.#output.slice(-TAIL_MAX);
      return;
    }
    const end = this.#output.indexOf(waiting.marker, Math.max(0, before - waiting.marker.length));
    if (end >= 0) {
      const output = this.#output.slice(0, end);
      this.#output = this.#output.slice(end + waiting.marker.length);
      this.#waiting = null;
      waiting.resolve(output);
    } else if (this.#output.length > OUTPUT_MAX) this.#end(say('shell_says_too_much'), false);
  }

  #end(what: Sentence, isLate: boolean): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const words = (this.#tail.trim() || (this.#number <= 1 ? this.#output.trim().slice(-TAIL_MAX) : '')).replace(/\s+/g, ' ');
    const waiting = this.#waiting;
    this.#waiting = null;
    // A channel that is only ended can live on as long as its program does.
    this.#channel.destroy();
    waiting?.reject(new ShellError(words === '' || isLate ? say('shell_end', { what }) : say('shell_end_with', { what, words: JSON.stringify(words) }), this.#output, isLate));
  }
}
