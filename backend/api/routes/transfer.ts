import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Type } from '@sinclair/typebox';
import { ExportSchema, ImportReportSchema } from '../../contract/export.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../contract/formats.ts';
import type { ImportList } from '../../contract/import-lists.ts';
import { IMPORT_MAX_BYTES, SUMMARY_MAX_LENGTH } from '../../contract/limits.ts';
import { plain, say, textOf } from '../../contract/sentence.ts';
import { Line } from '../../contract/text.ts';
import { compactText, csvText, EXPORT_LISTS, fossflowText, JSON_TEXT, yamlText, type ExportText } from '../../domain/export-text.ts';
import type { Store } from '../../store/store.ts';
import { languageHeader, languageOf, sendJson } from '../answers.ts';
import { refuseOtherTypes } from '../body.ts';
import { needEverything, type Caller } from '../caller.ts';
import { route, type Route } from '../route.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { Uploads } from '../uploads.ts';
import type { Voice } from '../voice.ts';

/** YAML's registered type (RFC 9512) and the two that were used before it. */
const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'];
const CSV_TYPE = 'text/csv';
const IMPORT_TYPES = ['application/json', ...YAML_TYPES, CSV_TYPE] as const;

/** How the text of a body is written, by its media type. */
function importTypeOf(mediaType: string | undefined): 'json' | 'yaml' | 'csv' {
  const type = (mediaType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === CSV_TYPE) return 'csv';
  return YAML_TYPES.includes(type) ? 'yaml' : 'json';
}

export const transferRoutes = (voice: Voice): Route[] => [exportRoute(voice), importRoute(voice)];

/** How an export can be written: its type, the end of its file's name, its text. */
type Writing = { readonly type: string; readonly ending: string; readonly text: (voice: Voice) => ExportText };

const FORMATS: Readonly<Record<ExportFormat, Writing>> = {
  json: { type: 'application/json', ending: '.json', text: () => JSON_TEXT },
  yaml: { type: 'application/yaml', ending: '.yaml', text: () => yamlText('Unlimited Cluster') },
  fossflow: { type: 'application/json', ending: '-fossflow.json', text: ({ drawIcon }) => fossflowText(drawIcon ?? (() => '')) },
  'fossflow-compact': { type: 'application/json', ending: '-fossflow-compact.json', text: () => compactText() },
  csv: { type: CSV_TYPE, ending: '-servers.csv', text: () => csvText('servers') },
  'csv-connections': { type: CSV_TYPE, ending: '-connections.csv', text: () => csvText('connections') },
};
const FORMATS_TEXT = 'json (default); yaml: a site file for people to edit; fossflow, fossflow-compact: a diagram of FossFLOW; csv, csv-connections: a table of servers or of connections.';

const exportRoute = (voice: Voice): Route => route({
  method: 'get', path: '/api/export', right: 'view', summary: 'Everything people said, as a file that import reads: nothing measured, no secret.',
  query: Type.Object({ format: Type.Optional(Type.Unsafe<ExportFormat>({ type: 'string', enum: [...EXPORT_FORMATS], description: FORMATS_TEXT })) }),
  answers: [{ status: 200, description: 'The same topology is the same text.', schema: ExportSchema }],
  async answer({ request, response, caller, query }) {
    const { type, ending, text } = FORMATS[query.format ?? 'json'];
    const { store } = voice;
    response.writeHead(200, {
      ...SECURITY_HEADERS, 'Content-Type': type, 'Cache-Control': 'no-store', 'Content-Disposition': `attachment; filename="unlimited-cluster${ending}"`,
    });
    if (request.method === 'HEAD') response.end();
    else await pipeline(Readable.from(caller.access.clusters === '*' ? store.export(text(voice)) : exportInScope(store, caller, text(voice))), response);
  },
});

/** The export of somebody whose rights cover only some clusters. */
function* exportInScope(store: Store, { access }: Caller, text: ExportText): Generator<string> {
  yield text.head;
  for (const list of EXPORT_LISTS) {
    yield text.begin(list);
    let cursor: string | undefined;
    let isEmpty = true;
    do {
      const page = shelfOf(store, list).list({ limit: 1_000, access, ...(cursor === undefined ? {} : { cursor }) });
      for (const row of page.items) {
        yield text.row(list, row, isEmpty);
        isEmpty = false;
      }
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    yield text.end(list, isEmpty);
  }
  yield text.tail;
}

type Shelf = { list(query: { limit: number; cursor?: string; access: Caller['access'] }): { items: readonly { readonly id: string }[]; next_cursor: string | null } };

function shelfOf(store: Store, list: ImportList): Shelf {
  switch (list) {
    case 'server_types': return store.serverTypes;
    case 'icons': return iconsInFile(store);
    case 'servers': case 'connections': case 'clusters': case 'networks': case 'areas': case 'texts': case 'lines': case 'views': return store[list];
  }
}

/** Icons whose images are in memory at once. */
const ICONS_AT_ONCE = 10;

const iconsInFile = ({ icons }: Store): Shelf => ({
  list(query) {
    const { items, next_cursor } = icons.list({ ...query, limit: ICONS_AT_ONCE });
    return { items: items.map((icon) => icons.inFile(icon)), next_cursor };
  },
});

function importRoute({ store, uploadFolder }: Voice): Route {
  const uploads = new Uploads(uploadFolder);
  return route({
    method: 'post', path: '/api/import', right: 'edit', summary: 'Reads a file: ours, a site file in YAML, a table in CSV, a diagram of FossFLOW or Isoflow, or the older manager\'s. A file with any fault is refused whole, with all faults.',
    streams: IMPORT_TYPES,
    query: Type.Object({
      dry_run: Type.Optional(Type.Boolean({ description: 'Only says what would happen.' })),
      diff: Type.Optional(Type.Boolean({ description: 'Lists the first thousand rows it touches, and what differs in each.' })),
      columns: Type.Optional(Type.String({ maxLength: 20_000, description: 'Of CSV: which column is what, as field:header,field:header. Headers say so themselves if absent.' })),
      mode: Type.Optional(Type.Unsafe<'merge' | 'replace' | 'add'>({
        type: 'string', enum: ['merge', 'replace', 'add'], description: 'merge (default) removes nothing; replace removes what the file does not have; add refuses ids that are there already.',
      })),
      summary: Type.Optional(Line('In a few words, what it is: shown where it can be undone.', SUMMARY_MAX_LENGTH)),
    }),
    answers: [{ status: 200, description: 'What it did or would do.', schema: ImportReportSchema }],
    async answer({ request, response, caller, query }) {
      needEverything(caller, say('to_import'));
      refuseOtherTypes(request, IMPORT_TYPES);
      const by = { user: caller.user, summary: query.summary === undefined ? say('done_imported') : plain(query.summary) };
      const report = await uploads.with(request, IMPORT_MAX_BYTES, (path) => store.import({ path, type: importTypeOf(request.headers['content-type']), columns: query.columns }, {
        dryRun: query.dry_run ?? false, diff: query.diff ?? false, mode: query.mode ?? 'merge', by, refusesSecrets: !caller.access.rights.includes('act'),
      }));
      const language = languageOf(response);
      const warnings = report.warnings.map((warning) => textOf(warning, language));
      sendJson(response, 200, { ...report, warnings }, languageHeader(language));
    },
  });
}
