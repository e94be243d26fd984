import type { TObject, TSchema } from '@sinclair/typebox';
import { ProblemSchema } from '../contract/problem.ts';
import { takesIdempotencyKey, type Route } from './route.ts';

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** The OpenAPI 3.1 description of routes. Schemas with an `$id` become components; what is mounted is what is described. */
export function describe(routes: readonly Route[], version: string): object {
  const components = new Map<string, object>();
  collect(ProblemSchema, components);
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operation(route, components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Unlimited Cluster', version,
      description: 'One living map of every server you run. Times are ISO 8601 in UTC, units stand in the names. Sentences are English or Spanish, as Accept-Language asks. The live feed is the WebSocket /ws, or /api/events.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The token in the data folder, or one made at /api/tokens.' },
        session: { type: 'apiKey', in: 'cookie', name: 'unlimited_cluster_8080', description: 'Made by opening /?token=…; the port stands in its name.' },
      },
    },
  };
}

function operation(route: Route, components: Map<string, object>): object {
  const right = route.right === 'open' ? 'Needs no credentials.' : `Needs the right "${route.right}".`;
  return {
    summary: route.summary,
    description: right,
    operationId: operationId(route),
    tags: [route.path.split('/')[2] ?? ''],
    ...(route.right === 'open' ? { security: [] } : {}),
    parameters: [...(route.path.includes('{id}') ? [pathParameter] : []), ...queryParameters(route), ...headerParameters(route)],
    ...requestBody(route, components),
    responses: responses(route, components),
  };
}

const operationId = ({ method, path }: Route): string =>
  method + path.replace('/api', '').replace('{id}', 'one').replace(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase());

const pathParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

function queryParameters({ query }: Route): object[] {
  const required = new Set<string>((query as (TObject & { required?: string[] }) | undefined)?.required ?? []);
  return Object.entries<TSchema>(query?.properties ?? {}).map(([name, schema]) =>
    ({ name, in: 'query', required: required.has(name), ...(schema.description === undefined ? {} : { description: schema.description }), schema: plain(schema) }));
}

function headerParameters(route: Route): object[] {
  const header = (name: string, description: string): object => ({ name, in: 'header', required: false, description, schema: { type: 'string' } });
  if (takesIdempotencyKey(route)) return [header('Idempotency-Key', 'A repetition under the same key gets the first answer and changes nothing, for an hour.')];
  const answers = (status: number): boolean => route.answers.some((answer) => answer.status === status);
  return [
    ...(answers(304) ? [header('If-None-Match', 'ETag of what the client has: 304 if it is still so.')] : []),
    ...(answers(412) ? [header('If-Match', 'ETag of what was read: 412 if a person changed it since.')] : []),
  ];
}

function requestBody(route: Route, components: Map<string, object>): object {
  if (route.streams !== undefined) {
    return { requestBody: { required: true, content: Object.fromEntries(route.streams.map((type) => [type, { schema: { type: 'object' } }])) } };
  }
  if (route.body === undefined) return {};
  const schema = collect(route.body, components);
  const types = route.method === 'patch' ? ['application/merge-patch+json', 'application/json'] : ['application/json'];
  return { requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) } };
}

function responses(route: Route, components: Map<string, object>): object {
  const wanted = route.answers.map(({ status, description, schema, type }) => [String(status), {
    description,
    ...(schema === undefined && type === undefined ? {} : { content: { [type ?? 'application/json']: schema === undefined ? {} : { schema: collect(schema, components) } } }),
  }] as const);
  // Several media types of one status stand in one response.
  const joined: Record<string, { description: string; content?: object }> = {};
  for (const [status, response] of wanted) {
    const earlier = joined[status];
    joined[status] = earlier === undefined ? response : { ...earlier, content: { ...earlier.content, ...response.content } };
  }
  return { ...joined, default: { description: 'Refused: problem details with a stable code.', content: PROBLEM } };
}

/** A reference to the component of a schema with an `$id`, which is added; another schema as it is. */
function collect(schema: TSchema, components: Map<string, object>): object {
  if (schema.$id === undefined) return plain(schema);
  if (!components.has(schema.$id)) components.set(schema.$id, plain(schema));
  return { $ref: `#/components/schemas/${schema.$id}` };
}

/** JSON Schema without `$id`, so that references stay inside the document. */
const plain = (schema: TSchema): object => JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key === '$id' ? undefined : value))) as object;
