import { elapsedMs } from '../clock.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';
import type { SshConnection } from './connection.ts';
import { ShellChannel, ShellError } from './shell.ts';

/**
 * How long a login may take. Bash reads .bashrc when sshd starts it, even for one command; with version managers in it that is
 * seconds, and ending them half way can leave their locks behind. It is paid once per connection.
 */
const READY_MS = 20_000;

/**
 * A shell that is opened when it is needed and again after it was abandoned. Scripts run one after the other. The deadline of a
 * script begins once the shell is ready: handshake and login have deadlines of their own, and waiting in the line for a
 * handshake is nobody's fault.
 */
export class KeptShell {
  readonly #connection: () => Promise<SshConnection>;
  readonly #drop: () => void;
  readonly #prelude: string;
  readonly #readyMs: number;
  #channel: ShellChannel | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(connection: () => Promise<SshConnection>, prelude: string, drop: () => void, readyMs = READY_MS) {
    this.#connection = connection;
    this.#prelude = prelude;
    this.#drop = drop;
    this.#readyMs = readyMs;
  }

  /** What the script printed. Throws a sentence; ShellError once the script was on its way. */
  run(script: string, deadlineMs: number): Promise<string> {
    const turn = this.#last.then(async () => {
      if (this.#isClosed) throw new SentenceError(say('shell_end', { what: say('shell_closed') }));
      const connection = await this.#connection();
      const channel = await this.#ready(connection, elapsedMs() + this.#readyMs);
      return channel.run(script, deadlineMs);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    this.#isClosed = true;
    this.#channel?.close();
  }

  async #ready(connection: SshConnection, untilMs: number): Promise<ShellChannel> {
    if (this.#channel !== null && !this.#channel.isClosed) return this.#channel;
    // Login shells differ, and some source their files even here; /bin/sh takes over as soon as they are done.
    const started = within(connection.start('exec /bin/sh'), untilMs, say('shell_none'));
    // An sshd that does not even start a program is not worth keeping.
    const channel = new ShellChannel(await started.catch((error: unknown) => { this.#drop(); throw error; }));
    this.#channel = channel;
    try {
      await channel.run(this.#prelude, Math.max(1, untilMs - elapsedMs()));
    } catch (error) {
      if (error instanceof ShellError && error.isLate) throw new SentenceError(say('shell_login_slow'), { cause: error });
      throw error instanceof ShellError ? new SentenceError(say('shell_refused', { why: error.sentence }), { cause: error }) : error;
    }
    return channel;
  }
}

/** The work, or a sentence when its time is up. */
async function within<T>(work: Promise<T>, untilMs: number, sentence: Sentence): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SentenceError(sentence)), Math.max(1, untilMs - elapsedMs()));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
