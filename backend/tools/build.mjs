/** Bundles the daemon, clusterctl and the page. `npm run build`; `--page` or `--daemon` for one of them; `--watch` is not offered. */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, constants } from 'node:zlib';
import { bundlePage, TARGET } from './page-bundle.mjs';
import { sentenceDefine, writeKeys } from './sentences.mjs';
import { writtenChecks } from './written-checks.mjs';
import { writeSiteSchema } from './site-schema.mjs';
import { wordsOf } from './words.mjs';
import { fontOfWoff } from './woff.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const wanted = process.argv.slice(2);
const wants = (part) => wanted.length === 0 || wanted.includes(`--${part}`);

/** CommonJS packages inside an ES module still call require(). */
const requireBanner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __dirnameOf } from 'node:path';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __dirnameOf(__filename);',
].join('\n');

async function buildDaemon() {
  writeKeys();
  await writeSiteSchema();
  const out = join(root, 'backend/dist');
  mkdirSync(out, { recursive: true });
  const shared = {
    absWorkingDir: root, bundle: true, platform: 'node', format: 'esm', target: 'node20', sourcemap: 'linked', sourcesContent: false,
    banner: { js: requireBanner }, define: { __VERSION__: JSON.stringify(version), ...sentenceDefine() },
    // Optional native speed-ups of ssh2; it works without them.
    external: ['*.node', 'cpu-features', 'osx-temperature-sensor'], legalComments: 'none', logLevel: 'warning',
  };
  await build({
    entryPoints: { main: 'backend/main.ts', 'store-worker': 'backend/store/store-worker.ts' }, ...shared, outdir: out,
  });
  await buildCommandLine(out, shared);
  copyAddon(out);
  copyPictureParts(join(out, 'picture'));
}

/** clusterctl: a program in one file, which its launcher starts with what V8 kept of it. What only few commands need is run only by them. */
async function buildCommandLine(out, shared) {
  for (const name of readdirSync(out)) if (/^clusterctl\b/.test(name)) rmSync(join(out, name));
  const { metafile } = await build({
    ...shared, entryPoints: { clusterctl: 'backend/cli/clusterctl.ts' }, entryNames: '[name]-[hash]', outExtension: { '.js': '.cjs' }, outdir: out, format: 'cjs', metafile: true,
    minifyWhitespace: true, minifySyntax: true, plugins: [writtenChecks],
    banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" }, define: { ...shared.define, 'import.meta.url': '__fileUrl' },
  });
  const program = Object.keys(metafile.outputs).find((name) => name.endsWith('.cjs'));
  await build({ ...shared, entryPoints: { clusterctl: 'backend/cli/launcher.ts' }, outdir: out, banner: {}, sourcemap: false, define: { __PROGRAM__: JSON.stringify(basename(program)) } });
  chmodSync(join(out, 'clusterctl.js'), 0o755);
}

/** What a PNG is made with: the painter, and fonts, which a server need not have. */
function copyPictureParts(out) {
  mkdirSync(out, { recursive: true });
  const packages = join(root, 'node_modules');
  cpSync(join(packages, '@resvg/resvg-wasm/index_bg.wasm'), join(out, 'resvg.wasm'));
  const isMusl = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;
  const platform = [process.platform, process.arch, ...(process.platform !== 'linux' ? [] : [isMusl ? 'musl' : process.arch === 'arm' ? 'gnueabihf' : 'gnu'])].join('-');
  const addon = join(packages, `@resvg/resvg-js-${platform}/resvgjs.${platform}.node`);
  rmSync(join(out, 'resvg.node'), { force: true });
  if (existsSync(addon)) cpSync(addon, join(out, 'resvg.node'));
  cpSync(join(packages, 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf'), join(out, 'dejavu-sans.ttf'));
  cpSync(join(packages, 'dejavu-fonts-ttf/LICENSE'), join(out, 'LICENSE-dejavu'));
  cpSync(join(packages, '@fontsource/inter/LICENSE'), join(out, 'LICENSE-inter'));
  for (const alphabet of ['latin', 'latin-ext', 'greek', 'cyrillic']) {
    for (const weight of [500, 600, 700]) {
      writeFileSync(join(out, `inter-${alphabet}-${weight}.ttf`), fontOfWoff(readFileSync(join(packages, '@fontsource/inter/files', `inter-${alphabet}-${weight}-normal.woff`))));
    }
  }
}

/** The SQLite addon stands beside the bundle, named by platform and ABI, so that a package can carry it. */
function copyAddon(out) {
  const require = createRequire(import.meta.url);
  const addon = join(require.resolve('better-sqlite3/package.json'), '../build/Release/better_sqlite3.node');
  if (!existsSync(addon)) throw new Error(`better-sqlite3 is not built (${addon}). Run: npm rebuild better-sqlite3 (needs make, g++ and python3).`);
  mkdirSync(join(out, 'native'), { recursive: true });
  cpSync(addon, join(out, 'native', `better_sqlite3-${process.platform}-${process.arch}-abi${process.versions.modules}.node`));
}

async function buildPage() {
  const out = join(root, 'frontend/dist');
  rmSync(out, { recursive: true, force: true });
  const workers = await buildWorkers(out);
  const { script, style } = await bundlePage({ root, out, define: { __VERSION__: JSON.stringify(version), __WORKERS__: JSON.stringify(workers) } });
  const words = Object.fromEntries(['en', 'es'].map((language) => [language, writeWords(out, language)]));
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify({ script, style, words, workers }, null, 2)}\n`);
  compress(out);
}

/** Each frontend/**\/*.worker.ts becomes a classic script of its own: the page may not run blobs. */
async function buildWorkers(out) {
  const found = globOf('frontend', '.worker.ts');
  if (found.length === 0) return {};
  const result = await build({
    absWorkingDir: root, entryPoints: found, outdir: out, entryNames: '[name]-[hash]', bundle: true, platform: 'browser', format: 'iife',
    target: TARGET, minify: true, metafile: true, logLevel: 'warning',
  });
  return Object.fromEntries(Object.entries(result.metafile.outputs).map(([file, output]) => [basename(output.entryPoint, '.ts'), basename(file)]));
}

function globOf(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)).filter((name) => name.endsWith(ending) && !name.includes('dist'));
}

/** The words of the page in one language, as a script that sets one global: Webmin serves .js, and only .js, with its right type. */
function writeWords(out, language) {
  const script = `globalThis.unlimitedClusterWords=${JSON.stringify(wordsOf(join(root, 'lang'), language, 'page_'))};\n`;
  const name = `lang-${language}-${createHash('sha256').update(script).digest('hex').slice(0, 8)}.js`;
  writeFileSync(join(out, name), script);
  return name;
}

/** A .gz beside each file, never older than it: miniserv serves it to browsers that accept it. */
function compress(out) {
  for (const name of readdirSync(out)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const file = join(out, name);
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }));
    const later = new Date(Date.now() + 1000);
    utimesSync(`${file}.gz`, later, later);
  }
}

if (wants('daemon')) await buildDaemon();
if (wants('page')) await buildPage();
