/**
 * Builds the database's addon for the Node.js that runs this, where the one in the package does not load:
 * `node rebuild-addon.mjs <addon folder> <work folder>`. npm takes a ready-built one if there is one, else it compiles, which needs
 * make, g++ and python3. The work folder is removed at the end.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addonEnvironment } from './addon-build.mjs';

const [addons, work] = process.argv.slice(2);

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Debian's Node.js has its headers on the disk; any other one's are fetched by node-gyp. */
function headers() {
  const folder = join(dirname(dirname(process.execPath)), 'include/node/node.h');
  return existsSync(folder) ? { npm_config_nodedir: dirname(dirname(dirname(folder))) } : {};
}

function npm(...args) {
  const beside = join(dirname(process.execPath), 'npm');
  return spawnSync(existsSync(beside) ? beside : 'npm', args, {
    cwd: work, stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...headers(), ...addonEnvironment(), HOME: work, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? '/usr/bin:/bin'}` },
  });
}

if (addons === undefined || work === undefined) fail('usage: rebuild-addon.mjs <addon folder> <work folder>');
process.stdout.write(`${new Date().toISOString()} building the database addon for Node.js ${process.version}\n`);
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true, mode: 0o700 });
for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(addons, name), join(work, name));
const { status, error } = npm('ci', '--no-audit', '--no-fund');
if (error !== undefined) fail(`npm does not run: ${error.message}. Install it, for example with: apt-get install -y npm`);
const built = join(work, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node');
if (status !== 0 || !existsSync(built)) {
  fail('The addon was not built. It needs a compiler; on Debian or Ubuntu type:\n  apt-get install -y build-essential python3\nand install the module again.');
}
const target = join(addons, `better_sqlite3-${process.platform}-${process.arch}-abi${process.versions.modules}.node`);
copyFileSync(built, `${target}.new`);
renameSync(`${target}.new`, target);
rmSync(work, { recursive: true, force: true });
process.stdout.write(`${new Date().toISOString()} built ${target}\n`);
