import type { Access } from '../contract/access.ts';
import type { ImportReport } from '../contract/export.ts';
import type { Flaw, Sentence } from '../contract/sentence.ts';
import type { TagKeys, TagValues } from '../contract/tags.ts';
import type { Author } from './author.ts';
import type { PackedTopology } from './topology-pack.ts';

/** How an import's text is written. */
export type ImportType = 'json' | 'yaml' | 'csv';
/** Where an import's text comes from, JSON unless told. A file is read by the worker. `columns` says which column of CSV is what. */
export type ImportSource = ({ readonly path: string } | { readonly bytes: Uint8Array }) & { readonly type?: ImportType; readonly columns?: string | undefined };
export type ImportMode = 'merge' | 'replace' | 'add';

/** How a file goes into the topology. */
export type ImportOptions = {
  readonly dryRun: boolean;
  readonly diff?: boolean;
  readonly mode: ImportMode;
  readonly by: Author;
  /** Refuses a file that names a stored secret, or has one sent to another address than before. */
  readonly refusesSecrets?: boolean;
};

/** What the main thread asks of the store's worker. */
export type WorkerRequest =
  | ImportOptions & { readonly kind: 'import'; readonly source: ImportSource; readonly nowMs: number; readonly maxServers: number }
  | { readonly kind: 'topology'; readonly clusters: readonly string[] | '*' }
  | { readonly kind: 'tag-keys'; readonly clusters: Access['clusters'] }
  | { readonly kind: 'tag-values'; readonly clusters: Access['clusters']; readonly key: string };

/** What an import did, its warnings not said yet. */
export type Imported = Omit<ImportReport, 'warnings'> & { readonly warnings: readonly Sentence[] };

export type WorkerResults = { readonly import: Imported; readonly topology: PackedTopology; readonly 'tag-keys': TagKeys; readonly 'tag-values': TagValues };

export type WorkerAnswer =
  | { readonly id: number; readonly value: WorkerResults[keyof WorkerResults] }
  | { readonly id: number; readonly problem: { readonly code: string; readonly detail: Sentence; readonly faults: readonly Flaw[]; readonly extra: Readonly<Record<string, unknown>> } };
