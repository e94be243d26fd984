import { follow } from './follow.ts';
import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Position } from '../../backend/contract/server.ts';
import type { Shaped } from '../scene/anchors.ts';
import { toScreen, type Camera } from '../scene/camera.ts';
import type { Point, Size } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import type { Api } from './api.ts';
import { Authors } from './authors.ts';
import { cameraFor, cameraForAll, cameraForFloor, standOf, type CameraPort } from './camera-port.ts';
import { Clipboard } from './clipboard.ts';
import { Details } from './details.ts';
import type { DialogRequest } from './dialogs.ts';
import { Drawing } from './drawing.ts';
import { Edits } from './edits.ts';
import type { LinkState } from './feed.ts';
import { Focus } from './focus.ts';
import { asOneOf, asTexts, keptSignal } from './kept.ts';
import { Look } from './look.ts';
import { IconDesk } from './icons/icon-desk.ts';
import type { Hit, MapState } from './map-state.ts';
import { Notices } from './notices.ts';
import { Pace } from './pace.ts';
import type { PictureMaker } from './picture.ts';
import { Samples } from './samples.ts';
import { Selection, type SelectedItem } from './selection.ts';
import { mayEdit, type Session } from './session.ts';
import { TagBook } from './tag-book.ts';
import type { Theme } from './theme.ts';
import { Undoing } from './undoing.ts';
import type { Lens } from './views/lens.ts';
import { Views } from './views/views.ts';

export type ToolName = 'hand' | 'lasso' | 'freehand' | 'connect' | 'area' | 'text' | 'line';

/** An open context menu: where, and what lies there. */
export type MenuRequest = { readonly at: Point; readonly hit: Hit | null; readonly tile: Position };

/** What the renderer and the gestures lend to the rest of the page. */
export type MapPort = {
  pick(x: number, y: number): Hit | null;
  readonly camera: CameraPort;
  /** Servers are shown elsewhere: everything is painted anew, in the next frame or little by little. */
  repaint(isAtOnce: boolean): void;
  /** Gives the keyboard back to the map. */
  focus(): void;
  /** What makes pictures that leave the page; fetched when first asked for. */
  pictures(): Promise<PictureMaker>;
  /** Paints the whole world into a small canvas. */
  paintMinimap(canvas: HTMLCanvasElement, camera: Camera, size: Size): Promise<void>;
};

const KNOWN_WITHIN_MS = 5_000;

/** The page's state in one place: built once by app.tsx, read by every panel and tool. */
export class Page {
  readonly session: Session;
  readonly api: Api;
  readonly map: MapState;
  readonly theme: Theme;
  readonly notices = new Notices();
  readonly selection = new Selection();
  readonly samples = new Samples();
  readonly icons = new IconDesk();
  readonly details: Details;
  readonly edits: Edits;
  readonly undoing: Undoing;
  readonly authors = new Authors();
  readonly clipboard: Clipboard;
  readonly drawing: Drawing;
  readonly link: Signal<LinkState>;
  readonly dialog = signal<DialogRequest | null>(null);
  readonly menu = signal<MenuRequest | null>(null);
  readonly tool = signal<ToolName>('hand');
  /** Whether what is moved stands on whole tiles. */
  readonly snap = keptSignal<'on' | 'off'>('snap', 'on', asOneOf(['on', 'off'] as const));
  /** What the wheel does: touchpads may rather pan with it, and pinch to zoom. */
  readonly wheel = keptSignal<'zoom' | 'pan'>('wheel', 'zoom', asOneOf(['zoom', 'pan'] as const));
  /** Whether keys without Ctrl or Alt run commands: who dictates, or types by accident, may not want that. */
  readonly keys = keptSignal<'all' | 'few'>('keys', 'all', asOneOf(['all', 'few'] as const));
  readonly search = signal('');
  /** Places of the servers that the search found; null while nothing is searched. */
  readonly found = signal<readonly number[] | null>(null);
  /** The found server that Enter has led to last. */
  readonly result = signal<number | null>(null);
  /** What was searched before, the newest first. */
  readonly recent = keptSignal<readonly string[]>('searches', [], asTexts);
  readonly tags: TagBook;
  readonly focus: Focus;
  readonly look: Look;
  readonly views: Views;
  /** The view that is all that is seen of the map; null while the whole map is. */
  readonly lens = signal<Lens | null>(null);
  /** Takes a new snapshot of the map, through the lens. The feed puts it here. */
  renew: () => Promise<void> = () => Promise.resolve();
  /** Lets numbers through as often as the reader wants to see them. */
  readonly pace: Pace;
  /** Since when servers are in the trouble they are in, in milliseconds, by their places: as far as this page has seen it begin. */
  readonly since = new Map<number, number>();
  /** The island that a button of a bar has unfolded. */
  readonly unfolded = signal<'views' | 'look' | null>(null);
  readonly showsProblems = signal(false);
  /** The servers are listed in a table, which lies over the map. */
  readonly showsTable = signal(false);
  /** The map is being arranged: its panel is open, and servers may be shown elsewhere than they stand. */
  readonly isArranging = signal(false);
  /** The detail panel is put away until something else is selected. */
  readonly isPanelClosed = signal(false);
  /** Where the mouse was last, in client pixels. */
  pointer: Point = { x: 0, y: 0 };
  readonly isHintClosed = signal(false);
  readonly hasPanel: ReadonlySignal<boolean>;
  port: MapPort | null = null;

