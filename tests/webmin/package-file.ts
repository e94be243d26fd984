import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { moduleDirectory } from './module-copy.ts';

/** Whether there is something to pack; `npm test` builds before it tests. */
export const isBuilt = existsSync(join(moduleDirectory, 'backend/dist/main.js')) && existsSync(join(moduleDirectory, 'frontend/dist/manifest.json'));

/** Packs what is built, as `npm run package` does, into `file`. */
export function packInto(file: string): string {
  const { status, stderr } = spawnSync(process.execPath, [join(moduleDirectory, 'backend/tools/package.mjs'), '--no-build', '--out', file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`package.mjs failed: ${stderr}`);
  return file;
}
