import http from 'node:http';
import https from 'node:https';
import { say } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';
import { whereOf, type Door } from './exporter-connection.ts';
import { PAGE_MAX_BYTES } from './reply.ts';
import { networkSentence } from './sentences.ts';

/** The page by way of Node's own HTTP, for what the raw reader does not know: HTTP/1.0, pages that end with the connection. */
export function fetchPage(door: Door, deadlineMs: number, signal: AbortSignal): Promise<{ status: number; page: Buffer }> {
  const where = whereOf(door);
  const deadline = AbortSignal.timeout(deadlineMs);
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(deadline.aborted
      ? new SentenceError(say('net_late', { where, seconds: deadlineMs / 1_000 }), { cause: error })
      : new SentenceError(networkSentence(error, where), { cause: error }));
    const options: https.RequestOptions = {
      host: door.address, port: door.port, path: door.path, method: 'GET', agent: false, signal: AbortSignal.any([deadline, signal]),
      headers: { host: where, accept: 'text/plain;version=0.0.4', 'accept-encoding': 'identity', 'user-agent': 'unlimited-cluster' },
      ...(door.tls && { rejectUnauthorized: false }),
    };
    const request = (door.tls ? https : http).request(options, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > PAGE_MAX_BYTES) response.destroy(new SentenceError(say('exporter_too_large_at', { where, mib: PAGE_MAX_BYTES / 1_048_576 })));
        else parts.push(part);
      });
      response.on('error', fail);
      response.on('end', () => {
        const encoding = response.headers['content-encoding'] ?? 'identity';
        if (encoding === 'identity') resolve({ status: response.statusCode ?? 0, page: Buffer.concat(parts) });
        else reject(new SentenceError(say('exporter_encoding', { where, encoding: JSON.stringify(encoding) })));
      });
    });
    request.on('error', fail);
    request.end();
  });
}
