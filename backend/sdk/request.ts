import { ClientProblem, problemIn } from './client-problem.ts';

/** How requests travel. The global `fetch` is one; `unixTransport` is another. */
export type Transport = (address: string, init: RequestInit) => Promise<Response>;

export type Endpoint = {
  /** Address of the REST interface, with its last slash: `http://127.0.0.1:8080/api/`, or what the page's `data-api` says. */
  readonly api: string;
  readonly token?: string | undefined;
  /** Under Webmin: the token that app.cgi gave to the page. */
  readonly csrf?: string | undefined;
  /** Language of the daemon's sentences, `en` or `es`; what the transport sends, else English, if absent. */
  readonly language?: string | undefined;
  readonly transport?: Transport | undefined;
};

export type Question = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly json?: unknown;
  /** A body that is not made here: a file. */
  readonly body?: NonNullable<RequestInit['body']>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
};

/** Sends one request and answers its response, whatever the status. Throws ClientProblem `unreachable` where nothing answers, or not in time; what the caller's signal says where he gave up. */
export async function send(endpoint: Endpoint, path: string, question: Question = {}): Promise<Response> {
  const { method = 'GET', query, json, body, headers, signal } = question;
  const transport = endpoint.transport ?? ((address, init) => fetch(address, init));
  try {
    return await transport(endpoint.api + path + queryOf(query), {
      method,
      headers: {
        Accept: 'application/json',
        ...(endpoint.token === undefined ? {} : { Authorization: `Bearer ${endpoint.token}` }),
        ...(endpoint.csrf === undefined || endpoint.csrf === '' ? {} : { 'X-CSRF-Token': endpoint.csrf }),
        ...(endpoint.language === undefined ? {} : { 'Accept-Language': endpoint.language }),
        ...(json === undefined ? {} : { 'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
      // A redirect can only lead to a login page.
      redirect: 'manual',
      credentials: 'same-origin',
    });
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    if (signal?.aborted === true && !isLate) throw error;
    throw new ClientProblem(0, 'unreachable', isLate ? 'The daemon did not answer in time.' : 'The daemon does not answer.', { cause: error });
  }
}

/** Sends one request and answers the JSON of a 2xx. Throws ClientProblem for everything else. */
export async function ask<Value>(endpoint: Endpoint, path: string, question: Question = {}): Promise<Value> {
  const response = await send(endpoint, path, question);
  if (response.status === 204) return undefined as Value;
  if (!response.ok || !/[/+]json\b/.test(response.headers.get('content-type') ?? '')) throw await problemIn(response);
  return await response.json() as Value;
}

function queryOf(query: Question['query']): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)] as [string, string]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
