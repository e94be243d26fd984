/**
 * The scripts and the style sheet of the page. Rollup gathers all that the page starts with into one script, and what a dialog needs
 * beside it into one chunk per dialog: it knows that a chunk loads only after the start did. esbuild takes the types away,
 * and terser after it makes each small: its names repeat more, so that they travel in fewer bytes.
 */
import nodeResolve from '@rollup/plugin-node-resolve';
import { build, transform } from 'esbuild';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { minify } from 'terser';

/** Browsers the page is written for: those of about 2023. */
export const TARGET = ['chrome109', 'firefox115', 'safari16'];

/** What d3 would bring along unused. */
const LEFT_OUT = { 'd3-transition': 'frontend/interaction/d3-left-out.ts', 'd3-color': 'frontend/interaction/d3-left-out.ts' };

/** A style sheet is no script: it is bundled by itself. */
const NO_SCRIPT = '\0style';

/** Says the names of the script and of the style sheet that the page starts with, both written to `out`. */
export async function bundlePage({ root, out, define }) {
  const [script, style] = await Promise.all([bundleScripts(root, out, define), bundleStyle(root, out)]);
  return { script, style };
}

async function bundleScripts(root, out, define) {
  const bundle = await rollup({
    input: { app: join(root, 'frontend/app.tsx') },
    plugins: [types(root, define), nodeResolve({ browser: true, rootDir: root }), small()],
    onLog(level, log, print) {
      // Modules of ours that call each other later, and d3's: neither calls while it loads.
      if (log.code !== 'CIRCULAR_DEPENDENCY') print(level, log);
    },
  });
  const { output } = await bundle.write({ dir: out, format: 'es', entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js', hashCharacters: 'base36' });
  await bundle.close();
  return output.find((chunk) => chunk.isEntry).fileName;
}

async function bundleStyle(root, out) {
  const { metafile } = await build({
    absWorkingDir: root, entryPoints: { app: 'frontend/style/page.css' }, outdir: out, entryNames: '[name]-[hash]', assetNames: '[name]-[hash]',
    bundle: true, minify: true, target: TARGET, metafile: true, logLevel: 'warning',
  });
  return Object.keys(metafile.outputs).find((name) => name.endsWith('.css')).split('/').pop();
}

/** TypeScript and JSX as the browser reads them. */
const types = (root, define) => ({
  name: 'types',
  resolveId(id) {
    if (id in LEFT_OUT) return join(root, LEFT_OUT[id]);
    return id.endsWith('.css') ? { id: NO_SCRIPT, moduleSideEffects: false } : null;
  },
  load: (id) => (id === NO_SCRIPT ? '' : null),
  async transform(code, id) {
    if (!/\.tsx?$/.test(id)) return null;
    const loader = id.endsWith('x') ? 'tsx' : 'ts';
    return { code: (await transform(code, { loader, jsx: 'automatic', jsxImportSource: 'preact', target: TARGET, define })).code, map: null };
  },
});

const small = () => ({
  name: 'small',
  async renderChunk(code) {
    const { code: smaller } = await transform(code, { minify: true, format: 'esm', target: TARGET, legalComments: 'none' });
    return { code: (await minify(smaller, { module: true, ecma: 2020 })).code, map: null };
  },
});
