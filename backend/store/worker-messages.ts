import type { ImportReport } from '../contract/export.ts';
import type { Fault } from '../contract/problem.ts';
import type { Author } from './author.ts';
import type { PackedTopology } from './topology-pack.ts';

/** How an import's text is written. */
export type ImportType = 'json' | 'yaml';
/** Where an import's text comes from, JSON unless told. A file is read by the worker. */
export type ImportSource = ({ readonly path: string } | { readonly bytes: Uint8Array }) & { readonly type?: ImportType };
export type ImportMode = 'merge' | 'replace';

/** What the main thread asks of the store's worker. */
export type WorkerRequest =
  | { readonly kind: 'import'; readonly source: ImportSource; readonly dryRun: boolean; readonly diff: boolean; readonly mode: ImportMode; readonly by: Author; readonly nowMs: number; readonly maxServers: number }
  | { readonly kind: 'topology'; readonly clusters: readonly string[] | '*' };

export type WorkerResults = { readonly import: ImportReport; readonly topology: PackedTopology };

export type WorkerAnswer =
  | { readonly id: number; readonly value: ImportReport | PackedTopology }
  | { readonly id: number; readonly problem: { readonly code: string; readonly detail: string; readonly faults: readonly Fault[] } };
