import { randomId } from '../ids.ts';
import type { ClientChannel } from 'ssh2';

/** More than this from one script is not an answer. */
const OUTPUT_MAX = 4 * 1_048_576;
const TAIL_MAX = 300;

/** What happened to a script: `printed` is its output until then. */
export class ShellError extends Error {
  override readonly name = 'ShellError';
  readonly printed: string;
  /** Whether it was the time that ran out. */
  readonly isLate: boolean;

  constructor(message: string, printed: string, isLate: boolean) {
    super(message);
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
    channel.on('close', () => this.#end('The shell ended', false));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Runs a script and answers what it printed. One at a time. Throws ShellError; the shell is closed then. */
  run(script: string, deadlineMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed || this.#waiting !== null) {
        reject(new ShellError(this.#isClosed ? 'The shell ended.' : 'The shell is busy.', '', false));
        return;
      }
      const timer = setTimeout(() => this.#end(`The shell did not answer within ${deadlineMs / 1_000} s`, true), deadlineMs);
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
    this.#end('The shell was closed', false);
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
    } else if (this.#output.length > OUTPUT_MAX) this.#end('The shell says too much', false);
  }

  #end(what: string, isLate: boolean): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const words = (this.#tail.trim() || (this.#number <= 1 ? this.#output.trim().slice(-TAIL_MAX) : '')).replace(/\s+/g, ' ');
    const waiting = this.#waiting;
    this.#waiting = null;
    // A channel that is only ended can live on as long as its program does.
    this.#channel.destroy();
    waiting?.reject(new ShellError(words === '' || isLate ? `${what}.` : `${what}: ${JSON.stringify(words)}.`, this.#output, isLate));
  }
}
