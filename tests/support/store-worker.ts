import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sentenceDefine } from '../../backend/tools/sentences.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const made = new Map<string, Promise<string>>();

/**
 * Bundles one of our TypeScript files so that a thread or a process of its own can run it, and answers the bundle's path.
 * Packages stay outside: the bundle lies inside the repository, so they are found.
 */
export function bundled(entry: string): Promise<string> {
  const known = made.get(entry);
  if (known !== undefined) return known;
  const folder = `${root}.cache/tests/`;
  const file = `${folder}${entry.replaceAll('/', '-').replace(/\.ts$/, '')}-${process.pid}.mjs`;
  mkdirSync(folder, { recursive: true });
  const making = build({
    absWorkingDir: root, entryPoints: [entry], outfile: file, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'error', define: sentenceDefine(),
  }).then(() => file);
  made.set(entry, making);
  return making;
}

/** The store's worker, bundled once per process of tests. */
export const storeWorkerFile = (): Promise<string> => bundled('backend/store/store-worker.ts');
