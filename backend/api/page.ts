import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Express, Request, Response } from 'express';
import { languageFrom, type Language } from '../contract/language.ts';
import { say, textOf } from '../contract/sentence.ts';
import { ProblemError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { sendAsset } from './assets.ts';
import { readBytes, refuseOtherTypes } from './body.ts';
import { ADMIN, type Caller } from './caller.ts';
import type { Doors } from './doors.ts';
import { queryTextOf } from './query.ts';
import { pageSecurityHeaders } from './security-headers.ts';
import { cookieOf, SESSION_MS } from './session-cookie.ts';
import { answerProblem } from './problems.ts';

export type PageOptions = {
  readonly doors: Doors;
  readonly store: Pick<Store, 'write' | 'tokens'>;
  /** Folder of the built page: manifest.json and the files it names. */
  readonly pageFolder: string;
  /** Folder of the icon that browsers ask for. */
  readonly imagesFolder: string;
  /** How it looks at first; "" where nothing is said. */
  readonly visualization?: { readonly theme: string; readonly layout: string };
  readonly log: Log;
};

/** Mounts the page of the standalone mode: `/`, the login it needs, and its files. Under Webmin, Perl prints the page. */
export function mountPage(app: Express, options: PageOptions): void {
  app.get('/', (request, response) => showOrLogIn(request, response, options));
  app.post('/', (request, response) => logInByForm(request, response, options));
  app.get('/assets/*name', (request, response) => {
    options.doors.admit(request, false);
    const { name } = request.params;
    return sendAsset(request, response, options.pageFolder, name.join('/'));
  });
  app.get('/favicon.ico', (request, response) => {
    options.doors.admit(request, false);
    return sendAsset(request, response, options.imagesFolder, 'icon.gif');
  });
}

async function showOrLogIn(request: Request, response: Response, options: PageOptions): Promise<void> {
  options.doors.checkPlace(request);
  const token = new URLSearchParams(queryTextOf(request.url)).get('token');
  if (token !== null) {
    await logIn(request, response, token, options);
    return;
  }
  let caller: Caller;
  try {
    caller = options.doors.admit(request, false);
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unauthorized') sendForm(request, response, 401);
    else answerProblem(response, error, options.log);
    return;
  }
  await sendPage(request, response, caller, options);
}

async function logInByForm(request: Request, response: Response, options: PageOptions): Promise<void> {
  options.doors.checkPlace(request);
  refuseOtherTypes(request, ['application/x-www-form-urlencoded']);
  const form = new URLSearchParams((await readBytes(request, 4_096)).toString('utf8'));
  await logIn(request, response, (form.get('token') ?? '').trim(), options);
}

/** A session for who knows the daemon's token: the cookie holds a secret of its own, so that it can be revoked and the token stays unknown to the browser. */
async function logIn(request: Request, response: Response, token: string, { doors, store }: PageOptions): Promise<void> {
  if (doors.kindOf(request) !== 'tcp') throw new ProblemError('not_found', say('door_no_login'));
  if (!doors.isOwnToken(token)) {
    const refusal = doors.failedLogins.refusal(request.socket.remoteAddress ?? '', say('wrong_token'));
    const seconds = refusal.extra['retry_after_seconds'];
    sendForm(request, response, refusal.status, typeof seconds === 'number' ? String(seconds) : '');
    return;
  }
  const session = await store.write({ user: ADMIN }, () => store.tokens.sessions.add(SESSION_MS));
  response.writeHead(303, {
    ...pageSecurityHeaders(request.headers.host ?? ''),
    Location: '/',
    'Set-Cookie': cookieOf(request.socket.localPort ?? 0, session, request.headers['x-forwarded-proto'] === 'https'),
    'Cache-Control': 'no-store',
    'Content-Length': 0,
  });
  response.end();
}

async function sendPage(request: Request, response: Response, { user, access }: Caller, { pageFolder, visualization, log }: PageOptions): Promise<void> {
  const lang = languageOf(request);
  const files = await filesOf(pageFolder, log);
  const attributes = {
    id: 'unlimited-cluster', 'data-base': '/', 'data-api': '/api/', 'data-ws': '/ws', 'data-lang': lang, 'data-user': user, 'data-csrf': '',
    'data-rights': access.rights.join(' '), 'data-mode': 'standalone',
    ...(visualization?.theme ? { 'data-first-theme': visualization.theme } : {}), ...(visualization?.layout ? { 'data-first-layout': visualization.layout } : {}),
  };
  const words = files?.words?.[lang];
  const body = files === null
    ? `<p>${textOf(say('page_unbuilt', { command: '<code>npm run build</code>' }), lang)}</p>`
    : `<div${attributesOf(attributes)}></div>\n<noscript>${textOf(say('page_no_script'), lang)}</noscript>\n`
      + (words === undefined ? '' : `<script${attributesOf({ src: `/assets/${words}` })}></script>\n`)
      + `<script${attributesOf({ src: `/assets/${files.script}`, type: 'module' })}></script>`;
  const style = typeof files?.style !== 'string' ? '' : `<link rel="stylesheet"${attributesOf({ href: `/assets/${files.style}` })}>\n`;
  sendHtml(request, response, 200, lang, 'Unlimited Cluster', style, body);
}

type PageFiles = { readonly script: string; readonly style?: string | null; readonly words?: Readonly<Record<string, string>> };

async function filesOf(folder: string, log: Log): Promise<PageFiles | null> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as PageFiles;
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'the page is not built');
    return null;
  }
}

const FORM_STYLE = '<style>body{font:16px system-ui,sans-serif;display:grid;place-items:center;min-height:90vh;margin:0;color:#223;background:#f4f6f8}'
  + 'form{display:grid;gap:.75rem;padding:2rem;max-width:22rem;background:#fff;border:1px solid #cdd3da;border-radius:8px}'
  + 'input,button{font:inherit;padding:.5rem}p{margin:0}@media(prefers-color-scheme:dark){body{color:#dde3ea;background:#161b22}form{background:#1f262e;border-color:#3a444f}}</style>\n';

/** The small form that asks for the token, as answer to a request without a session. */
function sendForm(request: Request, response: Response, status: number, retryAfter = ''): void {
  const lang = languageOf(request);
  const word = (key: 'ask' | 'open' | 'wrong' | 'too_many'): string => textOf(say(`login_${key}`), lang);
  const problem = status === 429 ? `<p role="alert">${word('too_many')}</p>` : request.method === 'POST' || request.url !== '/' ? `<p role="alert">${word('wrong')}</p>` : '';
  const form = `<form method="post" action="/"><h1>Unlimited Cluster</h1>${problem}<label for="token">${word('ask')}</label>`
    + `<input id="token" name="token" type="password" autocomplete="current-password" required autofocus><button>${word('open')}</button></form>`;
  if (retryAfter !== '') response.setHeader('Retry-After', retryAfter);
  sendHtml(request, response, status, lang, 'Unlimited Cluster', FORM_STYLE, form);
}

const languageOf = (request: Request): Language => languageFrom(request.headers['accept-language']);

function sendHtml(request: Request, response: Response, status: number, lang: string, title: string, head: string, body: string): void {
  const html = `<!doctype html>\n<html lang="${lang}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">\n`
    + `<title>${title}</title>\n<link rel="icon" href="/favicon.ico">\n${head}</head>\n<body>\n${body}\n</body>\n</html>\n`;
  response.writeHead(status, {
    ...pageSecurityHeaders(request.headers.host ?? ''),
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(html),
    'Cache-Control': 'no-store',
  });
  response.end(html);
}

const attributesOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('');

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
