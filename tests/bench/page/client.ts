import { decodeTopology } from '../../../backend/contract/topology.ts';
import { createCameraGestures } from '../../../frontend/interaction/camera-gestures.ts';
import { createRenderer, type Pick, type View } from '../../../frontend/render/renderer.ts';
import { fit, toScreen, type Camera } from '../../../frontend/scene/camera.ts';
import { tileToWorld, type Size } from '../../../frontend/scene/space.ts';
import { warmUp } from '../../../frontend/render/warm-up.ts';
import { World } from '../../../frontend/scene/world.ts';

/** What the driver may ask of the page. */
export type BenchPage = {
  ready: boolean;
  readonly firstFrameMs: number;
  readonly worldMs: number;
  readonly redraws: number;
  readonly busy: boolean;
  camera(next?: Camera): Camera;
  fit(): Camera;
  /** Camera that shows about so many servers in the middle of the map. */
  about(servers: number): Camera;
  select(ids: readonly string[]): void;
  hover(pick: Pick | null): void;
  /** Adds to every view from now on: a drag, a lasso, a dimming. */
  show(part: Partial<View>): void;
  pick(x: number, y: number): Pick | null;
  setStatus(server: number, status: number): void;
  /** Client pixels of a server's tile. */
  locate(server: number): { readonly x: number; readonly y: number };
  /** Drags one server over the map for `ms`, a step each frame, as the hand does; returns the frames that showed it elsewhere. */
  drag(server: number, ms: number): Promise<number>;
  /** Sets the states of `perSecond` random servers, in batches, for `ms`; returns how many were applied. */
  storm(perSecond: number, ms: number): Promise<number>;
  world: World;
};

declare global {
  interface Window { bench: BenchPage }
}

const host = document.createElement('div');
host.style.cssText = 'position:fixed;inset:0;overflow:hidden';
document.body.append(host);
const query = new URLSearchParams(location.search);
const theme = query.get('theme') === 'dark' ? 'dark' as const : 'light' as const;
const size = (): Size => ({ width: innerWidth, height: innerHeight });
const plain = new Intl.NumberFormat('en');
const words = {
  servers: (count: number) => `${plain.format(count)} servers`,
  number: (value: number) => plain.format(value),
  noRegion: 'No region', latency: (ms: number) => `${plain.format(ms)} ms`, rate: (bytes: number) => `${plain.format(bytes)} B/s`,
};

let begun = 0;
const world = await load();
const worldMs = performance.now() - begun;
let selection: ReadonlySet<number> = new Set();
let hover: Pick | null = null;
let extra: Partial<View> = {};
let firstFrameMs = 0;
const gestures = createCameraGestures(host, {
  camera: fit(world.bounds(), size()), bounds: () => world.bounds(), size, claims: () => false, reducedMotion: () => false,
  onCamera: (camera, gesture) => renderer.draw(viewOf(camera, gesture)),
});
const renderer = createRenderer(host, world, {
  words, nowMs: () => performance.now(),
  onFrame: (complete) => {
    if (firstFrameMs > 0 || !complete) return;
    // The picture is on the screen with the frame after the one in which it was drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      firstFrameMs = performance.now() - begun;
      window.bench.ready = true;
    }));
  },
});
function viewOf(camera: Camera, gesture: boolean): View {
  return { camera, theme, selection, hover, dimmed: null, reducedMotion: false, gesture, ...extra };
}
renderer.resize(innerWidth, innerHeight, devicePixelRatio);
const redraw = (): void => renderer.draw(viewOf(gestures.camera, gestures.active));
if (query.get('hover') !== null) {
  host.addEventListener('pointermove', (event) => {
    hover = event.buttons === 0 ? renderer.pick(event.clientX, event.clientY) : null;
    redraw();
  });
}

window.bench = {
  ready: false,
  get firstFrameMs() { return firstFrameMs; },
  worldMs,
  get redraws() { return renderer.redraws; },
  get busy() { return renderer.busy; },
  camera: (next) => {
    if (next) gestures.set(next);
    return gestures.camera;
  },
  fit: () => fit(world.bounds(), size()),
  about: (count) => {
    const all = fit(world.bounds(), size());
    const k = Math.min(1.2, all.k * Math.sqrt(Math.max(1, world.size / count)));
    const near = world.servers.count >> 1;
    return { ...all, x: ((world.servers.x[near] ?? 0) - (world.servers.y[near] ?? 0)) * 71, y: ((world.servers.x[near] ?? 0) + (world.servers.y[near] ?? 0)) * 41, k };
  },
  select: (ids) => {
    selection = new Set(ids.map((id) => world.indexOf(id)));
    redraw();
  },
  hover: (pick) => {
    hover = pick;
    redraw();
  },
  show: (part) => {
    extra = part;
    redraw();
  },
  pick: (x, y) => renderer.pick(x, y),
  setStatus: (server, status) => {
    if (world.setStatus(server, status)) renderer.markDirty([server]);
  },
  locate: (server) => toScreen(gestures.camera, size(), tileToWorld({ x: world.servers.x[server] ?? 0, y: world.servers.y[server] ?? 0 })),
  drag: (server, ms) => drag(server, ms),
  storm: (perSecond, ms) => storm(perSecond, ms),
  world,
};
redraw();

async function drag(server: number, ms: number): Promise<number> {
  const end = performance.now() + ms;
  const servers: ReadonlySet<number> = new Set([server]);
  let frames = 0;
  while (performance.now() < end) {
    extra = { moving: { servers, dx: Math.round(Math.sin(frames / 9) * 6), dy: Math.round(Math.cos(frames / 7) * 6) } };
    redraw();
    await new Promise((resolve) => { requestAnimationFrame(resolve); });
    frames++;
  }
  extra = {};
  redraw();
  return frames;
}

async function storm(perSecond: number, ms: number): Promise<number> {
  const everyMs = 50;
  let applied = 0;
  let seed = 1;
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const changed: number[] = [];
    for (let at = 0; at < (perSecond * everyMs) / 1000; at++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const server = seed % world.servers.count;
      if (world.setStatus(server, seed % 11 === 0 ? 3 : seed % 7 === 0 ? 2 : 1)) changed.push(server);
    }
    renderer.markDirty(changed);
    applied += changed.length;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return applied;
}

/** The clock starts when the bytes are there; they are let go once the World is built. */
async function load(): Promise<World> {
  const coming = fetch(`topology?servers=${query.get('servers') ?? '1000'}&networks=${query.get('networks') ?? 'false'}`).then((response) => response.arrayBuffer());
  // As the page does while its data is on its way.
  let isHere = false;
  const warm = warmUp(() => isHere, words, theme, () => performance.now());
  const buffer = await coming;
  isHere = true;
  await warm;
  begun = performance.now();
  return World.from(decodeTopology(buffer));
}
