import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elapsedMs } from '../../backend/clock.ts';
import { DIAGRAM, siteOf } from './parts/diagram.ts';

/**
 * `clusterctl render` beside Debian's python3-diagrams, which has Graphviz lay out and draw: whole processes that begin with a text and end
 * with a file, in turns, the middle of their CPU times; and the largest site. The peer draws PNG, and is what both of our formats are held against.
 */
const ROUNDS = 15;
const LARGE = 10_000;
/** Debian's own, which has Debian's packages. */
const PYTHON = '/usr/bin/python3';
const EXAMPLE = 'help/examples/flatcarmicrocloud.yaml';

/** Python tells what its children used to the microsecond; Node.js tells that only of itself. */
const MEASURE = `import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)`;

const say = (name: string, value: number, unit: string, reach: string, ok: boolean): void => console.log(JSON.stringify({ name, value: Number(value.toFixed(2)), unit, reach, ok }));

execFileSync(process.execPath, ['backend/tools/build.mjs', '--daemon'], { stdio: ['ignore', 'ignore', 'inherit'] });
const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-bench-'));
try {
  const peer = join(folder, 'peer.py');
  writeFileSync(peer, DIAGRAM);
  const drawn = (file: string, format: string): string[] => [process.execPath, 'backend/dist/clusterctl.js', 'render', file, '-o', join(folder, `ours.${format}`)];
  const commands = { svg: drawn(EXAMPLE, 'svg'), png: drawn(EXAMPLE, 'png'), node: [process.execPath, '-e', '0'], peer: [PYTHON, peer] };
  // The first run keeps what later ones start with; the peer's is as warm.
  const failed = Object.entries(commands).map(([name, command]) => [name, isDone(command)] as const).filter(([, done]) => !done).map(([name]) => name);
  if (failed.some((name) => name !== 'peer')) throw new Error('clusterctl render failed.');
  if (failed.includes('peer')) console.log('The comparison is left out: python3-diagrams or Graphviz is not installed (apt-get install python3-diagrams graphviz).');
  else compare(commands);

  writeFileSync(join(folder, 'large.yaml'), siteOf(LARGE));
  const started = elapsedMs();
  if (!isDone(drawn(join(folder, 'large.yaml'), 'svg'))) throw new Error('clusterctl render failed on the large site.');
  const seconds = (elapsedMs() - started) / 1_000;
  say('render: site file of 10,000 servers to SVG', seconds, 's', '<= 5', seconds <= 5);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compare(commands: Readonly<Record<'svg' | 'png' | 'node' | 'peer', readonly string[]>>): void {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) for (const [name, command] of Object.entries(commands)) times[name]?.push(cpuSecondsOf(command));
  const middle = (name: string): number => [...times[name] ?? []].sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
  console.log(`CPU of whole processes: SVG ${middle('svg').toFixed(3)} s, PNG ${middle('png').toFixed(3)} s, python3-diagrams ${middle('peer').toFixed(3)} s, Node.js alone ${middle('node').toFixed(3)} s.`);
  const [svg, png] = [middle('svg') / middle('peer'), middle('png') / middle('peer')];
  say('render: 17 servers to SVG, beside python3-diagrams to PNG', svg, 'x', '<= 1', svg <= 1);
  say('render: 17 servers to PNG, beside python3-diagrams to PNG', png, 'x', '<= 1.5', png <= 1.5);
}

function isDone([program = '', ...args]: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** User and system time of a process and of those it started, in seconds. */
function cpuSecondsOf(command: readonly string[]): number {
  return Number(execFileSync(PYTHON, ['-c', MEASURE, ...command], { encoding: 'utf8' }));
}
