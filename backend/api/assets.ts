import { stat } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';
import { pageSecurityHeaders } from './security-headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.gif': 'image/gif', '.json': 'application/json', '.woff2': 'font/woff2',
};
/** Segments of plain letters only: no dot first, so no hidden file and no way up. */
const NAME = /^(?:[A-Za-z0-9][A-Za-z0-9._-]*\/)*[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** Names with a hash of their content never change what they mean. */
const HASHED = /-[A-Za-z0-9]{8,}\.[a-z0-9]+$/;

/** Answers one file of a folder, its .gz sibling where the browser takes that. Anything else is 404. */
export async function sendAsset(request: Request, response: Response, folder: string, name: string): Promise<void> {
  const type = TYPES[path.extname(name)];
  if (!NAME.test(name) || type === undefined) throw missing(name);
  const file = path.join(folder, name);
  const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? await sizeOf(`${file}.gz`) : null;
  const size = zipped ?? await sizeOf(file);
  if (size === null) throw missing(name);
  response.writeHead(200, {
    ...pageSecurityHeaders(request.headers.host ?? ''),
    'Content-Type': type,
    'Content-Length': size,
    'Cache-Control': HASHED.test(name) ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    Vary: 'Accept-Encoding',
    ...(zipped === null ? {} : { 'Content-Encoding': 'gzip' }),
  });
  if (request.method === 'HEAD') response.end();
  // A browser that hangs up in the middle is no fault of ours.
  else await pipeline(createReadStream(zipped === null ? file : `${file}.gz`), response).catch(() => undefined);
}

const missing = (name: string): ProblemError => new ProblemError('not_found', say('no_file', { name: JSON.stringify(name.slice(0, 200)) }));

async function sizeOf(file: string): Promise<number | null> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : null;
  } catch {
    return null;
  }
}
