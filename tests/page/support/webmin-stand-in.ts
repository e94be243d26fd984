import { readFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';

const DIST = fileURLToPath(new URL('../../../frontend/dist/', import.meta.url));
const CSRF = 'csrf-of-this-login';
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };

export type WebminStandIn = {
  /** Webmin's own page with the module in its frame. */
  readonly url: string;
  /** What was asked at api.cgi, as `METHOD path`, with `!` before what came without the token of the page. */
  readonly asked: string[];
  /** Subprotocols that sockets came with. */
  readonly tickets: string[];
  /** From now on every answer is the login page, with status 200. */
  expire(): void;
  end(): Promise<void>;
};

/**
 * What the page sees of Webmin: a page around its frame, its files below the module, api.cgi in place of the interface, a socket that is
 * let in by a ticket, and a login page with status 200 once the login is over. The user reads `language`. Behind it stands the real daemon.
 */
export async function startWebminStandIn(daemonUrl: string, language: 'en' | 'es' = 'en'): Promise<WebminStandIn> {
  const daemon = new URL(daemonUrl);
  const token = daemon.searchParams.get('token') ?? '';
  const asked: string[] = [];
  const tickets: string[] = [];
  let isExpired = false;
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === '/') send(response, 'text/html', outerPage());
    else if (path === '/unlimited-cluster/app.cgi') send(response, 'text/html', framedPage(language));
    else if (path.startsWith('/unlimited-cluster/frontend/dist/')) sendFile(response, path.slice('/unlimited-cluster/frontend/dist/'.length));
    else if (isExpired) send(response, 'text/html', '<html><body>Login to Webmin</body></html>');
    else if (path.startsWith('/unlimited-cluster/api.cgi/')) relay(request, response);
    else send(response, 'text/plain', '', 404);
  });

  function relay(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').replace('/unlimited-cluster/api.cgi/', '/api/');
    const isTrusted = request.method === 'GET' || request.headers['x-csrf-token'] === CSRF;
    asked.push(`${isTrusted ? '' : '!'}${request.method ?? ''} ${path}`);
    const { accept, 'accept-language': language, 'content-type': type, 'content-length': length } = request.headers;
    const headers = Object.fromEntries(Object.entries({ accept, 'accept-language': language, 'content-type': type, 'content-length': length }).filter(([, value]) => value !== undefined));
    const upstream = ask({ host: daemon.hostname, port: daemon.port, method: request.method, path, headers: { ...headers, authorization: `Bearer ${token}` } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => send(response, 'application/problem+json', JSON.stringify({ status: 503, code: 'daemon_unreachable', detail: 'The daemon does not answer.' }), 503));
    request.pipe(upstream);
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    const ticket = request.headers['sec-websocket-protocol'] ?? '';
    tickets.push(ticket);
    const upstream = connect(Number(daemon.port), daemon.hostname, () => {
      const key = request.headers['sec-websocket-key'] ?? '';
      upstream.write(`GET /ws HTTP/1.1\r\nHost: ${daemon.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    });
    upstream.once('data', (first: Buffer) => {
      // The browser wants the subprotocol it offered; the daemon's ordinary door knows none.
      socket.write(first.toString('latin1').replace('\r\n', `\r\nSec-WebSocket-Protocol: ${ticket}\r\n`), 'latin1');
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    for (const end of [socket, upstream]) {
      end.on('error', () => end.destroy());
      end.on('close', () => { socket.destroy(); upstream.destroy(); });
    }
  });

  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked, tickets,
    expire() { isExpired = true; },
    end: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

const outerPage = (): string => '<!doctype html><html data-night-mode="0"><body style="margin:0"><iframe src="/unlimited-cluster/app.cgi" style="width:100%;height:95vh;border:0"></iframe></body></html>';

function framedPage(language: string): string {
  const files = JSON.parse(readFileSync(`${DIST}manifest.json`, 'utf8')) as { script: string; style: string; words: Record<string, string> };
  const dist = '/unlimited-cluster/frontend/dist/';
  return `<!doctype html><html lang="${language}" data-night=""><head><meta charset="utf-8"><link rel="stylesheet" href="${dist}${files.style}"></head><body>`
    + `<div id="unlimited-cluster" data-base="/unlimited-cluster/" data-api="/unlimited-cluster/api.cgi/" data-ws="/unlimited-cluster/ws" data-lang="${language}" data-user="root" data-csrf="${CSRF}" data-rights="view edit act" data-mode="webmin"></div>`
    + `<script src="${dist}${files.words[language] ?? ''}"></script><script type="module" src="${dist}${files.script}"></script></body></html>`;
}

function sendFile(response: ServerResponse, name: string): void {
  try {
    send(response, TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream', readFileSync(DIST + name.replaceAll('/', '')));
  } catch {
    send(response, 'text/plain', '', 404);
  }
}

function send(response: ServerResponse, type: string, body: string | Buffer, status = 200): void {
  response.writeHead(status, { 'Content-Type': type });
  response.end(body);
}
