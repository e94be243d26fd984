import type { ImportReport } from '../contract/export.ts';
import type { Database } from './database.ts';
import type { WorkerRequest } from './worker-messages.ts';

export type ImportRequest = Extract<WorkerRequest, { kind: 'import' }>;

export function importFile(_database: Database, _request: ImportRequest): ImportReport {
  throw new Error('not yet');
}
