import crypto from 'node:crypto';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';

/**
 * The strong ETag of one resource, in two parts: what people said, and what was measured. `If-None-Match` compares the whole, so that
 * a new number is seen; `If-Match` compares the first part, so that a new number does not refuse an edit.
 */
export function etagOf(said: string, measured = ''): string {
  return measured === '' ? `"${digest(said)}"` : `"${digest(said)}.${digest(measured)}"`;
}

/** Whether If-None-Match names this ETag: 304. */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.trim() === '*' || tagsOf(ifNoneMatch).includes(etag);
}

/** Refuses (412) where If-Match is given and names no ETag with the same first part. */
export function refuseStale(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  // A weak tag never matches here (RFC 9110, 13.1.1).
  const matches = ifMatch.split(',').map((tag) => tag.trim()).some((tag) => tag.startsWith('"') && saidPart(tag) === saidPart(etag));
  if (!matches) throw new ProblemError('precondition_failed', say('stale'));
}

// Hashing in one call takes half as long, where Node has it (since 20.12).
const sha1 = typeof crypto.hash === 'function'
  ? (text: string): string => crypto.hash('sha1', text, 'base64url')
  : (text: string): string => crypto.createHash('sha1').update(text).digest('base64url');

const digest = (text: string): string => sha1(text).slice(0, 20);

/** Weak comparison, as If-None-Match asks for (RFC 9110, 13.1.2). */
const tagsOf = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

const saidPart = (etag: string): string => etag.slice(1, -1).split('.', 1)[0] ?? '';
