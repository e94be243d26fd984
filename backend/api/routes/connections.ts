import { Type } from '@sinclair/typebox';
import type { Response } from 'express';
import {
  ConnectionEndsSchema, ConnectionMatchSchema, ConnectionPatchSchema, ConnectionSchema, NewConnectionSchema, type NewConnection, type StoredConnection,
} from '../../contract/connection.ts';
import { ID_PATTERN } from '../../contract/limits.ts';
import { say } from '../../contract/sentence.ts';
import { CONNECTION_STATUSES, CONNECTION_TYPES } from '../../contract/statuses.ts';
import { notFound } from '../../errors.ts';
import { sendNothing, sendResource } from '../answers.ts';
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
  return [...routes, removeMatching(voice), reverse(voice), reconnect(voice)];
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

const reverse = ({ store, nowMs }: Voice): Route => route({
  method: 'post', path: '/api/connections/{id}/reverse', right: 'edit',
  summary: 'Turns a connection round in one change: it goes, and one of its type and style from its end to its start comes, with an id of its own.',
  answers: [{ status: 201, description: 'The new connection, its address in Location.', schema: ConnectionSchema }, { status: 409, description: 'There is one that way already.' }],
  async answer({ response, caller, id }) {
    const row = await store.write({ user: caller.user, summary: say('done_reversed', { id }) }, () => {
      if (!seesConnection(store, caller, store.connections.require(id))) throw notFound('connection', id);
      return store.connections.reverse(id, nowMs());
    });
    sendReplacement(response, store, row);
  },
});

const reconnect = ({ store, nowMs }: Voice): Route => route({
  method: 'post', path: '/api/connections/{id}/reconnect', right: 'edit',
  summary: 'Gives a connection another server at one end or both, in one change: it goes, and one of its type, label, style and extras comes, with an id of its own. The ends it has already change nothing.',
  body: ConnectionEndsSchema,
  answers: [{ status: 201, description: 'The new connection, its address in Location.', schema: ConnectionSchema }, { status: 409, description: 'There is one of its type between these servers already, or a cluster made it.' }],
  async answer({ response, caller, id, body }) {
    needServersInScope(store, caller, [body.from, body.to].filter((end) => end !== undefined));
    const row = await store.write({ user: caller.user, summary: say('done_reconnected', { id }) }, () => {
      if (!seesConnection(store, caller, store.connections.require(id))) throw notFound('connection', id);
      return store.connections.reconnect(id, body, nowMs());
    });
    sendReplacement(response, store, row);
  },
});

function sendReplacement(response: Response, { live }: Voice['store'], row: StoredConnection): void {
  sendResource(response, 201, { said: row, measured: live.getConnection(row.id) }, { Location: `/api/connections/${encodeURIComponent(row.id)}` });
}
