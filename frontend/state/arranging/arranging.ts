import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Camera } from '../../scene/camera.ts';
import type { Direction, LayoutName, Places } from '../../scene/layouts/layout.ts';
import { siteOf, type Scope } from '../../scene/layouts/read-site.ts';
import type { Preview } from '../../scene/preview.ts';
import type { ServerColumns } from '../../scene/server-columns.ts';
import type { World } from '../../scene/world.ts';
import { sentenceOf } from '../api.ts';
import { follow } from '../follow.ts';
import type { Page } from '../page.ts';
import { LayoutDesk } from './layout-desk.ts';
import { moveSlowly } from './motion.ts';

/** What the reader chose. */
export type Choice = {
  readonly layout: LayoutName;
  readonly scope: 'all' | 'selection';
  /** The selected ones stay where they are. */
  readonly keepsSelected: boolean;
  readonly pitch: number;
  readonly direction: Direction;
};

/** How far it has come; `moves` counts the servers that applying would move. */
export type Stage = { readonly kind: 'waiting' | 'computing' | 'applying' } | { readonly kind: 'shown'; readonly moves: number };

type Plan = { readonly servers: Uint32Array; readonly places: Places };
type Move = { readonly server: number; readonly position: { readonly x: number; readonly y: number } };

/** More servers than this jump to their places instead of moving there. */
const MOVED_SLOWLY = 2_000;
/** Rest after somebody else's change before the layout is computed again. */
const PAUSE_MS = 300;
/** How long the feed may take to bring what was applied. */
const FEED_MS = 30_000;

/**
 * Arranging the map, from the first choice to Apply or Cancel. Layouts are computed in a worker and shown on the map itself,
 * without anything being changed. What others do meanwhile counts: who was moved by somebody stays there, and the layout is computed anew around him.
 */
export class Arranging {
  readonly #page: Page;
  readonly #stage = signal<Stage>({ kind: 'waiting' });
  readonly #desk = new LayoutDesk();
  readonly #camera: Camera;
  /** Ids of servers that somebody moved meanwhile. */
  readonly #overruled = new Set<string>();
  readonly #stopFollowing: () => void;
  #choice: Choice | null = null;
  #selected: ReadonlySet<string>;
  #world: World | null = null;
  #preview: Preview | null = null;
  #plan: Plan | null = null;
  #stopMotion: () => void = () => undefined;
  #timer = 0;
  #hasFlown = false;

