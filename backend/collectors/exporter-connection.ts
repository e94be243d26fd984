import { connect, isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { say, type Sentence } from '../contract/sentence.ts';
import { SentenceError, sentenceOf } from '../errors.ts';
import { Reply } from './reply.ts';
import { networkSentence } from './sentences.ts';

/** Where an exporter listens. `host` is what the Host header says, `address` what is connected to. */
export type Door = { readonly host: string; readonly address: string; readonly port: number; readonly path: string; readonly tls: boolean };

/** Bytes as they arrive, for all sockets: each arrival is copied on before the next one is read. */
const ARRIVALS = Buffer.allocUnsafeSlow(65_536);
/** A peer that vanished without a word is noticed after this, and about ten seconds more. */
const KEEPALIVE_MS = 5_000;

/** A kept connection that closed just when it was spoken to: nothing was heard, so asking again on a new one is no second attempt. */
export class Unheard extends SentenceError {
  override readonly name = 'Unheard';
}

type Waiting = { readonly reply: Reply; readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void };

/**
 * One kept connection to an exporter: a request prepared once, replies read as raw bytes. `onLost` is called when it closes
 * while nothing was asked. After any error it is closed for good.
 */
export class ExporterConnection {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #onLost: (sentence: Sentence) => void;
  readonly #where: string;
  #waiting: Waiting | null = null;
  #isClosed = false;
  #asked = 0;

  constructor(door: Door, onLost: (sentence: Sentence) => void) {
    this.#where = whereOf(door);
    this.#request = requestOf(door);
    this.#onLost = onLost;
    this.#socket = this.#open(door);
    this.#socket.setNoDelay(true);
    this.#socket.setKeepAlive(true, KEEPALIVE_MS);
    this.#socket.on('error', (error) => this.#end(new SentenceError(networkSentence(error, this.#where), { cause: error }), 'lost'));
    this.#socket.on('close', () => this.#end(new SentenceError(say('net_closed', { where: this.#where })), 'lost'));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Asks for the page. The reply must be released. */
  ask(deadlineMs: number): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed || this.#waiting !== null) {
        reject(new SentenceError(say('exporter_busy', { where: this.#where })));
        return;
      }
      const timer = setTimeout(() => this.#end(new SentenceError(say('net_late', { where: this.#where, seconds: deadlineMs / 1_000 })), 'silently'), deadlineMs);
      this.#waiting = {
        reply: new Reply(),
        resolve: (reply) => { clearTimeout(timer); resolve(reply); },
        reject: (error) => { clearTimeout(timer); reject(error); },
      };
      this.#asked += 1;
      this.#socket.write(this.#request);
    });
  }

  close(): void {
    this.#end(new SentenceError(say('net_ended', { where: this.#where })), 'silently');
  }

  #open({ address, port, tls }: Door): Socket {
    if (!tls) {
      return connect({ host: address, port, onread: { buffer: ARRIVALS, callback: (size) => { this.#take(ARRIVALS, size); return true; } } });
    }
    // Nothing secret is sent, servers are named by address, and most exporters sign their own certificate.
    const socket = connectTls({ host: address, port, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    socket.on('data', (bytes: Buffer) => this.#take(bytes, bytes.length));
    return socket;
  }

  #take(bytes: Buffer, size: number): void {
    const waiting = this.#waiting;
    if (waiting === null) {
      this.#end(new SentenceError(say('exporter_unasked', { where: this.#where })), 'lost');
      return;
    }
    try {
      if (!waiting.reply.take(bytes, size)) return;
    } catch (error) {
      this.#end(error as Error, 'silently');
      return;
    }
    this.#waiting = null;
    if (!waiting.reply.keepsAlive) this.#end(new SentenceError(say('exporter_closes', { where: this.#where })), 'silently');
    waiting.resolve(waiting.reply);
  }

  /** Closes once. A request under way fails with the error; without one, a loss is told. */
  #end(error: Error, how: 'lost' | 'silently'): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.destroy();
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) {
      if (how === 'lost') this.#onLost(sentenceOf(error));
      return;
    }
    const wasHeard = waiting.reply.hasBegun || this.#asked === 1 || how === 'silently';
    waiting.reply.release();
    waiting.reject(wasHeard ? error : new Unheard(sentenceOf(error), { cause: error }));
  }
}

const bracketed = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

export const whereOf = ({ host, port }: Pick<Door, 'host' | 'port'>): string => `${bracketed(host)}:${port}`;

/** No compression is asked for: inflating costs more than the bytes on a local network. */
function requestOf(door: Door): Buffer {
  return Buffer.from([
    `GET ${door.path} HTTP/1.1`, `Host: ${whereOf(door)}`, 'User-Agent: unlimited-cluster', 'Accept: text/plain;version=0.0.4', 'Accept-Encoding: identity', '', '',
  ].join('\r\n'), 'latin1');
}
