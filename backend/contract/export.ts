import { Type, type Static } from '@sinclair/typebox';
import { AreaSchema } from './area.ts';
import { FEED_NOUNS, type FeedNoun } from './change.ts';
import { StoredClusterSchema } from './cluster.ts';
import { StoredConnectionSchema } from './connection.ts';
import { FloorTextSchema } from './floor-text.ts';
import { FreeLineSchema } from './free-line.ts';
import { IconInFileSchema } from './icon.ts';
import { EXPORT_FORMAT, EXPORT_VERSION } from './import-lists.ts';
import { NetworkSchema } from './network.ts';
import { StoredServerSchema } from './server.ts';
import { ServerTypeSchema } from './server-type.ts';
import { ViewSchema } from './view.ts';

const times = ['created_at', 'updated_at'] as const;

/** What `GET /api/export` answers: everything people said, nothing measured, no secret. */
export const ExportSchema = Type.Object({
  format: Type.Literal(EXPORT_FORMAT),
  version: Type.Literal(EXPORT_VERSION),
  servers: Type.Array(Type.Omit(StoredServerSchema, times)),
  connections: Type.Array(Type.Omit(StoredConnectionSchema, times)),
  clusters: Type.Array(Type.Omit(StoredClusterSchema, times)),
  networks: Type.Array(Type.Omit(NetworkSchema, times)),
  server_types: Type.Array(Type.Omit(ServerTypeSchema, [...times, 'built_in'])),
  icons: Type.Array(IconInFileSchema),
  areas: Type.Array(Type.Omit(AreaSchema, times)),
  texts: Type.Array(Type.Omit(FloorTextSchema, times)),
  lines: Type.Array(Type.Omit(FreeLineSchema, times)),
  views: Type.Array(Type.Omit(ViewSchema, times)),
}, { $id: 'Export' });
export type Export = Static<typeof ExportSchema>;

const Count = Type.Integer({ minimum: 0 });

/** One row that an import adds, changes or removes. `fields` of a changed row: what each was and becomes. */
export const ImportChangeSchema = Type.Object({
  op: Type.Unsafe<'add' | 'change' | 'remove'>({ type: 'string', enum: ['add', 'change', 'remove'] }),
  noun: Type.Unsafe<FeedNoun>({ type: 'string', enum: [...FEED_NOUNS] }),
  id: Type.String(),
  fields: Type.Optional(Type.Record(Type.String(), Type.Object({ before: Type.Unknown(), after: Type.Unknown() }))),
}, { $id: 'ImportChange' });
export type ImportChange = Static<typeof ImportChangeSchema>;

/** Changes that a report lists at most; the counts are always whole. */
export const IMPORT_CHANGES_MAX = 1_000;

/** What an import did or, with dry_run, would do. Warnings never stop it. */
export const ImportReportSchema = Type.Object({
  dry_run: Type.Boolean(), added: Count, changed: Count, removed: Count,
  warnings: Type.Array(Type.String()),
  changes: Type.Optional(Type.Array(ImportChangeSchema, { maxItems: IMPORT_CHANGES_MAX, description: 'The first thousand rows it touches, where diff=true asked for them.' })),
}, { $id: 'ImportReport' });
export type ImportReport = Static<typeof ImportReportSchema>;
