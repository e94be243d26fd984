import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Server } from '../../../backend/contract/server.ts';
import type { NewView, View } from '../../../backend/contract/view.ts';
import type { Camera } from '../../scene/camera.ts';
import type { ViewRow } from '../../scene/drawings.ts';
import { codeOf, sentenceOf } from '../api.ts';
import { follow } from '../follow.ts';
import { asText, keptSignal } from '../kept.ts';
import type { Page } from '../page.ts';
import { many, t } from '../words.ts';
import { linkTo, showInAddress, viewInAddress } from './address.ts';

const at = (id: string): string => `views/${encodeURIComponent(id)}`;

/** The saved looks at the map: which one is shown, and everything that can be done with them. The list itself comes with the topology and is always live. */
export class Views {
  /** The view that this browser opens first; "" for none. */
  readonly first: Signal<string> = keptSignal('first-view', '', asText);
  readonly #page: Page;
  readonly #shown = signal<ViewRow | null>(null);
  /** The shown view, once the feed has spoken of it. */
  #known: string | null = null;
  #run = 0;
  /** Where the reader was on the whole map before a view with places of its own. */
  #before: Camera | null = null;

  constructor(page: Page) {
    this.#page = page;
  }

  get shown(): ReadonlySignal<ViewRow | null> { return this.#shown; }

  /** Views there are, by name. */
  list(): ViewRow[] {
    follow(this.#page.map.shape);
    return [...this.#page.map.world.value?.drawings.views.values() ?? []].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }

  /** Opens what the address or this browser names, and from then on follows the address and the feed. `onChanged` is told when the map must be painted anew. */
  start(onChanged: () => void): void {
    const named = viewInAddress(location);
    const wanted = named ?? (this.first.peek() === '' ? null : this.first.peek());
    let isFirst = true;
    effect(() => {
      follow(this.#page.map.shape);
      const world = this.#page.map.world.value;
      const shown = this.#shown.value;
      if (world === null) return;
      if (world.drawings.view !== (shown?.id ?? null)) {
        world.drawings.view = shown?.id ?? null;
        onChanged();
      }
      if (isFirst && wanted !== null) queueMicrotask(() => void this.open(wanted, named === null));
      isFirst = false;
      const row = shown === null ? undefined : world.drawings.views.get(shown.id);
      if (shown !== null) queueMicrotask(() => this.#follow(shown, row));
    });
    addEventListener('hashchange', () => {
      const id = viewInAddress(location);
      if (id === null) this.close();
      else if (id !== this.#shown.peek()?.id) void this.open(id);
    });
  }

  /** Shows a view: the camera flies, what it searches, counts by and leaves out is applied. Quiet: one that is gone is not told about. */
  async open(id: string, isQuiet = false): Promise<void> {
    const mine = ++this.#run;
    try {
      const view = await this.#page.api.get<View>(at(id));
      if (mine === this.#run) await this.#seeThrough(view);
      if (mine === this.#run) this.#show(view);
    } catch (error) {
      if (mine !== this.#run) return;
      if (codeOf(error) === 'not_found' && this.first.peek() === id) this.first.value = '';
      if (!isQuiet) this.#page.notices.fault(codeOf(error) === 'not_found' ? t('view_unknown', id) : sentenceOf(error));
    }
  }

  /** Back to the map as the reader has it. */
  close(): void {
    this.#run++;
    if (this.#shown.peek() === null) return;
    this.#shown.value = null;
    this.#page.look.borrow(null);
    this.#page.search.value = '';
    showInAddress(null);
    void this.#seeThrough(null);
  }

  /** Servers of a view with places of its own are all there is to be seen; any other view leaves the map as it is. */
  async #seeThrough(view: View | null): Promise<void> {
    const { lens, map, port, renew } = this.#page;
    const before = lens.peek();
    if (view !== null && view.places !== null) {
      const { Lens } = await import('./lens.ts');
      if (before === null) this.#before = map.camera.peek();
      lens.value = new Lens(this.#page.api, view.id);
    } else {
      if (before === null) return;
      lens.value = null;
    }
    await renew();
    if (view === null && lens.peek() === null && this.#before !== null) port?.camera.flyTo(this.#before);
  }

  /** Keeps the present look under a name, and shows it; with places: of the selected servers, or of all, which then stand there in this view alone. */
  async save(name: string, hasPlaces = false): Promise<void> {
    const view = await this.#page.api.post<View>('views', { name, ...this.#present(), ...(hasPlaces && { places: this.#places() }) } satisfies NewView);
    await this.#seeThrough(view);
    this.#show(view, false);
    this.#page.edits.done(t('view_saved', view.name), 1);
  }

  /** Puts the present look in the place of the one a view has. */
  async update({ id, name }: ViewRow): Promise<void> {
    await this.#told(async () => {
      const view = await this.#page.api.patch<View>(at(id), this.#present());
      this.#show(view, false);
      this.#page.edits.done(t('view_updated', name), 1);
    });
  }

  async rename({ id }: ViewRow, name: string): Promise<void> {
    const view = await this.#page.api.patch<View>(at(id), { name });
    this.#page.edits.done(t('view_renamed', view.name), 1);
  }

  async remove({ id, name }: ViewRow): Promise<void> {
    await this.#told(async () => {
      await this.#page.api.delete(at(id));
      if (this.#shown.peek()?.id === id) this.close();
      if (this.first.peek() === id) this.first.value = '';
      this.#page.edits.done(t('view_removed', name), 1);
    });
  }

  /** Servers that were made while only a view is seen stand in it too; answers of how many edits that consists. A refusal is told. */
  async takeIn(servers: readonly Pick<Server, 'id' | 'position'>[]): Promise<number> {
    const lens = this.#page.lens.peek();
    if (lens === null || servers.length === 0) return 0;
    try {
      await this.#page.api.patch(at(lens.view), { places: Object.fromEntries(servers.map(({ id, position }) => [id, position])) });
      return 1;
    } catch (error) {
      this.#page.notices.fault(sentenceOf(error));
      return 0;
    }
  }

  /** Takes servers out of the view that is seen. They stay on the map. */
  async takeOut(ids: readonly string[]): Promise<void> {
    const lens = this.#page.lens.peek();
    if (lens !== null) await this.#page.edits.placeInView(lens.view, ids.map((id) => ({ id, position: null })), many('view_took_out', ids.length, ids[0] ?? ''));
  }

  linkTo(id: string): string {
    return linkTo(id, this.#page.session, location, window.parent !== window);
  }

  async copyLink({ id }: ViewRow): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.linkTo(id));
      this.#page.notices.done(t('view_copied'));
    } catch {
      // Without https, or in a frame that may not: the address is shown, to be copied by hand.
      this.#page.notices.done(this.linkTo(id));
    }
  }

  #present(): Pick<NewView, 'camera' | 'filter' | 'grouping' | 'hidden'> {
    const { map, search } = this.#page;
    return { camera: { ...map.camera.peek() }, filter: search.peek().trim(), grouping: map.grouping.peek(), hidden: [...map.hidden.peek()] };
  }

  /** Where the selected servers stand, or all where none is. */
  #places(): NonNullable<NewView['places']> {
    const { selection, world } = this.#page;
    if (world === null) return {};
    const { alive, count, x, y } = world.servers;
    const chosen = selection.servers.peek();
    const servers = chosen.size > 0 ? [...chosen] : Array.from({ length: count }, (_, server) => server).filter((server) => alive[server] === 1);
    return Object.fromEntries(servers.map((server) => [world.idOf(server), { x: x[server] ?? 0, y: y[server] ?? 0 }]));
  }

  #show(view: View, flies = true): void {
    const { look, search, port } = this.#page;
    this.#shown.value = { id: view.id, name: view.name, has_places: view.places !== null };
    look.borrow(view);
    search.value = view.filter;
    showInAddress(view.id);
    if (flies) port?.camera.flyTo(view.camera);
  }

  /** Somebody renamed the shown view, or took it away. */
  #follow(shown: ViewRow, row: ViewRow | undefined): void {
    if (this.#shown.peek() !== shown) return;
    // One that was just saved comes with the feed in a moment.
    if (row === undefined && this.#known !== shown.id) return;
    this.#known = shown.id;
    if (row === undefined) {
      this.#known = null;
      this.close();
      this.#page.notices.fault(t('view_gone', shown.name));
    } else if (row.has_places !== shown.has_places) void this.open(shown.id, true);
    else if (row.name !== shown.name) this.#shown.value = row;
  }

  /** Does it, and tells what was refused. */
  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#page.notices.fault(sentenceOf(error));
    }
  }
}
