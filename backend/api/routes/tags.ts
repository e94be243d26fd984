import { ID_PATTERN } from '../../contract/limits.ts';
import { TagKeysSchema, TagValuesSchema } from '../../contract/tags.ts';
import { notFound } from '../../errors.ts';
import { sendJson } from '../answers.ts';
import { compress, encodingOf } from '../encoding.ts';
import { route, type Ask, type Route } from '../route.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import type { Voice } from '../voice.ts';

/** Answers that are shorter go as they are. */
const COMPRESSED_FROM_BYTES = 8_192;
const KEY = new RegExp(ID_PATTERN);

/** Tags of all servers, for those who search and group by them: the topology itself carries none. */
export function tagRoutes({ store }: Voice): Route[] {
  return [
    route({
      method: 'get', path: '/api/topology/tags', right: 'view', summary: 'Which tags the servers have.',
      answers: [{ status: 200, description: 'Keys with how many servers have them.', schema: TagKeysSchema }],
      async answer({ response, caller }) {
        sendJson(response, 200, await store.tags.keys(caller.access));
      },
    }),
    route({
      method: 'get', path: '/api/topology/tags/{id}', right: 'view', summary: 'One tag of all servers: each of its values with the servers that have it. A tag that nobody has has no values.',
      answers: [{ status: 200, description: 'Compressed as the client takes it.', schema: TagValuesSchema }],
      async answer(asked) {
        if (!KEY.test(asked.id)) throw notFound('tag', asked.id);
        await sendCompressed(asked, await store.tags.values(asked.caller.access, asked.id));
      },
    }),
  ];
}

async function sendCompressed({ request, response }: Ask, value: unknown): Promise<void> {
  const body = Buffer.from(JSON.stringify(value));
  const encoding = encodingOf(request.headers['accept-encoding']);
  if (encoding === 'identity' || body.length < COMPRESSED_FROM_BYTES) {
    sendJson(response, 200, value, { Vary: 'Accept-Encoding' });
    return;
  }
  const bytes = await compress(body, encoding);
  response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Vary: 'Accept-Encoding', 'Content-Encoding': encoding, 'Content-Length': bytes.length });
  response.end(bytes);
}
