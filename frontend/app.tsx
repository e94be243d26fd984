import { effect } from '@preact/signals';
import { render } from 'preact';
import { fetchTools } from './interaction/hand/tools.ts';
import { listenToMap } from './interaction/map-input.ts';
import { createCameraGestures } from './interaction/camera-gestures.ts';
import { listenToPaste, listenToShortcuts } from './interaction/keyboard/shortcuts.ts';
import { alsoSoon } from './panels/lazy.tsx';
import { PageProvider } from './panels/page-context.ts';
import { Shell } from './panels/shell.tsx';
import type { MinimapPainter } from './render/minimap.ts';
import { imagesComeFrom } from './render/own-images.ts';
import { createRenderer, type LiveWords, type MapWords, type Renderer, type View } from './render/renderer.ts';
import { warmUp } from './render/warm-up.ts';
import type { Shaped } from './scene/anchors.ts';
import type { Camera } from './scene/camera.ts';
import type { Size } from './scene/space.ts';
import type { World } from './scene/world.ts';
import { follow } from './state/follow.ts';
import { announceSelection } from './state/announcer.ts';
import { Api } from './state/api.ts';
import { bytes, milliseconds } from './state/format.ts';
import { cameraForAll } from './state/camera-port.ts';
import { nowMs } from './state/clock.ts';
import { createLink, Feed } from './state/feed.ts';
import { keepGrouped } from './state/look.ts';
import { createMapState } from './state/map-state.ts';
import { Page } from './state/page.ts';
import type { PictureMaker } from './state/picture.ts';
import { SERVER_STATUSES } from '../backend/contract/statuses.ts';
import { keepSearching } from './state/searching.ts';
import { readSession } from './state/session.ts';
import { followTheme } from './state/theme.ts';
import { keepWatching } from './state/watch.ts';
import { many, number, t } from './state/words.ts';
import './style/page.css';

declare global {
  interface Window {
    /** For tests and for scripts of the reader's own. */
    unlimitedCluster?: {
      /** Where a server is, in client pixels; null where it is not known. */
      locate(id: string): { x: number; y: number } | null;
      /** Map redraws so far. */
      readonly redraws: number;
      /** The camera; given one, shows that. */
      camera(next?: { x: number; y: number; k: number }): { x: number; y: number; k: number };
    };
  }
}

/** Builds the page on its root element: state, panels, and, once there is a map, its renderer and gestures. */
function start(root: HTMLElement): void {
  const session = readSession(root);
  const link = createLink();
  const api = new Api(session, () => void (link.value = { kind: 'expired' }));
  imagesComeFrom((hash) => `${session.api}icon-images/${hash}`);
  const page = new Page({ session, api, map: createMapState(), theme: followTheme(session.firstTheme), link });
  alsoSoon(fetchTools);
  render(<PageProvider value={page}><Shell /></PageProvider>, root);
  const host = root.querySelector<HTMLElement>('#map');
  if (host === null) throw new Error('The map has no element to be drawn into.');
  const stage = new Stage(page, host);
  const feed = new Feed(page, (servers) => stage.renderer?.markDirty(servers), (servers) => stage.renderer?.pulse(servers));
  effect(() => {
    const world = page.map.world.value;
    if (world !== null) stage.show(world);
  });
  describeRoot(page, root);
  offerWindow(page, stage);
  page.details.follow(page.selection, page.map);
  announceSelection(page);
  if (page.mayEdit) page.undoing.refreshSoon();
  keepSearching(page);
  const repaint = (): void => stage.renderer?.markDirty([]);
  keepGrouped(page, repaint);
  page.views.start(repaint);
  keepWatching(page, (ids) => feed.watch(ids));
  void feed.start();
  void warmUp(() => page.map.world.peek() !== null, mapWords(), page.theme.current.peek(), nowMs);
}

/** The map's element with its renderer and gestures, which follow the state. */
class Stage {
  readonly #page: Page;
  readonly #host: HTMLElement;
  renderer: Renderer | null = null;
  #minimap: MinimapPainter | null = null;

