import { say, type Sentence } from '../../contract/sentence.ts';
import type { Socket } from '../../contract/traffic.ts';
import { SentenceError } from '../../errors.ts';
import { Refused, type Credential, type Destination } from '../../ssh/connection.ts';
import type { Gate } from '../../ssh/gate.ts';
import { KeptConnection } from '../../ssh/kept-connection.ts';
import type { KeptShell } from '../../ssh/kept-shell.ts';
import { quoted } from '../../ssh/quote.ts';
import { ShellError } from '../../ssh/shell.ts';
import type { Store } from '../../store/store.ts';
import type { Addresses } from '../address.ts';
import { Late, Unwelcome, type Shell } from '../collector.ts';
import { parseProbe, PROBE_PRELUDE, REMOTE_DEADLINE_MS } from '../remote-tcp.ts';
import { parseSockets, SOCKETS_PRELUDE } from '../sockets.ts';
import type { PortReport } from '../tcp.ts';
import type { ServerEntry } from './roster.ts';

export type SshServersOptions = {
  readonly store: Store;
  readonly nowMs: () => number;
  readonly addresses: Addresses;
  readonly gate: Gate;
  readonly agent: string | null;
};

type Kept = { readonly connection: KeptConnection; probe: KeptShell | null };

/** The SSH connections of servers, one each: one shell reads the server, a second one, opened when needed, tries ports from there. */
export class SshServers {
  readonly #options: SshServersOptions;
  readonly #kept = new Map<ServerEntry, Kept>();

  constructor(options: SshServersOptions) {
    this.#options = options;
  }

  get openCount(): number {
    let count = 0;
    for (const { connection } of this.#kept.values()) count += Number(connection.isOpen);
    return count;
  }

  /** The shell a collector reads a server by. */
  shell(entry: ServerEntry, prelude: string, onLost: (sentence: Sentence) => void): Shell {
    const destination = (): Promise<Destination> => this.#destinationOf(entry);
    const connection = new KeptConnection({ destination, gate: this.#options.gate, onLost });
    this.#kept.set(entry, { connection, probe: null });
    const shell = connection.shell(prelude);
    return {
      run: (script, deadlineMs) => shell.run(script, deadlineMs).catch((error: unknown) => {
        if (error instanceof ShellError && error.isLate) throw new Late(error.sentence, error.printed);
        throw error instanceof Refused ? new Unwelcome(error.sentence, { cause: error }) : error;
      }),
      close: () => connection.close(),
    };
  }

  /** Open TCP connections from a server to an address; null where they cannot be read. */
  async socketsFrom(from: ServerEntry, address: string): Promise<Socket[] | null> {
    const shell = this.#probeShell(from);
    return shell === null ? null : parseSockets(await shell.run(`uc_sockets dst ${quoted(address.includes(':') ? `[${address}]` : address)}`, REMOTE_DEADLINE_MS));
  }

  /** Tries ports from a server; null where it has nothing to try with. */
  async tryPorts(from: ServerEntry, address: string, ports: readonly number[]): Promise<PortReport[] | null> {
    const shell = this.#probeShell(from);
    const words = ['uc_probe', quoted(address), ...ports.map(String)];
    return shell === null ? null : parseProbe(await shell.run(words.join(' '), REMOTE_DEADLINE_MS), ports);
  }

  #probeShell(from: ServerEntry): KeptShell | null {
    const kept = this.#kept.get(from);
    if (kept === undefined) return null;
    kept.probe ??= kept.connection.shell(`${PROBE_PRELUDE}\n${SOCKETS_PRELUDE}`);
    return kept.probe;
  }

  remove(entry: ServerEntry): void {
    this.#kept.get(entry)?.connection.close();
    this.#kept.delete(entry);
  }

  /** Ends every connection, and whoever waits for one. */
  close(): void {
    for (const entry of [...this.#kept.keys()]) this.remove(entry);
    this.#options.gate.giveUp();
  }

  async #destinationOf(entry: ServerEntry): Promise<Destination> {
    const { id, ip, source } = entry;
    if (source.kind !== 'ssh') throw new Error(`${id} is not reached over SSH.`);
    const { store, addresses } = this.#options;
    return {
      host: ip, address: await addresses.resolve(ip), port: source.port ?? 22, user: source.user ?? 'root',
      credential: this.#credentialOf(source.credential),
      knownKey: {
        get: () => store.knownHosts.get(id),
        trust: (key) => store.write({ user: 'daemon', summary: say('done_host_key', { id }) }, () => store.knownHosts.trust(id, key)),
      },
    };
  }

  #credentialOf(secretId: string | undefined): Credential {
    if (secretId !== undefined) {
      const { kind, value, passphrase } = this.#options.store.secrets.reveal(secretId);
      switch (kind) {
        case 'password': return { kind, value };
        case 'ssh_key': return { kind, value, passphrase };
        case 'aws': case 'azure': case 'gcp': case 'encryption_key': throw new Error(`The credential ${JSON.stringify(secretId)} is none for SSH. Choose a key or a password.`);
      }
    }
    if (this.#options.agent === null) throw new SentenceError(say('ssh_no_credential'));
    return { kind: 'agent', socket: this.#options.agent };
  }
}
