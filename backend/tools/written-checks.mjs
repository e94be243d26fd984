/** Writes down, while the product is built, what Ajv makes of the schemas in the files that are named `…-checks.ts`. */
import { Ajv, _ } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build, transform } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sentenceDefine } from './sentences.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CONTRACT = join(root, 'backend/contract');

/** A plugin of esbuild: such a file becomes the code of its checks, which needs neither Ajv nor the schemas. */
export const writtenChecks = { name: 'written-checks', setup: (esbuild) => {
  esbuild.onLoad({ filter: /-checks\.ts$/ }, async ({ path }) => ({ contents: await writtenFile(path), loader: 'js', resolveDir: dirname(path) }));
} };

/** The text of a file of checks: a check for each of its exports, or for each entry of an export that is a record. */
export async function writtenFile(path) {
  const { exported, options, withoutIds } = await schemasIn(path);
  const ajv = new Ajv({ ...options, code: { source: true, esm: true, formats: _`FORMATS` } });
  const names = {};
  const nameOf = (schema) => {
    const name = `check${Object.keys(names).length}`;
    ajv.addSchema(withoutIds(schema), name);
    names[name] = name;
    return `checkOf(() => ${name})`;
  };
  const lines = Object.entries(exported).map(([name, value]) => `export const ${name} = ${isSchema(value)
    ? nameOf(value)
    : `{ ${Object.entries(value).map(([key, schema]) => `${JSON.stringify(key)}: ${nameOf(schema)}`).join(', ')} }`};\n`);
  const text = `import { checkOf, FORMATS } from ${JSON.stringify(join(CONTRACT, 'checking.ts'))};\n${standaloneCode.default(ajv, names)}\n${lines.join('')}`;
  // A third of the size: it is read by nobody, and at every start.
  return (await transform(text, { minify: true, format: 'esm', target: 'node20' })).code;
}

/** TypeBox marks what it makes. */
const isSchema = (value) => Symbol.for('TypeBox.Kind') in value;

/** The schemas that a file would have compiled, and how. */
async function schemasIn(path) {
  const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-checks-'));
  const outfile = join(folder, 'schemas.mjs');
  const validate = join(CONTRACT, 'validate.ts');
  try {
    await build({
      stdin: { contents: `export * as exported from ${JSON.stringify(path)};\nexport { withoutIds } from '${validate}?whole';\nexport { CHECK_OPTIONS as options } from '${join(CONTRACT, 'checking.ts')}';`, resolveDir: root },
      absWorkingDir: root, bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'warning', define: sentenceDefine(),
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      plugins: [{ name: 'schemas', setup: (esbuild) => {
        esbuild.onResolve({ filter: /\?whole$/ }, ({ path: whole }) => ({ path: whole.slice(0, -'?whole'.length), namespace: 'file', suffix: '?whole' }));
        esbuild.onLoad({ filter: /\/validate\.ts$/ }, ({ suffix }) => (suffix === '?whole' ? undefined : { contents: 'export const compile = (schema) => schema;', loader: 'ts' }));
      } }],
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
