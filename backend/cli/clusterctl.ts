import { fileURLToPath } from 'node:url';
import { nowMs } from '../clock.ts';
import { DEFAULT_CONFIG_FILE, environment, languageOfTerminal, readConfig } from '../config.ts';
import { messageOf } from '../errors.ts';
import { run } from './program.ts';
import { openTerminal } from './terminal.ts';

/** The version in package.json; the bundler puts it here. */
declare const __VERSION__: string;

const env = environment();

/** The same faults that a start would list. */
function configFaults(): { file: string; faults: readonly string[] } {
  const file = env['UNLIMITED_CLUSTER_CONFIG'] ?? DEFAULT_CONFIG_FILE;
  try {
    readConfig(file);
    return { file, faults: [] };
  } catch (error) {
    return { file, faults: messageOf(error).split('\n').map((line) => line.trim()) };
  }
}

// The bundle stands in backend/dist of the product.
const productFolder = fileURLToPath(new URL('../..', import.meta.url));

/** Settles once the command line has been carried out. */
export const finished = run(process.argv.slice(2), {
  terminal: openTerminal(env), env, language: languageOfTerminal(env), productFolder, version: __VERSION__, nowMs, configFaults,
}).then((status) => { process.exitCode = status; });
