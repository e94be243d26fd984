import type { Access } from '../contract/access.ts';
import type { ImportReport } from '../contract/export.ts';
import type { Fault } from '../contract/problem.ts';
import type { TagKeys, TagValues } from '../contract/tags.ts';
import type { Author } from './author.ts';
import type { PackedTopology } from './topology-pack.ts';

/** Where an import's text comes from. A file is read by the worker. */
export type ImportSource = { readonly path: string } | { readonly bytes: Uint8Array };
export type ImportMode = 'merge' | 'replace';

/** What the main thread asks of the store's worker. */
export type WorkerRequest =
  | { readonly kind: 'import'; readonly source: ImportSource; readonly dryRun: boolean; readonly mode: ImportMode; readonly by: Author; readonly nowMs: number; readonly maxServers: number }
  | { readonly kind: 'topology'; readonly clusters: readonly string[] | '*' }
  | { readonly kind: 'tag-keys'; readonly clusters: Access['clusters'] }
  | { readonly kind: 'tag-values'; readonly clusters: Access['clusters']; readonly key: string };

export type WorkerResults = { readonly import: ImportReport; readonly topology: PackedTopology; readonly 'tag-keys': TagKeys; readonly 'tag-values': TagValues };

export type WorkerAnswer =
  | { readonly id: number; readonly value: WorkerResults[keyof WorkerResults] }
  | { readonly id: number; readonly problem: { readonly code: string; readonly detail: string; readonly faults: readonly Fault[] } };
