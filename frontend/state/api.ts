import type { Fault } from '../../backend/contract/problem.ts';
import { Client } from '../../backend/sdk/client.ts';
import { ClientProblem, problemIn } from '../../backend/sdk/client-problem.ts';
import type { Question } from '../../backend/sdk/request.ts';
import type { Session } from './session.ts';
import { t } from './words.ts';

const DEADLINE_MS = 30_000;

/** The daemon's interface for the page: the product's own client, with a deadline, and told where the login is over. */
export class Api {
  readonly client: Client;
  readonly #onExpired: () => void;

  constructor(session: Session, onExpired: () => void) {
    this.#onExpired = onExpired;
    this.client = new Client({ api: session.api, ws: session.ws, csrf: session.csrf, language: session.language, usesTickets: session.mode === 'webmin' });
  }

  get<T>(path: string): Promise<T> {
    return this.#watch(this.client.ask<T>(path, { signal: AbortSignal.timeout(DEADLINE_MS) }));
  }

  post<T>(path: string, json: unknown = {}): Promise<T> {
    return this.#watch(this.client.ask<T>(path, { method: 'POST', json, signal: AbortSignal.timeout(DEADLINE_MS) }));
  }

  patch<T>(path: string, json: unknown): Promise<T> {
    return this.#watch(this.client.ask<T>(path, { method: 'PATCH', json, signal: AbortSignal.timeout(DEADLINE_MS) }));
  }

  delete(path: string): Promise<void> {
    return this.#watch(this.client.ask<undefined>(path, { method: 'DELETE', signal: AbortSignal.timeout(DEADLINE_MS) }));
  }

  /** Any request, answered as it came once it is neither refused nor a login page. */
  send(path: string, question: Question = {}): Promise<Response> {
    return this.#watch(this.#raw(path, question));
  }

  /** Any call of the client, watched for the end of the login. */
  call<T>(ask: (client: Client) => Promise<T>): Promise<T> {
    return this.#watch(ask(this.client));
  }

  async #raw(path: string, question: Question): Promise<Response> {
    const response = await this.client.send(path, question);
    if (!response.ok || (response.headers.get('content-type') ?? '').startsWith('text/html')) throw await problemIn(response);
    return response;
  }

  async #watch<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (isExpired(error)) this.#onExpired();
      throw error;
    }
  }
}

export const isExpired = (error: unknown): boolean => error instanceof ClientProblem && (error.code === 'session_expired' || error.status === 401);

export const codeOf = (error: unknown): string => (error instanceof ClientProblem ? error.code : '');

/** The sentence of anything thrown: the daemon's own, or ours where nothing answered. */
export function sentenceOf(error: unknown): string {
  if (isExpired(error)) return t('link_expired');
  if (codeOf(error) === 'unreachable' || (error instanceof DOMException && error.name === 'TimeoutError')) return t('link_no_answer');
  if (codeOf(error) === 'not_understood') return t('link_not_understood');
  return error instanceof Error ? error.message : String(error);
}

export const faultsOf = (error: unknown): readonly Fault[] => (error instanceof ClientProblem ? error.faults : []);

/** What is wrong with each field of a form: `/source/port` belongs to `source.port`. The first fault of a field counts. */
export function faultsByField(error: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries([...faultsOf(error)].reverse().map(({ pointer, message }) => [pointer.replace(/^\//, '').replaceAll('/', '.'), message]));
}
