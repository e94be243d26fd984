import http from 'node:http';
import https from 'node:https';

/** A running Webmin with this module in it: the real one, or the stand-in. */
export interface Webmin {
  readonly kind: 'stand-in' | 'real';
  readonly port: number;
  /** Scheme, address and port. */
  readonly origin: string;
  readonly configDirectory: string;
  readonly varDirectory: string;
  /** Where the module keeps its data and expects `daemon.sock`. */
  readonly dataDirectory: string;
  /** The Cookie header of a session of this user. */
  cookieOf(user: string): Promise<string>;
  stop(): Promise<void>;
}

export interface Question {
  readonly method?: string;
  /** Below the module's own path, as in `api.cgi/servers`. */
  readonly path: string;
  readonly user?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  readonly bytes: Buffer;
}

/** Asks one thing as a browser on this Webmin's own pages would, unless the headers say otherwise. */
export async function ask(webmin: Webmin, question: Question): Promise<Answer> {
  const answer = await begin(webmin, question);
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  const bytes = Buffer.concat(pieces);
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: bytes.toString('utf8'), bytes };
}

/** Asks one thing and returns once the headers of the answer are there. */
export async function begin(webmin: Webmin, question: Question): Promise<http.IncomingMessage> {
  const headers: Record<string, string> = {
    cookie: await webmin.cookieOf(question.user ?? 'root'),
    referer: `${webmin.origin}/unlimited-cluster/app.cgi`,
    ...(question.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(question.body)) }),
    ...question.headers,
  };
  return new Promise((resolve, reject) => {
    const { request: ask } = webmin.origin.startsWith('https:') ? https : http;
    const request = ask({
      host: '127.0.0.1', port: webmin.port, path: `/unlimited-cluster/${question.path}`, method: question.method ?? 'GET', agent: false, rejectUnauthorized: false,
      headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
    }, resolve);
    request.on('error', reject);
    request.end(question.body);
  });
}

/** The token that app.cgi gives to the page for this user's session. */
export async function tokenOf(webmin: Webmin, user = 'root'): Promise<string> {
  const { text } = await ask(webmin, { path: 'app.cgi', user });
  const token = /data-csrf="([0-9a-f]{64})"/.exec(text)?.[1];
  if (token === undefined) throw new Error(`app.cgi gave no token: ${text.slice(0, 500)}`);
  return token;
}

/** The problem details of an answer; throws where it is something else. */
export function problemOf(answer: Answer): { code: string; status: number; detail: string; title: string } {
  if (answer.headers['content-type'] !== 'application/problem+json') {
    throw new Error(`No problem details but ${String(answer.headers['content-type'])}: ${answer.text.slice(0, 500)}`);
  }
  return JSON.parse(answer.text) as { code: string; status: number; detail: string; title: string };
}
