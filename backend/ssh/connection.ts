import { isIPv6 } from 'node:net';
import { NodeSSH, type Config } from 'node-ssh';
import type { Client, ClientChannel } from 'ssh2';
import { say, type Sentence } from '../contract/sentence.ts';
import { SentenceError, sentenceOf } from '../errors.ts';
import { changedKeySentence, hostKeyOf, isSameKey, preferredAlgorithms, type HostKey } from './host-key.ts';
import { sshSentence, type Login } from './sentences.ts';

/** A secret to log in with, or the socket of an agent. */
export type Credential =
  | { readonly kind: 'ssh_key'; readonly value: string; readonly passphrase?: string | undefined }
  | { readonly kind: 'password'; readonly value: string }
  | { readonly kind: 'agent'; readonly socket: string };

/** Trust on first use: a key is recorded before anything secret is sent, and from then on only that one will do. */
export type KnownKey = { get(): HostKey | null; trust(key: HostKey): Promise<void> };

export type Destination = {
  /** What people call it. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly credential: Credential;
  readonly knownKey: KnownKey;
};

/** The other side answered and said no, or is not who it was: asking again soon is no use, and sshd's watchdogs count attempts. */
export class Refused extends SentenceError {
  override readonly name = 'Refused';
}

/** Why a handshake was refused by us, once that is known. */
type Refusal = { sentence: Sentence | null };

export const HANDSHAKE_MS = 8_000;
/** A silent peer is asked every so often; after the second question without an answer the connection is closed. */
const KEEPALIVE_MS = 5_000;

/** One authenticated connection to an sshd. It does not come back: after `onClosed` it is over. */
export class SshConnection {
  readonly #client: Client;
  readonly #where: string;
  #isClosed = false;
  readonly #closed = new Set<(sentence: Sentence) => void>();

  private constructor(client: Client, where: string) {
    this.#client = client;
    this.#where = where;
    // After the handshake nobody else listens; an error is always followed by close.
    client.on('error', () => undefined);
    client.on('close', () => this.#end());
  }

  /** Shakes hands. Throws a sentence; aborting the signal gives up at once. */
  static async open(destination: Destination, signal: AbortSignal): Promise<SshConnection> {
    const where = whereOf(destination);
    if (signal.aborted) throw new SentenceError(say('ssh_given_up_to', { where }));
    const login: Login = { user: destination.user, by: destination.credential.kind === 'ssh_key' ? 'key' : destination.credential.kind };
    const refusal: Refusal = { sentence: null };
    const ssh = new NodeSSH();
    const shaking = ssh.connect(configOf(destination, refusal));
    const client = ssh.connection;
    const giveUp = (): void => { client?.destroy(); };
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await shaking;
      if (client === null || ssh.connection === null) throw new SentenceError(say('ssh_closed', { where }));
      return new SshConnection(client, where);
    } catch (error) {
      client?.on('error', () => undefined);
      client?.destroy();
      if (refusal.sentence !== null) throw new Refused(refusal.sentence, { cause: error });
      const sentence = sshSentence(error, where, login);
      throw (error as { level?: string }).level === 'client-authentication' ? new Refused(sentence, { cause: error }) : new SentenceError(sentence, { cause: error });
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Calls once when the connection is over. */
  onClosed(listener: (sentence: Sentence) => void): void {
    this.#closed.add(listener);
  }

  /** Starts a program without a terminal; its standard streams are the channel. */
  start(command: string): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new SentenceError(say('net_closed', { where: this.#where })));
        return;
      }
      const fail = (sentence: Sentence): void => reject(new SentenceError(sentence));
      this.#closed.add(fail);
      this.#client.exec(command, (error, channel) => {
        this.#closed.delete(fail);
        if (error === undefined) resolve(channel);
        else reject(new SentenceError(say('ssh_no_program', { where: this.#where, why: error.message }), { cause: error }));
      });
    });
  }

  close(): void {
    this.#closed.clear();
    this.#end();
    this.#client.destroy();
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const listeners = [...this.#closed];
    this.#closed.clear();
    for (const listener of listeners) listener(say('ssh_closed', { where: this.#where }));
  }
}

export const whereOf = ({ host, port }: Pick<Destination, 'host' | 'port'>): string => (isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`);

function configOf(destination: Destination, refusal: Refusal): Config {
  const { address, port, user, credential, knownKey } = destination;
  return {
    host: address, port, username: user,
    readyTimeout: HANDSHAKE_MS, keepaliveInterval: KEEPALIVE_MS, keepaliveCountMax: 1,
    algorithms: { serverHostKey: preferredAlgorithms(knownKey.get()) },
    hostVerifier: (blob: Buffer, verify: (isRight: boolean) => void) => {
      judge(hostKeyOf(blob), destination).then((sentence) => {
        refusal.sentence = sentence;
        verify(sentence === null);
      }, (error: unknown) => {
        refusal.sentence = say('ssh_key_not_recorded', { where: whereOf(destination), why: sentenceOf(error) });
        verify(false);
      });
    },
    ...loginOf(credential),
  };
}

/** Why a key is refused; null where it is the known one, or the first one seen and now recorded. */
async function judge(shown: HostKey, destination: Destination): Promise<Sentence | null> {
  const known = destination.knownKey.get();
  if (known !== null) return isSameKey(known, shown) ? null : changedKeySentence(whereOf(destination), known, shown);
  await destination.knownKey.trust(shown);
  return null;
}

function loginOf(credential: Credential): Partial<Config> {
  switch (credential.kind) {
    case 'ssh_key': return { privateKey: credential.value, ...(credential.passphrase !== undefined && { passphrase: credential.passphrase }) };
    case 'password': return { password: credential.value, tryKeyboard: true };
    case 'agent': return { agent: credential.socket };
  }
}
