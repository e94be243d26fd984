import { build } from 'esbuild';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { syntheticTopology } from './synthetic-topology.ts';

const CSP = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'";

/** The engine alone on a page, with a made-up topology of `?servers=`, and of networks with `&networks=true`; on a free port of loopback. */
export async function servePage(root: string): Promise<{ readonly url: string; readonly close: () => void }> {
  const { outputFiles } = await build({
    absWorkingDir: root, entryPoints: ['tests/bench/page/client.ts'], bundle: true, minify: true, write: false,
    format: 'esm', target: 'es2023', platform: 'browser', logLevel: 'warning',
  });
  const script = outputFiles[0]?.contents ?? new Uint8Array();
  const kept = new Map<string, Uint8Array>();
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Content-Security-Policy', CSP);
    if (url.pathname === '/client.js') return void response.setHeader('Content-Type', 'text/javascript').end(script);
    if (url.pathname === '/topology') {
      const servers = Number(url.searchParams.get('servers'));
      const key = url.search;
      const topology = kept.get(key) ?? syntheticTopology(servers, undefined, url.searchParams.get('networks') === 'true');
      if (kept.size > 1) kept.clear();
      kept.set(key, topology);
      return void response.end(topology);
    }
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><meta charset="utf-8"><title>bench</title><body style="margin:0"><script type="module" src="client.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** Script of the engine as a page would bundle it, minified: with d3-zoom and what it needs, or without. */
export async function engineScript(root: string, withD3: boolean): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: root, bundle: true, minify: true, write: false, format: 'esm', target: 'es2023', platform: 'browser', logLevel: 'warning',
    external: withD3 ? [] : ['d3-*'],
    stdin: {
      resolveDir: root,
      contents: ['scene/world', 'scene/camera', 'render/renderer', 'interaction/camera-gestures'].map((file) => `export * from './frontend/${file}.ts';`).join('\n'),
    },
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
