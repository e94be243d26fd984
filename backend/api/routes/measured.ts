import { Type } from '@sinclair/typebox';
import { HostKeySchema } from '../../contract/credential.ts';
import { MetricSeriesSchema } from '../../contract/metric-series.ts';
import { say } from '../../contract/sentence.ts';
import { ServerSchema } from '../../contract/server.ts';
import { notFound, ProblemError } from '../../errors.ts';
import { languageHeader, languageOf, sendJson, sendNothing } from '../answers.ts';
import { route, type Route } from '../route.ts';
import { needServer } from '../scope.ts';
import { rangeOf, seriesOf } from '../series.ts';
import type { Voice } from '../voice.ts';
import { saidOf } from './servers.ts';

const momentParameter = (description: string) => Type.String({ pattern: '^(\\d{1,12}(\\.\\d{1,9})?|\\d{4}-\\d\\d-\\d\\dT.{1,40})$', maxLength: 60, description });

const PolledSchema = Type.Intersect([ServerSchema, Type.Object({
  poll: Type.Object({ success: Type.Boolean(), duration_seconds: Type.Number(), problem: Type.Union([Type.String(), Type.Null()], { description: 'Why it could not be read.' }) }),
})]);

/** What is measured of one server, and the asking for it. */
export function measuredRoutes({ store, nowMs, collecting }: Voice): Route[] {
  return [
    route({
      method: 'get', path: '/api/servers/{id}/metrics', right: 'view', summary: 'Recent numbers of a server, in columns. A missed poll is null, never zero.',
      query: Type.Object({
        from: Type.Optional(momentParameter('Start, as 2026-01-31T12:00:00Z or seconds since 1970; the oldest kept if absent.')),
        to: Type.Optional(momentParameter('End, likewise; now if absent.')),
        step: Type.Optional(Type.String({ pattern: '^\\d{1,9}[smhd]?$', maxLength: 10, description: 'Means over 30s, 5m, 2h or 30d; samples as they were taken if absent.' })),
      }),
      answers: [{ status: 200, description: 'Columns as long as times.', schema: MetricSeriesSchema }],
      answer({ response, caller, id, query }) {
        store.servers.require(id);
        needServer(store, caller, id);
        const recent = store.live.recent(id);
        sendJson(response, 200, seriesOf(id, recent, rangeOf(query, recent.at[0], nowMs())));
      },
    }),
    route({
      method: 'post', path: '/api/servers/{id}/poll', right: 'act', summary: 'Reads a server now, without waiting for its turn.',
      answers: [{ status: 200, description: 'The server after it was read.', schema: PolledSchema }],
      async answer({ response, caller, id }) {
        const server = store.servers.require(id);
        needServer(store, caller, id);
        if (collecting === undefined) throw new ProblemError('busy', say('not_collecting'));
        const { success, duration_seconds, problem } = await collecting.poll(id);
        const language = languageOf(response);
        const poll = saidOf({ success, duration_seconds, problem }, language);
        sendJson(response, 200, { ...server, ...saidOf(store.live.getServer(id), language), poll }, languageHeader(language));
      },
    }),
    route({
      method: 'get', path: '/api/servers/{id}/host-key', right: 'view', summary: 'The SSH host key a server is known by.',
      answers: [{ status: 200, description: 'As it was first seen, or last accepted.', schema: HostKeySchema }],
      answer({ response, caller, id }) {
        store.servers.require(id);
        needServer(store, caller, id);
        const known = store.knownHosts.get(id);
        if (known === null) throw notFound('host_key', id);
        sendJson(response, 200, { algorithm: known.algorithm, fingerprint: known.fingerprint });
      },
    }),
    route({
      method: 'delete', path: '/api/servers/{id}/host-key', right: 'act', summary: 'Forgets the host key of a server, so that the next one it shows is trusted.',
      answers: [{ status: 204, description: 'It is forgotten.' }],
      async answer({ response, caller, id }) {
        needServer(store, caller, id);
        await store.write({ user: caller.user }, () => {
          store.servers.require(id);
          store.knownHosts.forget(id);
        });
        sendNothing(response);
      },
    }),
  ];
}
