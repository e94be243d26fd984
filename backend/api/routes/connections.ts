import { Type } from '@sinclair/typebox';
import {
  ConnectionMatchSchema, ConnectionPatchSchema, ConnectionSchema, NewConnectionSchema, type NewConnection, type StoredConnection,
} from '../../contract/connection.ts';
import { ID_PATTERN } from '../../contract/limits.ts';
import { say } from '../../contract/sentence.ts';
import { CONNECTION_STATUSES, CONNECTION_TYPES } from '../../contract/statuses.ts';
import { sendNothing } from '../answers.ts';
import { nounRoutes } from '../noun-routes.ts';
import { route, type Route } from '../route.ts';
import { needServersInScope, seesConnection } from '../scope.ts';
import type { Voice } from '../voice.ts';

const idFilter = (description: string) => Type.String({ pattern: ID_PATTERN, description });

const FILTERS = {
  from: idFilter('Server that asks.'), to: idFilter('Server that answers.'), server: idFilter('Either end.'), cluster: idFilter('Cluster that made it.'),
  type: Type.Unsafe({ type: 'string', enum: [...CONNECTION_TYPES] }), status: Type.Unsafe({ type: 'string', enum: [...CONNECTION_STATUSES] }),
};

export function connectionRoutes(voice: Voice): Route[] {
  const { store } = voice;
  const routes = nounRoutes<StoredConnection, NewConnection>({
    path: 'connections', name: 'connection', shelf: store.connections,
    schema: ConnectionSchema, newSchema: NewConnectionSchema, patchSchema: ConnectionPatchSchema, filters: FILTERS,
    measured: ({ id }) => store.live.getConnection(id),
    isSeen: (caller, row) => seesConnection(store, caller, row),
    checkAdd: (caller, { from, to }) => needServersInScope(store, caller, [from, to]),
  }, voice);
  return [...routes, removeMatching(voice)];
}

const removeMatching = ({ store }: Voice): Route => route({
  method: 'delete', path: '/api/connections', right: 'edit', summary: 'Removes all connections from one server to another, of one type if given; none is 404.',
  body: ConnectionMatchSchema,
  answers: [{ status: 204, description: 'They are gone.' }],
  async answer({ response, caller, body }) {
    const { from, to } = body;
    needServersInScope(store, caller, [from, to]);
    await store.write({ user: caller.user, summary: say('done_disconnected', { from, to }) }, () => store.connections.removeMatching(body));
    sendNothing(response);
  },
});
