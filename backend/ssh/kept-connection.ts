import { say, type Sentence } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';
import { SshConnection, type Destination } from './connection.ts';
import type { Gate } from './gate.ts';
import { KeptShell } from './kept-shell.ts';

export type KeptOptions = {
  /** Asked at each handshake, so that a credential entered anew is used. Throws a sentence. */
  readonly destination: () => Promise<Destination>;
  readonly gate: Gate;
  /** Called when an established connection closes by itself. */
  readonly onLost: (sentence: Sentence) => void;
};

/**
 * The one connection to a server, opened when it is needed and again after it was lost; several shells share it. When to try
 * again is up to who asks: there is no retry in here.
 */
export class KeptConnection {
  readonly #options: KeptOptions;
  readonly #closing = new AbortController();
  readonly #shells = new Set<KeptShell>();
  #opening: Promise<SshConnection> | null = null;
  #connection: SshConnection | null = null;

  constructor(options: KeptOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#connection !== null && !this.#connection.isClosed;
  }

  /** A shell of its own on this connection; `prelude` is told to it whenever it is opened, which may take `readyMs`. */
  shell(prelude: string, readyMs?: number): KeptShell {
    const shell = new KeptShell(() => this.open(), prelude, () => this.drop(), readyMs);
    this.#shells.add(shell);
    return shell;
  }

  /** The connection; the handshake is made if there is none, once for all who ask meanwhile. */
  async open(): Promise<SshConnection> {
    if (this.#connection !== null && !this.#connection.isClosed) return this.#connection;
    this.#opening ??= this.#connect().finally(() => { this.#opening = null; });
    return this.#opening;
  }

  /** Ends the connection as it is; the next one who asks gets a new one. */
  drop(): void {
    this.#connection?.close();
    this.#connection = null;
  }

  /** Ends everything for good. */
  close(): void {
    this.#closing.abort();
    for (const shell of this.#shells) shell.close();
    this.drop();
  }

  #connect(): Promise<SshConnection> {
    return this.#options.gate.pass(async () => {
      this.#assertWanted();
      const connection = await SshConnection.open(await this.#options.destination(), this.#closing.signal);
      if (this.#closing.signal.aborted) connection.close();
      this.#assertWanted();
      this.#connection = connection;
      connection.onClosed((sentence) => {
        if (this.#connection === connection) this.#connection = null;
        this.#options.onLost(sentence);
      });
      return connection;
    });
  }

  #assertWanted(): void {
    if (this.#closing.signal.aborted) throw new SentenceError(say('ssh_given_up'));
  }
}
