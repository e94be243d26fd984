import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Type } from '@sinclair/typebox';
import type { StoredServer } from '../../contract/server.ts';
import { sendJson } from '../answers.ts';
import type { Caller } from '../caller.ts';
import { PROMETHEUS_TYPE, prometheusText } from '../prometheus-text.ts';
import { route, type Route } from '../route.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import type { Voice } from '../voice.ts';

const TargetsSchema = Type.Array(Type.Object({ targets: Type.Array(Type.String()), labels: Type.Record(Type.String(), Type.String()) }), { $id: 'ScrapeTargets' });

/** What Prometheus asks: our own figures, and whom it could scrape itself. */
export function prometheusRoutes(voice: Voice): Route[] {
  return [
    route({
      method: 'get', path: '/api/metrics', right: 'view', summary: 'Everything measured, in Prometheus\'s text format.',
      answers: [{ status: 200, description: 'One line per server and metric.', type: 'text/plain' }],
      async answer({ request, response, caller }) {
        response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': PROMETHEUS_TYPE, 'Cache-Control': 'no-store' });
        if (request.method === 'HEAD') response.end();
        else await pipeline(Readable.from(prometheusText(voice, caller)), response);
      },
    }),
    route({
      method: 'get', path: '/api/sd/prometheus', right: 'view', summary: 'Scrape targets for Prometheus\'s http_sd: every server read through node_exporter.',
      answers: [{ status: 200, description: 'One group per server.', schema: TargetsSchema }],
      answer: ({ response, caller }) => sendJson(response, 200, [...exporters(voice, caller)].flatMap(targetOf)),
    }),
  ];
}

function* exporters({ store }: Voice, { access }: Caller): Generator<StoredServer> {
  let cursor: string | undefined;
  do {
    const page = store.servers.list({ limit: 1_000, cursor, access, filters: { source: 'node_exporter' } });
    yield* page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

/** One target group (prometheus.io, http_sd). Labels that start with `__meta_` are there for relabelling. */
function targetOf({ id, name, ip, type, region, tags, source }: StoredServer): { targets: string[]; labels: Record<string, string> }[] {
  if (ip === '' || source.kind !== 'node_exporter') return [];
  const meta = Object.entries(tags).map(([key, value]): [string, string] => [`__meta_unlimited_cluster_tag_${key.replace(/[^A-Za-z0-9_]/g, '_')}`, value]);
  return [{
    targets: [`${ip.includes(':') ? `[${ip}]` : ip}:${source.port ?? 9100}`],
    labels: {
      server: id, __metrics_path__: source.path ?? '/metrics', __scheme__: source.tls === true ? 'https' : 'http',
      __meta_unlimited_cluster_name: name, __meta_unlimited_cluster_type: type, __meta_unlimited_cluster_region: region, ...Object.fromEntries(meta),
    },
  }];
}
