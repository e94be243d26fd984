import type { ChangedRow } from '../../../backend/contract/change.ts';
import type { Topology } from '../../../backend/contract/topology.ts';
import type { View } from '../../../backend/contract/view.ts';
import { partOf, rowsOfPart, type Places } from '../../scene/part-of-map.ts';
import type { World } from '../../scene/world.ts';
import { codeOf, type Api } from '../api.ts';

/** Lets a view with places of its own be all that the page sees of the topology: its servers, where it has them. */
export class Lens {
  readonly view: string;
  readonly #api: Api;
  #places: Places = {};

  constructor(api: Api, view: string) {
    this.#api = api;
    this.view = view;
  }

  /** What there is of a snapshot. A view that is gone has nothing; whoever follows the views closes it. */
  async topology(whole: Topology): Promise<Topology> {
    try {
      this.#places = (await this.#api.get<View>(`views/${encodeURIComponent(this.view)}`)).places ?? {};
    } catch (error) {
      if (codeOf(error) !== 'not_found') throw error;
      this.#places = {};
    }
    return partOf(whole, this.#places, this.view);
  }

  /** The rows of a change as this part of the map hears them; null where it has other servers now, so that a snapshot is needed. */
  hear(world: World, rows: readonly ChangedRow[]): readonly ChangedRow[] | null {
    const view = rows.findLast(({ noun, id }) => noun === 'views' && id === this.view);
    const next = view?.op === 'put' ? (view.value as View).places : null;
    if (next !== null) {
      const before = this.#places;
      this.#places = next;
      const ids = Object.keys(next);
      if (ids.length !== Object.keys(before).length || ids.some((id) => !Object.hasOwn(before, id))) return null;
      world.move(ids.filter((id) => before[id]?.x !== next[id]?.x || before[id]?.y !== next[id]?.y).flatMap((id) => {
        const [server, position] = [world.indexOf(id), next[id]];
        return server < 0 || position === undefined ? [] : [{ server, position }];
      }));
    }
    return rowsOfPart(rows, this.#places, this.view);
  }
}
