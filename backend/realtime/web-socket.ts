import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { languageFrom, type Language } from '../contract/language.ts';
import { say, textOf } from '../contract/sentence.ts';
import type { Log } from '../log.ts';
import { messageOf, ProblemError, titleOf } from '../errors.ts';
import { parseClientFrame } from './client-frame.ts';
import type { Frame } from './frame.ts';
import type { Hub } from './hub.ts';
import { WATCH_MAX, type Guest, type Seat, type Wire } from './seat.ts';

/** Frames of clients are at most 900 bytes; a little more is let through. */
const FRAME_MAX_BYTES = 4_096;

/** Closing codes of RFC 6455, 7.4.1. */
const [GOING_AWAY, POLICY] = [1001, 1008];

export type RealtimeOptions = {
  readonly hub: Hub;
  /** Who asks for an upgrade. Throws the refusal, which is answered before any handshake. */
  readonly admitUpgrade: (request: IncomingMessage) => Guest;
  readonly log: Log;
  /** Told of each upgrade that was answered, with its status: 101, or that of the refusal. */
  readonly onAnswer?: (request: IncomingMessage, status: number) => void;
};

/** Answers upgrades of a server at /ws with the live feed. Every refusal is an HTTP answer in place of the handshake. */
export function attachRealtime(server: Server, { hub, admitUpgrade, log, onAnswer }: RealtimeOptions): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: FRAME_MAX_BYTES, perMessageDeflate: false, clientTracking: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A client that hangs up during the handshake.
    socket.on('error', () => socket.destroy());
    try {
      if (request.url?.split('?', 1)[0] !== '/ws') throw new ProblemError('not_found', say('feed_elsewhere'));
      const guest = admitUpgrade(request);
      sockets.handleUpgrade(request, socket, head, (client) => {
        onAnswer?.(request, 101);
        seatClient(client, guest, hub, log);
      });
    } catch (error) {
      const status = refuse(socket, error, languageFrom(request.headers['accept-language']), log);
      onAnswer?.(request, status);
    }
  });
}

function seatClient(client: WebSocket, guest: Guest, hub: Hub, log: Log): void {
  let seat: Seat;
  client.on('error', (error) => log.debug({ error: messageOf(error) }, 'a socket failed'));
  try {
    seat = hub.join(new SocketWire(client), guest);
  } catch (error) {
    client.close(1013, messageOf(error));
    return;
  }
  const watching = new Set<string>();
  client.on('close', () => hub.leave(seat));
  client.on('message', (data: RawData, isBinary: boolean) => {
    const frame = isBinary ? null : parseClientFrame(receivedText(data));
    if (frame === null) {
      client.close(POLICY, 'Not a frame of the live feed.');
      return;
    }
    switch (frame.kind) {
      case 'nudge': return;
      case 'resume':
        if (frame.after !== undefined) hub.resume(seat, frame.after, frame.epoch);
        if (frame.revision !== undefined) seat.resumeStates(frame.revision);
        return;
      case 'watch':
        for (const id of frame.ids) if (watching.size < WATCH_MAX) watching.add(id);
        if (frame.more) return;
        hub.watch(seat, watching);
        watching.clear();
    }
  });
}

const receivedText = (data: RawData): string => (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString('utf8');

class SocketWire implements Wire {
  readonly #client: WebSocket;
  #hasAnswered = true;

  constructor(client: WebSocket) {
    this.#client = client;
    client.on('pong', () => (this.#hasAnswered = true));
  }

  send(frame: Frame): void {
    if (this.#client.readyState === this.#client.OPEN) this.#client.send(frame.json, { binary: false });
  }

  buffered(): number {
    return this.#client.bufferedAmount;
  }

  ping(): boolean {
    const hasAnswered = this.#hasAnswered;
    this.#hasAnswered = false;
    if (hasAnswered && this.#client.readyState === this.#client.OPEN) this.#client.ping();
    return hasAnswered;
  }

  close(reason: string): void {
    const code = reason === 'The daemon stops.' ? GOING_AWAY : POLICY;
    this.#client.close(code, reason);
    // A client that does not read will not answer the closing handshake either.
    setTimeout(() => this.#client.terminate(), 2_000).unref();
  }
}

/** Answers the refusal in place of the handshake, and returns its status. */
function refuse(socket: Duplex, thrown: unknown, language: Language, log: Log): number {
  const error = thrown instanceof ProblemError ? thrown : new ProblemError('internal', say('mistake'));
  if (error.status >= 500) log.error({ error: messageOf(thrown) }, 'an upgrade failed');
  const { code, status } = error;
  const body = JSON.stringify({ type: 'about:blank', title: titleOf(code, language), status, code, detail: textOf(error.sentence, language) });
  const retryAfter = error.extra['retry_after_seconds'];
  socket.end([
    `HTTP/1.1 ${status} ${titleOf(code)}`, 'Content-Type: application/problem+json', `Content-Language: ${language}`, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close',
    'X-Content-Type-Options: nosniff', ...(typeof retryAfter === 'number' ? [`Retry-After: ${retryAfter}`] : []), '', body,
  ].join('\r\n'));
  return status;
}
