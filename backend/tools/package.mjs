/**
 * `npm run package`: makes unlimited-cluster.wbm.gz, which Webmin installs: the Perl side, the built daemon and page, and the
 * database's addon for this machine. The same sources and Node.js give the same bytes.
 * `--no-build` takes what is built; `--out file` writes elsewhere.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { constants, gzipSync } from 'node:zlib';
import { lockOf } from './lock.mjs';
import { tarOf } from './tar.mjs';

const NAME = 'unlimited-cluster';
const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({ options: { 'no-build': { type: 'boolean' }, out: { type: 'string' } } });

/** Webmin's files at the root. Tests, sources and tools stay at home. */
const ROOT_FILES = /^(?:[\w-]+\.(?:cgi|pl)|module\.info(?:\.\w+)?|config(?:-[\w-]+)?|config\.info(?:\.\w+)?|defaultacl|safeacl|LICENSE|README\.md|CHANGELOG\.md)$/;
const TOOLS = ['check-runtime.cjs', 'rebuild-addon.mjs', 'addon-build.mjs', 'object-wrap.h', 'unlimited-cluster.service', 'unlimited-cluster.logrotate'];

/** All files carry one time, the packed ones a second more, as miniserv serves no .gz that is older than its original. */
const mtime = Number(process.env.SOURCE_DATE_EPOCH ?? Date.UTC(2026, 0, 1) / 1000);

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function filesBelow(folder, wanted = () => true) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    // What V8 kept of a run here is for this very Node.js alone.
    .filter((file) => !/\.(?:map|cache)$/.test(file) && wanted(file));
}

const modeOf = (file) => (/\.cgi$|^daemon\.pl$|\/clusterctl\.js$/.test(file) ? 0o755 : 0o644);

const packed = (file, data) => ({ name: `${NAME}/${file}`, mode: modeOf(file), mtime: file.endsWith('.gz') ? mtime + 1 : mtime, data });

/** package.json as the installed daemon needs it: what it is, and that its .js files are ES modules. */
function packageJson(from) {
  const { name, version, description, license, type, engines, bin } = from;
  return `${JSON.stringify({ name, version, description, license, private: true, type, engines, bin }, null, 2)}\n`;
}

function checkVersion(version) {
  const inModule = /^version=(.*)$/m.exec(readFileSync(join(root, 'module.info'), 'utf8'))?.[1];
  if (inModule !== version) fail(`module.info says version ${inModule}, package.json says ${version}: make them the same.`);
}

function main() {
  if (!options['no-build'] && spawnSync(process.execPath, [join(root, 'backend/tools/build.mjs')], { stdio: 'inherit' }).status !== 0) fail('The build failed.');
  for (const built of ['backend/dist/main.js', 'frontend/dist/manifest.json']) {
    if (!existsSync(join(root, built))) fail(`${built} is not there. Run without --no-build.`);
  }
  const described = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  checkVersion(described.version);
  const addon = lockOf(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')), 'better-sqlite3');
  const names = [
    ...readdirSync(root).filter((name) => ROOT_FILES.test(name) && statSync(join(root, name)).isFile()),
    ...filesBelow('lang'), ...filesBelow('help'), ...filesBelow('images', (file) => /^images\/[^/]+\.(?:gif|svg)$/.test(file)),
    ...filesBelow('backend/dist'), ...filesBelow('frontend/dist'), ...TOOLS.map((name) => `backend/tools/${name}`), ...filesBelow('backend/tools/install'),
  ];
  const archive = tarOf([
    ...names.map((name) => packed(name, readFileSync(join(root, name)))),
    packed('package.json', Buffer.from(packageJson(described))),
    packed('backend/dist/native/package.json', Buffer.from(`${JSON.stringify(addon.description, null, 2)}\n`)),
    packed('backend/dist/native/package-lock.json', Buffer.from(`${JSON.stringify(addon.lock, null, 2)}\n`)),
  ]);
  const out = resolve(options.out ?? join(root, `${NAME}.wbm.gz`));
  const bytes = gzipSync(archive, { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(out, bytes);
  process.stdout.write(`${out}: ${names.length + 3} files, ${(bytes.length / 1024 / 1024).toFixed(1)} MiB\n`);
}

main();
