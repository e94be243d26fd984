import type { ServerResponse } from 'node:http';
import { languageFrom, type Language } from '../contract/language.ts';
import type { Problem } from '../contract/problem.ts';
import { say, textOf } from '../contract/sentence.ts';
import { messageOf, ProblemError, titleOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { isStorageError, storageProblem } from '../store/database.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Problem details (RFC 9457) of a refusal, in the language of who is refused. */
export function problemOf(error: ProblemError, language: Language): Problem {
  const { code, status, sentence, faults, extra } = error;
  const problem = { type: 'about:blank', title: titleOf(code, language), status, code, detail: textOf(sentence, language), ...extra };
  return faults.length === 0 ? problem : { ...problem, errors: faults.map(({ pointer, message }) => ({ pointer, message: textOf(message, language) })) };
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
  const language = languageFrom(response.req.headers['accept-language']);
  const body = JSON.stringify(problemOf(error, language));
  const retryAfter = error.extra['retry_after_seconds'];
  response.writeHead(error.status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/problem+json',
    'Content-Language': language,
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
  if (thrown instanceof URIError) return new ProblemError('malformed', say('path_encoding'));
  if (isStorageError(thrown)) return storageProblem(thrown);
  return new ProblemError('internal', say('mistake'), { cause: thrown });
}
