import type { Icon } from '../../backend/contract/icon.ts';
import type { DrawnIcon } from '../../backend/contract/topology.ts';

/** The icons that people added, by id. */
export class OwnIcons {
  readonly #icons: Map<string, DrawnIcon>;

  constructor(icons: readonly DrawnIcon[]) {
    this.#icons = new Map(icons.map((icon) => [icon.id, icon]));
  }

  get(id: string): DrawnIcon | undefined { return this.#icons.size === 0 ? undefined : this.#icons.get(id); }
  all(): Iterable<DrawnIcon> { return this.#icons.values(); }

  /** Takes a row of the feed; null removes. */
  put(id: string, value: Icon | null): void {
    if (value === null) this.#icons.delete(id);
    else this.#icons.set(id, value);
  }
}