  constructor(parts: { session: Session; api: Api; map: MapState; theme: Theme; link: Signal<LinkState> }) {
    this.session = parts.session;
    this.api = parts.api;
    this.map = parts.map;
    this.theme = parts.theme;
    this.link = parts.link;
    this.details = new Details(parts.api, this.samples);
    this.undoing = new Undoing(parts.api, this.notices);
    this.edits = new Edits(parts.api, this.notices, this.undoing, this.lens);
    this.clipboard = new Clipboard();
    this.drawing = new Drawing(this.edits, parts.map, (item) => {
      this.selection.setItem(item);
      this.isPanelClosed.value = false;
    });
    this.tags = new TagBook(parts.api);
    this.focus = new Focus(parts.map);
    this.look = new Look(parts.map);
    this.views = new Views(this);
    this.pace = new Pace();
    this.hasPanel = computed(() => this.isArranging.value || this.icons.isOpen.value || this.showsProblems.value || (!this.isPanelClosed.value && this.selection.size.value > 0));
  }

  get mayEdit(): boolean { return mayEdit(this.session); }
  /** Servers may be moved by hand: not while a preview shows them elsewhere. */
  get mayMove(): boolean { return this.mayEdit && !this.isArranging.peek(); }
  get world(): World | null { return this.map.world.peek(); }

  /** Ids of the selected servers, in the order they were selected. */
  selectedIds(): string[] {
    const world = this.world;
    return world === null ? [] : [...this.selection.servers.peek()].map((server) => world.idOf(server));
  }

  /** The selected drawings. */
  shapes(): Shaped[] {
    return this.selection.items.value.flatMap(({ kind, id }) => (kind === 'area' || kind === 'text' || kind === 'line' ? [{ kind, id }] : []));
  }

  open(request: DialogRequest): void {
    this.menu.value = null;
    this.dialog.value = request;
  }

  /** Unfolds an island, or folds it if it is open. */
  unfold(name: 'views' | 'look'): void {
    this.menu.value = null;
    this.unfolded.value = this.unfolded.peek() === name ? null : name;
  }

  closeDialog(): void {
    this.dialog.value = null;
  }

  /** Selects one server and flies to it. */
  reveal(server: number): void {
    this.selection.set([server]);
    this.isPanelClosed.value = false;
    this.flyTo([server]);
  }

