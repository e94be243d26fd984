import { Type } from '@sinclair/typebox';
import { TOPOLOGY_MEDIA_TYPE } from '../../contract/topology.ts';
import { encodingOf } from '../encoding.ts';
import { isFresh } from '../etag.ts';
import { route, type Route } from '../route.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { TopologyCache, type Media } from '../topology-cache.ts';
import type { Voice } from '../voice.ts';

const TopologySchema = Type.Object({
  version: Type.Literal(1), epoch: Type.String(), number: Type.Integer(), revision: Type.Integer(), servers: Type.Integer(), connections: Type.Integer(),
  types: Type.Array(Type.Unknown()), regions: Type.Array(Type.String()), clusters: Type.Array(Type.Unknown()), networks: Type.Array(Type.Unknown()),
  areas: Type.Array(Type.Unknown()), texts: Type.Array(Type.Unknown()), lines: Type.Array(Type.Unknown()), views: Type.Array(Type.Unknown()),
  columns: Type.Record(Type.String(), Type.Array(Type.Unknown()), { description: 'One list per column, as long as there are servers or connections.' }),
}, { $id: 'Topology' });

const TYPES: Readonly<Record<Media, string>> = { binary: TOPOLOGY_MEDIA_TYPE, json: 'application/json' };

/** Everything the map needs, in one answer. */
export function topologyRoute({ store, nowMs }: Voice): Route {
  const cache = new TopologyCache(store, nowMs);
  return route({
    method: 'get', path: '/api/topology', right: 'view', summary: 'Everything the map needs, in columns: JSON, or typed binary where Accept names it.',
    answers: [
      { status: 200, description: 'Compressed as the client takes it, with its ETag.', schema: TopologySchema },
      { status: 200, description: 'The same columns, typed.', type: TOPOLOGY_MEDIA_TYPE },
      { status: 304, description: 'As in If-None-Match.' },
    ],
    async answer({ request, response, caller }) {
      const media: Media = request.headers.accept?.includes(TOPOLOGY_MEDIA_TYPE) === true ? 'binary' : 'json';
      const encoding = encodingOf(request.headers['accept-encoding']);
      const snapshot = await cache.get(caller.access);
      const headers = {
        ...SECURITY_HEADERS, ETag: snapshot.etag(media, encoding), Vary: 'Accept, Accept-Encoding', 'Cache-Control': 'private, no-cache',
      };
      if (isFresh(request.headers['if-none-match'], headers.ETag)) {
        response.writeHead(304, headers);
        response.end();
        return;
      }
      const bytes = await snapshot.bytes(media, encoding);
      response.writeHead(200, {
        ...headers, 'Content-Type': TYPES[media], 'Content-Length': bytes.length, ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
      });
      response.end(bytes);
    },
  });
}
