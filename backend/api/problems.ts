import type { ServerResponse } from 'node:http';
import { messageOf, ProblemError, PROBLEMS } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Problem } from '../contract/problem.ts';
import { isStorageError, storageProblem } from '../store/database.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Problem details (RFC 9457) of a refusal. */
export function problemOf(error: ProblemError): Problem {
  const [status, title] = PROBLEMS[error.code];
  const problem = { type: 'about:blank', title, status, code: error.code, detail: error.message, ...error.extra };
  return error.faults.length === 0 ? problem : { ...problem, errors: [...error.faults] };
}

/** Answers anything thrown: a refusal with its own status, a request that Express could not read with 400, a bug with 500 and a line in the log. */
export function answerProblem(response: ServerResponse, thrown: unknown, log: Log, headers: Record<string, string> = {}): void {
  // The client hung up in the middle: nobody is left to be told.
  if (response.destroyed || (thrown as NodeJS.ErrnoException | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
  const error = refusalOf(thrown);
  if (error.code === 'internal') log.error({ error: messageOf(thrown), stack: thrown instanceof Error ? thrown.stack : undefined }, 'a request met a bug');
  else if (error.status >= 500) log.warn({ code: error.code, error: error.message }, 'a request could not be served');
  if (response.headersSent) {
    // Half an answer must not look like a whole one.
    response.destroy();
    return;
  }
  const body = JSON.stringify(problemOf(error));
  const retryAfter = error.extra['retry_after_seconds'];
  response.writeHead(error.status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(error.code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer realm="unlimited-cluster"' } : {}),
    ...(error.code === 'busy' ? { 'Retry-After': '1' } : {}),
    ...(typeof retryAfter === 'number' ? { 'Retry-After': String(retryAfter) } : {}),
    ...headers,
  });
  response.end(body);
}

function refusalOf(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  // Express throws these for a path that is not percent-encoded UTF-8.
  if (thrown instanceof URIError) return new ProblemError('malformed', 'The path is not valid percent-encoded UTF-8.');
  if (isStorageError(thrown)) return storageProblem(thrown);
  return new ProblemError('internal', 'The daemon made a mistake; its log says which.', { cause: thrown });
}