  /** Selects a server that was just asked for, once the feed has brought it. */
  async revealWhenKnown(id: string): Promise<void> {
    const [server] = await this.whenKnown([id]);
    if (server === undefined) return;
    this.selection.set([server]);
    this.isPanelClosed.value = false;
    const at = this.locate(server);
    const { width, height } = this.map.size.peek();
    if (at === null || at.x < 40 || at.y < 80 || at.x > width - 400 || at.y > height - 80) this.flyTo([server]);
  }

  /** Selects a server once the feed has brought it; its place, or -1. */
  async selectWhenKnown(id: string): Promise<number> {
    const [server = -1] = await this.whenKnown([id]);
    if (server >= 0) this.selection.set([server]);
    return server;
  }

  /** Places of servers that were just asked for, once the feed has brought all of them; of those that came, if it takes too long. */
  async whenKnown(ids: readonly string[]): Promise<number[]> {
    const find = (world: World): number[] => ids.map((id) => world.indexOf(id)).filter((server) => server >= 0);
    await this.#once((world) => find(world).length === ids.length);
    return this.world === null ? [] : find(this.world);
  }

  /** Shows everything once the next change of the map's shape has come. */
  showAllSoon(): void {
    const before = this.map.shape.peek();
    const stop = effect(() => {
      if (this.map.shape.value === before) return;
      queueMicrotask(() => stop());
      this.flyToAll();
    });
  }

  /** Selects a connection that was just asked for, once the feed has brought it. */
  async selectConnectionWhenKnown(id: string): Promise<void> {
    if (await this.#once((world) => world.connectionIndexOf(id) >= 0)) this.selection.setItem({ kind: 'connection', id });
  }

  /** Flies to a server that is not in view, or behind an island. */
  bringIntoView(server: number): void {
    const at = this.locate(server);
    const { width, height } = this.map.size.peek();
    const right = this.hasPanel.peek() && !this.map.isNarrow.peek() ? 400 : 60;
    if (at === null || at.x < 60 || at.y < 80 || at.x > width - right || at.y > height - 80) this.flyTo([server]);
  }

  /** Slides the map until a server is seen beside, or on a phone above, the panel that has opened over it. */
  uncover(server: number): void {
    const at = this.locate(server);
    if (at === null || !this.hasPanel.peek()) return;
    const { x, y, k } = this.map.camera.peek();
    const { width, height } = this.map.size.peek();
    const isNarrow = this.map.isNarrow.peek();
    const dx = isNarrow ? 0 : Math.max(0, at.x - width + 420);
    const dy = isNarrow ? Math.max(0, at.y - height * 0.46) : 0;
    if (dx + dy > 0) this.port?.camera.flyTo({ x: x + dx / k, y: y + dy / k, k });
  }

  flyTo(servers: Iterable<number>): void {
    const camera = cameraFor(this.map, servers, this.hasPanel.peek());
    if (camera !== null) this.port?.camera.flyTo(camera);
  }

  /** Flies to a drawing. */
  flyToDrawing(item: SelectedItem): void {
    const floor = this.world === null ? null : Drawing.floorOf(this.world, item);
    if (floor !== null) this.port?.camera.flyTo(cameraForFloor(this.map, floor, this.hasPanel.peek()));
  }

  flyToAll(): void {
    this.port?.camera.flyTo(cameraForAll(this.map, this.hasPanel.peek()));
  }

  /** Where a server's picture is, in pixels from the top left of the map. */
  locate(server: number): Point | null {
    const world = this.world;
    if (!world?.has(server)) return null;
    return toScreen(this.map.camera.peek(), this.map.size.peek(), standOf(world, server));
  }

  showCamera(camera: Camera): void {
    this.port?.camera.set(camera);
  }

  /** Waits until the map is so; false if it takes too long. */
  #once(isSo: (world: World) => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (came: boolean): void => {
        clearTimeout(giveUp);
        queueMicrotask(() => stop());
        resolve(came);
      };
      const giveUp = setTimeout(() => end(false), KNOWN_WITHIN_MS);
      const stop = effect(() => {
        follow(this.map.shape);
        const world = this.map.world.value;
        if (world !== null && isSo(world)) end(true);
      });
    });
  }
}
