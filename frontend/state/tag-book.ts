import { signal, type ReadonlySignal } from '@preact/signals';
import type { TagKeys } from '../../backend/contract/tags.ts';
import type { TagColumn } from '../scene/tags.ts';
import type { World } from '../scene/world.ts';
import type { Api } from './api.ts';
import { nowMs } from './clock.ts';

/** The tags that this page asked about. Their values are fetched once for each World, and follow the feed from then on. */
export class TagBook {
  readonly #api: Api;
  readonly #keys = signal<TagKeys['items']>([]);
  readonly #version = signal(0);
  #keysAtMs = -Infinity;
  readonly #asked = new WeakMap<World, Map<string, Promise<TagColumn>>>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Keys there are, the commonest first, as they were when they were last asked for. */
  get keys(): ReadonlySignal<TagKeys['items']> { return this.#keys; }

  /** Grows with every key whose values came. */
  get version(): ReadonlySignal<number> { return this.#version; }

  /** Asks which keys there are, unless that was asked within so many milliseconds. */
  async askKeys(withinMs: number): Promise<void> {
    if (nowMs() - this.#keysAtMs < withinMs) return;
    this.#keysAtMs = nowMs();
    this.#keys.value = (await this.#api.call((client) => client.tagKeys())).items;
  }

  /** The values of a key in this World. Rejects where the daemon does not answer; another try asks again. */
  need(world: World, key: string): Promise<TagColumn> {
    const asked = this.#asked.get(world) ?? new Map<string, Promise<TagColumn>>();
    this.#asked.set(world, asked);
    const before = asked.get(key);
    if (before !== undefined) return before;
    const answer = this.#fetch(world, key);
    asked.set(key, answer);
    answer.catch(() => asked.delete(key));
    return answer;
  }

  async #fetch(world: World, key: string): Promise<TagColumn> {
    const column = world.tags.begin(key);
    try {
      const { values, servers } = await this.#api.call((client) => client.tagValues(key));
      column.fill(values, (value) => (servers[value] ?? []).map((id) => world.indexOf(id)).filter((server) => server >= 0));
      this.#version.value += 1;
      return column;
    } catch (error) {
      world.tags.drop(key);
      throw error;
    }
  }
}
