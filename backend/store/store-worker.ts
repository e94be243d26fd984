import { parentPort, workerData } from 'node:worker_threads';
import { ProblemError } from '../errors.ts';
import { connect, isStorageError, storageProblem, type Database } from './database.ts';
import { importFile } from './importing.ts';
import { packTopology, type PackedTopology } from './topology-pack.ts';
import { tagKeysOf, tagValuesOf } from './tags.ts';
import type { WorkerAnswer, WorkerRequest, WorkerResults } from './worker-messages.ts';

/** How long the worker waits for the main thread's last commit to end. */
const BUSY_TIMEOUT_MS = 10_000;

const { database: file, nativeBinding } = workerData as { readonly database: string; readonly nativeBinding: string | undefined };
const database = connect(file, nativeBinding, BUSY_TIMEOUT_MS);

// The store's worker: imports, large topologies and the tags of many servers, with a connection of its own, one request after the other.
parentPort?.on('message', ({ id, request }: { readonly id: number; readonly request: WorkerRequest }) => {
  const answer = answerOf(database, id, request);
  parentPort?.postMessage(answer, 'value' in answer && 'columns' in answer.value ? buffersOf(answer.value) : []);
});

function answerOf(on: Database, id: number, request: WorkerRequest): WorkerAnswer {
  try {
    return { id, value: run(on, request) };
  } catch (error) {
    const problem = isStorageError(error) ? storageProblem(error, file) : error;
    // Anything else is a bug, and ends the worker with its stack.
    if (!(problem instanceof ProblemError)) throw problem;
    return { id, problem: { code: problem.code, detail: problem.sentence, faults: problem.faults, extra: problem.extra } };
  }
}

function run(on: Database, request: WorkerRequest): WorkerResults[keyof WorkerResults] {
  switch (request.kind) {
    case 'import': return importFile(on, request);
    case 'topology': return packTopology(on, request.clusters);
    case 'tag-keys': return tagKeysOf(on, request.clusters);
    case 'tag-values': return tagValuesOf(on, request.clusters, request.key);
  }
}

const buffersOf = ({ columns }: PackedTopology): ArrayBuffer[] => Object.values(columns).flatMap((column) => (typeof column === 'string' ? [] : [column.buffer]));
