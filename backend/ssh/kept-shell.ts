import { elapsedMs } from '../clock.ts';
import type { SshConnection } from './connection.ts';
import { ShellChannel, ShellError } from './shell.ts';

/**
 * A shell that is opened when it is needed and again after it was abandoned. Scripts run one after the other. The deadline of a
 * script begins once there is a connection, which has a deadline of its own: waiting in the line for a handshake is nobody's fault.
 */
export class KeptShell {
  readonly #connection: () => Promise<SshConnection>;
  readonly #drop: () => void;
  readonly #prelude: string;
  #channel: ShellChannel | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(connection: () => Promise<SshConnection>, prelude: string, drop: () => void) {
    this.#connection = connection;
    this.#prelude = prelude;
    this.#drop = drop;
  }

  /** What the script printed. Throws a sentence; ShellError once the script was on its way. */
  run(script: string, deadlineMs: number): Promise<string> {
    const turn = this.#last.then(async () => {
      if (this.#isClosed) throw new Error('The shell was closed.');
      const connection = await this.#connection();
      const untilMs = elapsedMs() + deadlineMs;
      const channel = await this.#ready(connection, untilMs);
      return channel.run(script, Math.max(1, untilMs - elapsedMs()));
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
    const started = within(connection.start('exec /bin/sh'), untilMs, 'sshd started no shell in time.');
    // An sshd that does not even start a program is not worth keeping.
    const channel = new ShellChannel(await started.catch((error: unknown) => { this.#drop(); throw error; }));
    this.#channel = channel;
    try {
      await channel.run(this.#prelude, Math.max(1, untilMs - elapsedMs()));
    } catch (error) {
      if (error instanceof ShellError && error.isLate) throw new Error('The login shell did not become ready in time; its start files (.bashrc) may be slow.', { cause: error });
      throw error instanceof ShellError ? new Error(`No shell for this user: ${error.message}`, { cause: error }) : error;
    }
    return channel;
  }
}

/** The work, or a sentence when its time is up. */
async function within<T>(work: Promise<T>, untilMs: number, sentence: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(sentence)), Math.max(1, untilMs - elapsedMs()));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