  constructor(page: Page, host: HTMLElement) {
    this.#page = page;
    this.#host = host;
    addEventListener('pointermove', ({ clientX, clientY }) => { page.pointer = { x: clientX, y: clientY }; }, { passive: true });
    new ResizeObserver(() => this.#measure()).observe(host);
    this.#measure();
  }

  show(world: World): void {
    if (this.renderer === null) this.#begin(world);
    else this.renderer.setWorld(world);
  }

  #begin(world: World): void {
    const { map, session } = this.#page;
    const page = this.#page;
    const renderer = createRenderer(this.#host, world, {
      words: mapWords(),
      editable: page.mayEdit, nowMs,
      onFrame: (complete) => { if (complete) session.root.dataset['ready'] = 'true'; },
    });
    this.renderer = renderer;
    this.#measure();
    const input = listenToMap(this.#host, page);
    const gestures = createCameraGestures(this.#host, {
      camera: cameraForAll(map),
      bounds: () => (map.world.peek() ?? world).bounds(),
      size: () => map.size.peek(),
      claims: () => input.claims(),
      reducedMotion: () => map.reducedMotion.peek(),
      wheelPans: () => page.wheel.peek() === 'pan',
      onCamera(camera, gesture) {
        map.camera.value = camera;
        map.gesture.value = gesture;
      },
    });
    map.camera.value = gestures.camera;
    page.port = {
      pick: (x, y) => renderer.pick(x, y), camera: gestures, focus: () => this.#host.focus({ preventScroll: true }),
      repaint: (isAtOnce) => (isAtOnce ? renderer.repaint() : renderer.markDirty('all')),
      pictures: () => this.#pictures(),
      paintMinimap: (canvas, camera, size) => this.#paintMinimap(canvas, camera, size),
    };
    listenToShortcuts(page, () => input.cancel());
    listenToPaste(page);
    effect(() => renderer.draw({
      camera: map.camera.value, theme: page.theme.current.value, selection: page.selection.servers.value, chosen: chosenRows(page), chosenGroup: chosenGroupOf(page), hover: map.hover.value, dimmed: map.dimmed.value,
      hidden: map.hidden.value, traced: page.focus.around.value?.connections ?? null,
      moving: map.moving.value, shaping: map.shaping.value, item: shapedItem(page), shapes: page.shapes(), lasso: map.lasso.value, connecting: map.connecting.value, reducedMotion: map.reducedMotion.value, gesture: map.gesture.value,
    }));
  }

  async #pictures(): Promise<PictureMaker> {
    const { Pictures } = await import('./render/export/pictures.ts');
    const { map, session } = this.#page;
    const world = map.world.peek();
    if (world === null) throw new Error('There is no map yet.');
    return new Pictures(world, mapWords(), {
      language: session.language, search: t('search'), zoomIn: t('zoom_in'), zoomOut: t('zoom_out'), showAll: t('show_all'), map: t('map'), id: t('id'), ip: t('ip'), type: t('type'),
      region: t('region'), networks: t('networks'), state: t('column_state'), states: SERVER_STATUSES.map((status) => t(`state_${status}`)),
    });
  }

  async #paintMinimap(canvas: HTMLCanvasElement, camera: Camera, size: Size): Promise<void> {
    this.#minimap ??= new (await import('./render/minimap.ts')).MinimapPainter();
    const { map, theme } = this.#page;
    const world = map.world.peek();
    if (world !== null) this.#minimap.paint(canvas, world, { camera, size, ratio: Math.min(2, devicePixelRatio), theme: theme.current.peek(), dimmed: map.dimmed.peek() });
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#host;
    const { size } = this.#page.map;
    if (size.peek().width !== width || size.peek().height !== height) size.value = { width, height };
    this.renderer?.resize(width, height, devicePixelRatio);
  }
}

/** Places of the selected connections; they may have moved with a new snapshot. */
function chosenRows(page: Page): readonly number[] | undefined {
  const world = page.map.world.value;
  const ids = page.selection.idsOf('connection');
  return world === null || ids.length === 0 ? undefined : ids.map((id) => world.connectionIndexOf(id)).filter((row) => row >= 0);
}

/** The selected cluster or network, by its place on the map. */
function chosenGroupOf({ map, selection }: Page): View['chosenGroup'] {
  follow(map.shape);
  const item = selection.item.value;
  const world = map.world.value;
  if (world === null || (item?.kind !== 'cluster' && item?.kind !== 'network')) return null;
  const index = item.kind === 'cluster' ? world.clusterIndexOf(item.id) : world.networks.indexOf(item.id);
  return index < 0 ? null : { kind: item.kind, index };
}

/** Words that the map itself writes. */
const mapWords = (): MapWords & LiveWords => ({
  latency: milliseconds, rate: (value) => `${bytes(value)}/s`,
  servers: (count) => many('servers', count), number: (value) => number(value, 1), noRegion: t('no_region'),
});

/** The selected thing whose shape has handles, for who may change it. */
function shapedItem(page: Page): Shaped | null {
  const item = page.selection.item.value;
  return item === null || item.kind === 'cluster' || item.kind === 'network' || !page.mayEdit ? null : { kind: item.kind, id: item.id };
}

/** What tests and assistive scripts read from the root element. */
function describeRoot(page: Page, root: HTMLElement): void {
  effect(() => {
    follow(page.map.shape);
    root.dataset['servers'] = String(page.map.world.value?.size ?? 0);
  });
  effect(() => {
    follow(page.selection.servers);
    root.dataset['selection'] = page.selectedIds().join(' ');
  });
  effect(() => void (root.dataset['items'] = page.selection.items.value.map(({ id }) => id).join(' ')));
}

function offerWindow(page: Page, stage: Stage): void {
  window.unlimitedCluster = {
    locate(id) {
      const at = page.world === null ? null : page.locate(page.world.indexOf(id));
      const box = document.querySelector('#map')?.getBoundingClientRect();
      return at === null || box === undefined ? null : { x: at.x + box.left, y: at.y + box.top };
    },
    get redraws() { return stage.renderer?.redraws ?? 0; },
    camera(next) {
      if (next !== undefined) page.port?.camera.set(next);
      return page.map.camera.peek();
    },
  };
}

const root = document.querySelector<HTMLElement>('#unlimited-cluster');
if (root !== null) start(root);
