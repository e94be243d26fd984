/**
 * `npm start`: installs what is missing, builds what is stale, runs the daemon in the foreground with its data in ./.data.
 * Ends with a sentence, not a stack, where it cannot.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addonEnvironment } from './addon-build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const at = (...parts) => join(root, ...parts);

function fail(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...addonEnvironment() } });
  return status === 0;
}

/** Newest change below a folder, in ms; what is built or installed does not count. */
function newestMs(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestMs(path) : statSync(path).mtimeMs);
  }
  return newest;
}

const changedMs = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 11)) fail(`Node ${process.versions.node} is too old: Unlimited Cluster needs Node 20.11 or newer.`);

const installedMs = changedMs(at('node_modules/.package-lock.json'));
if (installedMs === 0 || installedMs < changedMs(at('package-lock.json'))) {
  process.stdout.write('Installing packages (the database addon may compile for a minute or two) …\n');
  if (!run('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'])) {
    fail('Packages could not be installed. Without a compiler the database addon cannot be built; on Debian or Ubuntu type:\n  apt-get install -y build-essential python3');
  }
}
const require = (await import('node:module')).createRequire(import.meta.url);
try {
  new (require('better-sqlite3'))(':memory:').close();
} catch (error) {
  process.stdout.write(`The database addon does not load (${String(error.message).split('\n')[0]}); building it …\n`);
  if (!run('npm', ['rebuild', 'better-sqlite3'])) {
    fail('The database addon could not be built. On Debian or Ubuntu type:\n  apt-get install -y build-essential python3');
  }
}
const sourceMs = Math.max(newestMs(at('backend')), newestMs(at('frontend')), newestMs(at('lang')), changedMs(at('package.json')));
const builtMs = Math.min(changedMs(at('backend/dist/main.js')), changedMs(at('frontend/dist/manifest.json')));
const addon = at('backend/dist/native', `better_sqlite3-${process.platform}-${process.arch}-abi${process.versions.modules}.node`);
if (builtMs < sourceMs || !existsSync(addon)) {
  process.stdout.write('Building …\n');
  if (!run(process.execPath, [at('backend/tools/build.mjs')])) fail('The build failed; the reason stands above.');
}

const child = spawn(process.execPath, ['--enable-source-maps', at('backend/dist/main.js'), ...process.argv.slice(2)], {
  cwd: root, stdio: 'inherit', env: { ...process.env, UNLIMITED_CLUSTER_DATA: process.env.UNLIMITED_CLUSTER_DATA ?? at('.data') },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
