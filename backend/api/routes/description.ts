import { Type } from '@sinclair/typebox';
import { sendJson } from '../answers.ts';
import { describe } from '../openapi.ts';
import { route, type Route } from '../route.ts';
import type { Voice } from '../voice.ts';

/** The description of all routes, its own included. */
export function descriptionRoute({ version }: Voice, others: readonly Route[]): Route {
  const own: Route = route({
    method: 'get', path: '/api/openapi.json', right: 'view', summary: 'This description, OpenAPI 3.1.',
    answers: [{ status: 200, description: 'Made from the routes themselves.', schema: Type.Object({ openapi: Type.String() }) }],
    answer: ({ response }) => sendJson(response, 200, (document ??= describe([...others, own], version))),
  });
  let document: object | undefined;
  return own;
}
