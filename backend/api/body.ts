import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BODY_MAX_BYTES } from '../contract/limits.ts';
import { plain, say, type Flaw } from '../contract/sentence.ts';
import { invalid, messageOf, ProblemError } from '../errors.ts';

/** No body of the contract nests deeper than four; the rest is room for what is stored as it came. */
const DEPTH_MAX = 32;
const JSON_TYPES: readonly string[] = ['application/json', 'application/merge-patch+json'];

/**
 * The JSON value of a body of up to `BODY_MAX_BYTES`. Refuses another content type (415), more bytes (413), text that is not UTF-8 or
 * not JSON (400), deeper nesting than `DEPTH_MAX` (400) and NUL characters (422): a C string would end there.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  refuseOtherTypes(request, JSON_TYPES);
  return jsonOf(await readBytes(request, BODY_MAX_BYTES));
}

/** Refuses a content type that is not in the list, and every Content-Encoding. */
export function refuseOtherTypes(request: IncomingMessage, types: readonly string[]): void {
  const given = request.headers['content-type'] ?? '';
  const end = given.indexOf(';');
  const type = (end === -1 ? given : given.slice(0, end)).trim().toLowerCase();
  if (!types.includes(type)) {
    const wanted = types.map(plain).reduce((one, other) => say('either', { one, other }));
    throw new ProblemError('unsupported_media_type', given === '' ? say('body_untyped', { types: wanted }) : say('body_type', { type: JSON.stringify(given.slice(0, 100)), types: wanted }));
  }
  if (end !== -1 && /charset\s*=\s*"?(?!utf-?8\b)/i.test(given)) throw new ProblemError('unsupported_media_type', say('body_utf8_only'));
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new ProblemError('unsupported_media_type', say('body_encoding', { encoding: JSON.stringify(encoding.slice(0, 100)) }));
  }
}

/** All bytes of a body, or 413 as soon as it is known that there are more than `limit`; the rest is then left unread. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  refuseLength(request, limit);
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) {
        request.off('data', onData);
        request.resume();
        reject(tooLarge(limit));
        return;
      }
      chunks.push(chunk);
    };
    request.on('data', onData);
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size)));
    request.once('error', () => reject(new ProblemError('malformed', say('body_cut'))));
    request.once('close', () => reject(new ProblemError('malformed', say('body_cut'))));
  });
}

/** Refuses a declared length over `limit` before a byte is read. */
export function refuseLength(request: IncomingMessage, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
}

export const tooLarge = (limit: number): ProblemError =>
  new ProblemError('too_large', say('body_too_large', { limit }));

function jsonOf(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new ProblemError('malformed', say('body_not_utf8'));
  let value: unknown;
  try {
    // JSON.parse makes "__proto__" an ordinary key of its own, so nothing is inherited from a body.
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ProblemError('malformed', say('body_not_json', { why: messageOf(error).slice(0, 200) }), { cause: error });
  }
  const faults: Flaw[] = [];
  inspect(value, '', 0, faults);
  if (faults.length > 0) throw invalid(faults);
  return value;
}

function inspect(value: unknown, pointer: string, depth: number, faults: Flaw[]): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) faults.push({ pointer, message: say('fault_nul') });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth === DEPTH_MAX) throw new ProblemError('malformed', say('body_too_deep', { limit: DEPTH_MAX }));
  for (const [key, inner] of Object.entries(value)) {
    const at = `${pointer}/${escaped(key)}`;
    if (key.includes('\0')) faults.push({ pointer: at, message: say('fault_nul_name') });
    else inspect(inner, at, depth + 1, faults);
    if (faults.length >= 100) return;
  }
}

/** A key as it stands in a JSON pointer (RFC 6901), shortened where somebody sent a monster. */
const escaped = (key: string): string => key.slice(0, 200).replaceAll('~', '~0').replaceAll('/', '~1');
