import http from 'node:http';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The far end of api.cgi: answers each request as `answer` says and keeps what it received. */
export class DaemonStandIn {
  readonly received: Received[] = [];
  /** Connections whose other end closed before the answer was complete. */
  abandoned = 0;
  answer: (received: Received, response: http.ServerResponse) => void = (_received, response) => response.end('{}');
  readonly #server = http.createServer((request, response) => void this.#take(request, response));
  readonly #socket: string;

  constructor(dataDirectory: string) {
    this.#socket = join(dataDirectory, 'daemon.sock');
  }

  async start(): Promise<void> {
    rmSync(this.#socket, { force: true });
    this.#server.listen(this.#socket);
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    response.on('close', () => { if (!response.writableFinished) this.abandoned += 1; });
    if (request.url === '/api/health') {
      response.setHeader('content-type', 'application/json').end('{"status":"ok"}');
      return;
    }
    const pieces: Buffer[] = [];
    try {
      if (!(request.url ?? '').includes('unread')) for await (const piece of request) pieces.push(piece as Buffer);
    } catch {
      return; // The other end went away in the middle of its body.
    }
    const received = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces) };
    this.received.push(received);
    response.setHeader('content-type', 'application/json');
    this.answer(received, response);
  }
}
