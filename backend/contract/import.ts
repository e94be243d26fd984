import { Type, type Static, type TObject, type TProperties } from '@sinclair/typebox';
import { NewAreaSchema } from './area.ts';
import { NewClusterSchema } from './cluster.ts';
import { NewConnectionSchema } from './connection.ts';
import { NewFloorTextSchema } from './floor-text.ts';
import { NewFreeLineSchema } from './free-line.ts';
import { NewIconSchema } from './icon.ts';
import type { IMPORT_IGNORED, ImportList } from './import-lists.ts';
import { NewNetworkSchema } from './network.ts';
import { NewServerTypeSchema } from './server-type.ts';
import { NewServerSchema } from './server.ts';
import { Id } from './text.ts';
import { NewViewSchema } from './view.ts';

const ignored = (...keys: (typeof IMPORT_IGNORED)[number][]) => Object.fromEntries(keys.map((key) => [key, Type.Optional(Type.Unknown())]));

const importable = <Properties extends TProperties>({ properties, anyOf }: TObject<Properties>, ...keys: (typeof IMPORT_IGNORED)[number][]) =>
  Type.Object<Properties>({ ...properties, ...ignored('created_at', 'updated_at', ...keys) }, { additionalProperties: false, ...(anyOf === undefined ? {} : { anyOf: anyOf as unknown }) });

/** Rows of a file to import: as the body of a POST, with what is read-only ignored. */
export const IMPORT_ROW_SCHEMAS = {
  servers: importable(NewServerSchema, 'status', 'metrics', 'last_seen_at', 'problem'),
  connections: importable(Type.Object({ ...NewConnectionSchema.properties, cluster: Type.Optional(Type.Union([Id('Cluster that made it.'), Type.Null()])) }), 'status', 'latency_ms', 'probed_from', 'traffic'),
  clusters: importable(NewClusterSchema, 'health'),
  networks: importable(NewNetworkSchema),
  server_types: importable(NewServerTypeSchema, 'built_in'),
  icons: importable(NewIconSchema, 'media_type', 'bytes', 'image_hash'),
  areas: importable(NewAreaSchema),
  texts: importable(NewFloorTextSchema),
  lines: importable(NewFreeLineSchema),
  views: importable(NewViewSchema),
} as const satisfies Readonly<Record<ImportList, TObject>>;

export type ImportRow<List extends ImportList> = Static<(typeof IMPORT_ROW_SCHEMAS)[List]>;
