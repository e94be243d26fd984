import type { ImportReport } from '../contract/export.ts';
import type { Fault } from '../contract/problem.ts';
import type { Author } from './author.ts';
import type { PackedTopology } from './topology-pack.ts';

/** Where an import's text comes from. A file is read by the worker. */
export type ImportSource = { readonly path: string } | { readonly bytes: Uint8Array };
export type ImportMode = 'merge' | 'replace' | 'add';

/** How a file goes into the topology. */
export type ImportOptions = {
  readonly dryRun: boolean;
  readonly mode: ImportMode;
  readonly by: Author;
  /** Refuses a file that names a stored secret, or has one sent to another address than before. */
  readonly refusesSecrets?: boolean;
};

/** What the main thread asks of the store's worker. */
export type WorkerRequest =
  | ImportOptions & { readonly kind: 'import'; readonly source: ImportSource; readonly nowMs: number; readonly maxServers: number }
  | { readonly kind: 'topology'; readonly clusters: readonly string[] | '*' };

export type WorkerResults = { readonly import: ImportReport; readonly topology: PackedTopology };

export type WorkerAnswer =
  | { readonly id: number; readonly value: ImportReport | PackedTopology }
  | { readonly id: number; readonly problem: { readonly code: string; readonly detail: string; readonly faults: readonly Fault[] } };