  constructor(page: Page) {
    this.#page = page;
    this.#camera = page.map.camera.peek();
    this.#selected = new Set(page.selectedIds());
    this.#stopFollowing = effect(() => {
      follow(page.map.shape, page.map.world);
      untracked(() => this.#onShape());
    });
  }

  get stage(): ReadonlySignal<Stage> { return this.#stage; }

  /** Shows what this choice would do. */
  async choose(choice: Choice): Promise<void> {
    if (this.#choice === null || this.#choice.scope !== choice.scope || this.#choice.keepsSelected !== choice.keepsSelected) this.#selected = new Set(this.#page.selectedIds());
    this.#choice = choice;
    await this.#compute(choice);
  }

  /** Asks the daemon for what is shown. True once it is everybody's. */
  async apply(): Promise<boolean> {
    const world = this.#world;
    const moves = [...this.#moves()];
    const shown = this.#stage.peek();
    if (world === null || shown.kind !== 'shown' || moves.length === 0) return false;
    this.#stage.value = { kind: 'applying' };
    const isTaken = await this.#page.edits.arrangeServers(moves.map(({ server, position }) => ({ id: world.idOf(server), position })));
    if (!isTaken) {
      this.#stage.value = shown;
      return false;
    }
    await this.#untilBrought(moves.at(-1));
    return true;
  }

  /** Ends the preview: everybody is shown where he stands. `isApplied` leaves the camera where it is. */
  end(isApplied: boolean): void {
    clearTimeout(this.#timer);
    this.#stopFollowing();
    this.#stopMotion();
    this.#desk.close();
    this.#preview?.end();
    this.#page.port?.repaint(this.#isFew());
    if (!isApplied && this.#hasFlown) this.#page.port?.camera.flyTo(this.#camera);
  }

  async #compute(choice: Choice): Promise<void> {
    const { world } = this.#page;
    if (world === null) return;
    this.#stage.value = { kind: 'computing' };
    if (this.#world !== world || this.#preview === null) {
      this.#world = world;
      this.#preview = world.beginPreview();
    }
    const { site, servers } = siteOf(world, this.#scopeOf(world, choice), this.#preview);
    try {
      const places = await this.#desk.ask({ layout: choice.layout, site, options: { pitch: choice.pitch, direction: choice.direction } });
      // Another choice, or a new snapshot, asks again by itself.
      if (places === null || this.#world !== this.#page.world) return;
      this.#show({ servers, places }, choice.scope === 'all');
    } catch (error) {
      this.#stage.value = { kind: 'waiting' };
      this.#page.notices.fault(sentenceOf(error));
    }
  }

  #scopeOf(world: World, { scope, keepsSelected }: Choice): Scope {
    const placesOf = (ids: Iterable<string>): Set<number> => new Set([...ids].map((id) => world.indexOf(id)));
    const selected = placesOf(this.#selected);
    const kept = placesOf(this.#overruled);
    return {
      has: (server) => scope === 'all' || selected.has(server),
      isKept: (server) => kept.has(server) || (scope === 'all' && keepsSelected && selected.has(server)),
    };
  }

  /** Moves everybody from where he is shown to the plan's place, or back to his own where the plan does not know him. */
  #show(plan: Plan, isWhole: boolean): void {
    const { map, port } = this.#page;
    const preview = this.#preview;
    const columns = this.#world?.servers;
    if (preview === null || columns === undefined) return;
    this.#stopMotion();
    this.#plan = plan;
    const moves = this.#isFew() && !map.reducedMotion.peek() ? this.#motionTo(plan, preview, columns) : null;
    preview.show(plan.servers, plan.places);
    // The flight goes to where everybody will be.
    if (isWhole) this.#fly();
    if (moves !== null) {
      moves(0);
      this.#stopMotion = moveSlowly((part) => {
        moves(part);
        port?.repaint(true);
      });
    }
    port?.repaint(this.#isFew());
    this.#stage.value = { kind: 'shown', moves: [...this.#moves()].length };
  }

  /** Shows everybody so far on the way from where he is shown now. Those whom the plan does not know walk home. */
  #motionTo(plan: Plan, preview: Preview, columns: ServerColumns): (part: number) => void {
    const left = new Set(preview.shown);
    for (const server of plan.servers) left.delete(server);
    const servers = [...plan.servers, ...left];
    const from = Float32Array.from(servers.flatMap((server) => [columns.x[server] ?? 0, columns.y[server] ?? 0]));
    const to = Float32Array.from([...plan.places, ...[...left].flatMap((server) => [preview.xOf(server), preview.yOf(server)])]);
    return (part) => {
      if (part === 1) preview.show(plan.servers, plan.places);
      else preview.show(servers, from.map((place, at) => place + ((to[at] as number) - place) * part));
    };
  }

  #fly(): void {
    this.#hasFlown = true;
    this.#page.flyToAll();
  }

  #isFew(): boolean {
    return (this.#plan?.servers.length ?? 0) <= MOVED_SLOWLY;
  }

  /** What the plan changes, without those who are gone or were moved by others. */
  *#moves(): Generator<Move> {
    const [world, preview, plan] = [this.#world, this.#preview, this.#plan];
    if (world === null || preview === null || plan === null) return;
    for (const [at, server] of plan.servers.entries()) {
      const position = { x: plan.places[at * 2] as number, y: plan.places[at * 2 + 1] as number };
      if (!world.has(server) || preview.overruled.has(server) || (preview.xOf(server) === position.x && preview.yOf(server) === position.y)) continue;
      yield { server, position };
    }
  }

  /** Somebody changed the map. */
  #onShape(): void {
    const choice = this.#choice;
    const { world } = this.#page;
    if (choice === null || world === null || this.#stage.peek().kind === 'applying') return;
    if (world !== this.#world) {
      this.#carryOver(world);
      void this.#compute(choice);
      return;
    }
    for (const server of this.#preview?.overruled ?? []) this.#overruled.add(world.idOf(server));
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#compute(choice), PAUSE_MS);
  }

  /** A new snapshot tells who was moved only by where he stands. */
  #carryOver(world: World): void {
    const [before, preview] = [this.#world, this.#preview];
    this.#preview = null;
    this.#plan = null;
    if (before === null || preview === null) return;
    for (let server = 0; server < before.servers.count; server++) {
      const now = before.has(server) ? world.indexOf(before.idOf(server)) : -1;
      if (now >= 0 && (world.servers.x[now] !== preview.xOf(server) || world.servers.y[now] !== preview.yOf(server))) this.#overruled.add(before.idOf(server));
    }
  }

  /** Waits until the feed has brought the new places, so that nobody is seen jumping back and forth. */
  #untilBrought(last: Move | undefined): Promise<void> {
    const { map } = this.#page;
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => { stop(); resolve(); }, FEED_MS);
      const stop = effect(() => {
        follow(map.shape);
        const isBrought = map.world.value !== this.#world || last === undefined
          || (this.#preview?.xOf(last.server) === last.position.x && this.#preview.yOf(last.server) === last.position.y);
        if (!isBrought) return;
        clearTimeout(giveUp);
        resolve();
        queueMicrotask(() => stop());
      });
    });
  }
}
