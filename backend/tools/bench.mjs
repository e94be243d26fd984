/**
 * `npm run bench [name …]`: figures as ratios inside one run, seeded. Each tests/bench/<name>.ts prints JSON lines
 * `{name, value, unit, reach, ok}`; this prints them as a table and writes them to bench.json if asked by `--json FILE`.
 */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sentenceDefine } from './sentences.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const args = process.argv.slice(2);
const jsonAt = args.indexOf('--json');
const jsonFile = jsonAt < 0 ? null : args.splice(jsonAt, 2)[1];
const folder = join(root, 'tests/bench');
const all = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.startsWith('_')).map((name) => basename(name, '.ts'));
const names = args.length === 0 ? all : all.filter((name) => args.some((wanted) => name === wanted || name.startsWith(`${wanted}-`)));
if (names.length === 0) {
  process.stderr.write(`No benchmark is named ${args.join(' ')}. There are: ${all.join(', ')}.\n`);
  process.exit(2);
}

const out = join(root, '.cache/bench');
mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: root, entryPoints: names.map((name) => `tests/bench/${name}.ts`), outdir: out, outExtension: { '.js': '.mjs' },
  bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', sourcemap: 'inline', logLevel: 'warning', define: sentenceDefine(), loader: { '.node': 'copy' },
});

const rows = [];
for (const name of names) {
  const child = spawn(process.execPath, ['--expose-gc', '--enable-source-maps', join(out, `${name}.mjs`)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) {
      process.stderr.write(`${line}\n`);
      continue;
    }
    const row = JSON.parse(line);
    rows.push(row);
    process.stdout.write(`${row.ok === false ? 'MISS' : 'ok  '} ${row.name.padEnd(70)} ${String(row.value).padStart(12)} ${row.unit ?? ''}  (reach ${row.reach ?? '-'})\n`);
  }
  const code = await new Promise((resolve) => (child.exitCode === null ? child.on('exit', resolve) : resolve(child.exitCode)));
  if (code !== 0) rows.push({ name: `${name} ended with ${code}`, value: code, ok: false });
}
process.stdout.write(`${rows.filter((row) => row.ok !== false).length} of ${rows.length} rows reach their mark (${cpus().length} cores, Node ${process.versions.node}).\n`);
if (jsonFile !== null) writeFileSync(jsonFile, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(rows.every((row) => row.ok !== false) ? 0 : 1);
