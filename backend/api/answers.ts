import type { Response } from 'express';
import { languageFrom, type Language } from '../contract/language.ts';
import { etagOf, isFresh, refuseStale } from './etag.ts';
import type { KeptAnswer } from './idempotency.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const JSON_HEADERS = { ...SECURITY_HEADERS, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
const TAGGED_HEADERS = { ...JSON_HEADERS, 'Cache-Control': 'private, no-cache', Vary: 'Accept-Language' };

/** The language of whoever asked. */
export const languageOf = (response: Response): Language => languageFrom(response.req.headers['accept-language']);

/** What an answer with sentences in it says of their language. */
export const languageHeader = (language: Language): Readonly<Record<string, string>> => ({ 'Content-Language': language });

/** Responses whose answer somebody keeps, to give it again. */
const keepers = new WeakMap<Response, (answer: KeptAnswer) => void>();

/** Hands the answer of a response to `keep` when it is given. */
export function keepAnswer(response: Response, keep: (answer: KeptAnswer) => void): void {
  keepers.set(response, keep);
}

/** Answers what was answered before. */
export function sendAgain(response: Response, { status, headers, body }: KeptAnswer): void {
  response.writeHead(status, { ...headers, 'Idempotency-Replayed': 'true' });
  response.end(body);
}

/** Answers JSON that nobody keeps. */
export function sendJson(response: Response, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const body = JSON.stringify(value);
  sendBody(response, status, { ...JSON_HEADERS, 'Content-Length': Buffer.byteLength(body), ...headers }, body);
}

/** Answers 204. */
export function sendNothing(response: Response): void {
  response.writeHead(204, { ...SECURITY_HEADERS, 'Cache-Control': 'no-store' });
  response.end();
}

/** One resource: what people said, and, after it in the same object, what was measured. */
export type Resource = { readonly said: object; readonly measured?: object };

/** Answers one resource with its ETag, or 304 where the caller has it. */
export function sendResource(response: Response, status: number, { said, measured }: Resource, headers: Readonly<Record<string, string>> = {}): void {
  const saidText = JSON.stringify(said);
  const measuredText = measured === undefined ? '' : JSON.stringify(measured);
  const etag = etagOf(saidText, measuredText);
  if (status === 200 && isFresh(response.req.headers['if-none-match'], etag)) {
    response.writeHead(304, { ETag: etag, 'Cache-Control': TAGGED_HEADERS['Cache-Control'], Vary: TAGGED_HEADERS.Vary });
    response.end();
    return;
  }
  const body = measuredText === '' ? saidText : `${saidText.slice(0, -1)},${measuredText.slice(1)}`;
  sendBody(response, status, { ...TAGGED_HEADERS, 'Content-Length': Buffer.byteLength(body), ETag: etag, ...headers }, body);
}

/** Refuses (412) an edit of something that changed since the caller read it, if he said what he read. */
export function refuseStaleEdit(response: Response, { said }: Resource): void {
  const { 'if-match': ifMatch } = response.req.headers;
  if (ifMatch !== undefined) refuseStale(ifMatch, etagOf(JSON.stringify(said)));
}

function sendBody(response: Response, status: number, headers: KeptAnswer['headers'], body: string): void {
  if (response.req.method === 'POST') keepers.get(response)?.({ status, headers, body });
  response.writeHead(status, { ...headers });
  response.end(body);
}
