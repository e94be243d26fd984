import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Type } from '@sinclair/typebox';
import { EXPORT_FORMAT, EXPORT_VERSION, ExportSchema, ImportReportSchema } from '../../contract/export.ts';
import { IMPORT_MAX_BYTES, SUMMARY_MAX_LENGTH } from '../../contract/limits.ts';
import { Line } from '../../contract/text.ts';
import type { Store } from '../../store/store.ts';
import { sendJson } from '../answers.ts';
import { refuseOtherTypes } from '../body.ts';
import { needEverything, type Caller } from '../caller.ts';
import { route, type Route } from '../route.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { Uploads } from '../uploads.ts';
import type { Voice } from '../voice.ts';

const IMPORT_TYPES = ['application/json'] as const;

export const transferRoutes = (voice: Voice): Route[] => [exportRoute(voice), importRoute(voice)];

const exportRoute = ({ store }: Voice): Route => route({
  method: 'get', path: '/api/export', right: 'view', summary: 'Everything people said, as a file that import reads: nothing measured, no secret.',
  answers: [{ status: 200, description: 'The same topology is the same text.', schema: ExportSchema }],
  async answer({ request, response, caller }) {
    response.writeHead(200, {
      ...SECURITY_HEADERS, 'Content-Type': 'application/json', 'Cache-Control': 'no-store',
      'Content-Disposition': 'attachment; filename="unlimited-cluster.json"',
    });
    if (request.method === 'HEAD') response.end();
    else await pipeline(Readable.from(caller.access.clusters === '*' ? store.export() : exportInScope(store, caller)), response);
  },
});

/** The export of somebody whose rights cover only some clusters. */
function* exportInScope(store: Store, { access }: Caller): Generator<string> {
  type Listed = { list(query: { limit: number; cursor?: string; access: Caller['access'] }): { items: readonly object[]; next_cursor: string | null } };
  const lists: readonly (readonly [string, Listed])[] = [
    ['servers', store.servers], ['connections', store.connections], ['clusters', store.clusters],
    ['networks', store.networks], ['server_types', store.serverTypes], ['areas', store.areas], ['texts', store.texts], ['lines', store.lines],
    ['views', store.views],
  ];
  yield `{"format":${JSON.stringify(EXPORT_FORMAT)},"version":${EXPORT_VERSION}`;
  for (const [key, listed] of lists) {
    yield `,\n${JSON.stringify(key)}:[`;
    let cursor: string | undefined;
    let separator = '\n';
    do {
      const page = listed.list({ limit: 1_000, access, ...(cursor === undefined ? {} : { cursor }) });
      for (const item of page.items) {
        yield separator + JSON.stringify(item, (name, value: unknown) => (NOT_EXPORTED.has(name) ? undefined : value));
        separator = ',\n';
      }
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    yield ']';
  }
  yield '}\n';
}

const NOT_EXPORTED: ReadonlySet<string> = new Set(['created_at', 'updated_at', 'built_in']);

function importRoute({ store, uploadFolder }: Voice): Route {
  const uploads = new Uploads(uploadFolder);
  return route({
    method: 'post', path: '/api/import', right: 'edit', summary: 'Reads a file: ours, or the older manager\'s. A file with any fault is refused whole, with all faults.',
    streams: IMPORT_TYPES,
    query: Type.Object({
      dry_run: Type.Optional(Type.Boolean({ description: 'Only says what would happen.' })),
      mode: Type.Optional(Type.Unsafe<'merge' | 'replace' | 'add'>({
        type: 'string', enum: ['merge', 'replace', 'add'], description: 'merge (default) removes nothing; replace removes what the file does not have; add refuses ids that are there already.',
      })),
      summary: Type.Optional(Line('In a few words, what it is: shown where it can be undone.', SUMMARY_MAX_LENGTH)),
    }),
    answers: [{ status: 200, description: 'What it did or would do.', schema: ImportReportSchema }],
    async answer({ request, response, caller, query }) {
      needEverything(caller, 'import a file');
      refuseOtherTypes(request, IMPORT_TYPES);
      const report = await uploads.with(request, IMPORT_MAX_BYTES, (path) => store.import({ path }, {
        dryRun: query.dry_run ?? false, mode: query.mode ?? 'merge', by: { user: caller.user, summary: query.summary ?? 'imported a file' },
        refusesSecrets: !caller.access.rights.includes('act'),
      }));
      sendJson(response, 200, report);
    },
  });
}
