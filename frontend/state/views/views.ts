import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { NewView, View } from '../../../backend/contract/view.ts';
import type { ViewRow } from '../../scene/drawings.ts';
import { codeOf, sentenceOf } from '../api.ts';
import { follow } from '../follow.ts';
import { asText, keptSignal } from '../kept.ts';
import type { Page } from '../page.ts';
import { t } from '../words.ts';
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
  }

  /** Keeps the present look under a name, and shows it. */
  async save(name: string): Promise<void> {
    const view = await this.#page.api.post<View>('views', { name, ...this.#present() } satisfies NewView);
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
    } else if (row.name !== shown.name || row.has_places !== shown.has_places) this.#shown.value = row;
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
