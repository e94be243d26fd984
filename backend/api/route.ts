import type { Static, TObject, TSchema } from '@sinclair/typebox';
import type { Express, Request, Response } from 'express';
import { Type } from '@sinclair/typebox';
import type { Right } from '../contract/access.ts';
import { say } from '../contract/sentence.ts';
import { parse } from '../contract/validate.ts';
import { ProblemError } from '../errors.ts';
import { keepAnswer, sendAgain } from './answers.ts';
import { readJson } from './body.ts';
import { needRight, type Caller } from './caller.ts';
import type { Doors } from './doors.ts';
import type { Idempotency } from './idempotency.ts';
import { parseQuery, queryTextOf } from './query.ts';

export const NoQuery = Type.Object({});

/** One request as its route sees it: who asks, and what, already checked. */
export type Ask<Body extends TSchema = TSchema, Query extends TObject = TObject> = {
  readonly request: Request;
  readonly response: Response;
  readonly caller: Caller;
  /** The `{id}` of the path, or "". */
  readonly id: string;
  readonly query: Static<Query>;
  readonly body: Static<Body>;
};

export type Answer = { readonly status: number; readonly description: string; readonly schema?: TSchema; readonly type?: string };

type Words<Body extends TSchema, Query extends TObject> = {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** As OpenAPI writes it: /api/servers/{id}. */
  readonly path: string;
  readonly summary: string;
  /** What the caller must be allowed to do; `open` needs no credentials at all. */
  readonly right: Right | 'open';
  readonly query?: Query;
  readonly body?: Body;
  /** Content types of a body that the route reads by itself, as a stream. */
  readonly streams?: readonly string[];
  readonly answers: readonly Answer[];
  /** The answer holds a secret, so it is never kept for a repetition. */
  readonly isSecret?: boolean;
};

/** Everything about one route, declared once: it is mounted, checked and documented from here. */
export type Route = Words<TSchema, TObject> & { readonly answer: (ask: Ask) => Promise<void> | void };

/** A route whose `answer` gets body and query as the types of their schemas. */
export function route<Body extends TSchema = TSchema, Query extends TObject = typeof NoQuery>(
  spec: Words<Body, Query> & { readonly answer: (ask: Ask<Body, Query>) => Promise<void> | void },
): Route {
  return spec as unknown as Route;
}

/** Mounts routes in their order, and 405 for the other methods of their paths. Rights are checked here and nowhere else. */
export function mount(app: Express, routes: readonly Route[], doors: Doors, idempotency: Idempotency): void {
  for (const path of new Set(routes.map((one) => one.path))) {
    const here = routes.filter((one) => one.path === path);
    const slot = app.route(path.replace('{id}', ':id'));
    for (const one of here) slot[one.method]((request, response) => ask(one, request, response, doors, idempotency));
    const allowed = here.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    slot.all((request, response) => {
      doors.admit(request, true);
      response.setHeader('Allow', allowed.join(', '));
      throw new ProblemError('method_not_allowed', say(allowed.length === 1 ? 'method_one' : 'method_other', { method: request.method, path, allowed }));
    });
  }
}

const NOBODY: Caller = { user: '', access: { rights: [], clusters: [] }, isStillValid: () => false };

async function ask(one: Route, request: Request, response: Response, doors: Doors, idempotency: Idempotency): Promise<void> {
  if (one.right === 'open') doors.checkPlace(request);
  const caller = one.right === 'open' ? NOBODY : doors.admit(request, one.method !== 'get');
  if (one.right !== 'open') needRight(caller, one.right);
  const query = parseQuery(one.query ?? NoQuery, queryTextOf(request.url));
  const body: unknown = one.body === undefined ? undefined : parse(one.body, await readJson(request));
  const { id } = request.params;
  const asked = { request, response, caller, id: typeof id === 'string' ? id : '', query, body };
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && takesIdempotencyKey(one)) await answerOnce(one, asked, key, idempotency);
  else await one.answer(asked);
}

/** Whether a repetition can be answered as the first time. */
export const takesIdempotencyKey = ({ method, streams, isSecret }: Route): boolean => method === 'post' && streams === undefined && isSecret !== true;

/** Answers a POST with an Idempotency-Key: the first time by its route, then as the first time. */
async function answerOnce(one: Route, asked: Ask, key: string, idempotency: Idempotency): Promise<void> {
  const { request, response, caller: { user }, body } = asked;
  const earlier = await idempotency.claim(user, key, { path: request.originalUrl, body });
  if ('status' in earlier) {
    sendAgain(response, earlier);
    return;
  }
  keepAnswer(response, earlier.keep);
  try {
    await one.answer(asked);
  } finally {
    earlier.end();
  }
}
