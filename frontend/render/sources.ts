import { bundlesOf, type Bundles } from '../scene/bundles.ts';
import { nextLevel, type Level } from '../scene/level.ts';
import { floorBounds } from '../scene/areas.ts';
import { TILE_WIDTH } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import type { Painting } from './painting.ts';
import { paletteOf } from './palette.ts';
import type { MapWords, ThemeName } from './view.ts';
import { Sprites } from './sprites.ts';

const STRONGEST_OF_CLUSTER = 2;
const STRONGEST_OF_REGION = 2;

/** What paintings of one world share, computed when first needed and again after the world changed its shape. */
export class Sources {
  readonly world: World;
  #clusterBundles: Bundles | null = null;
  #regionBundles: Bundles | null = null;
  #regionWidth: number | null = null;
  #version = -1;

  constructor(world: World) {
    this.world = world;
  }

  painting(k: number, ratio: number, theme: ThemeName, words: MapWords, dimmed: Uint8Array | null, before: Level | null): Painting {
    const palette = paletteOf(theme);
    const level = nextLevel(before, (TILE_WIDTH * k) / ratio, (this.#usualRegion() * k) / ratio);
    return {
      world: this.world, palette, words, k, ratio, level, dimmed, sprites: new Sprites(palette, k, ratio),
      clusterBundles: () => this.#clusters(), regionBundles: () => this.#regions(),
    };
  }

  #refresh(): void {
    if (this.#version === this.world.version) return;
    this.#version = this.world.version;
    this.#clusterBundles = this.#regionBundles = this.#regionWidth = null;
  }

  #clusters(): Bundles {
    this.#refresh();
    const { world } = this;
    this.#clusterBundles ??= bundlesOf(world, world.servers.cluster, (cluster) => solid(world.clusterArea(cluster)), world.clusters.length, STRONGEST_OF_CLUSTER);
    return this.#clusterBundles;
  }

  #regions(): Bundles {
    this.#refresh();
    const { world } = this;
    this.#regionBundles ??= bundlesOf(world, world.servers.region, (region) => solid(world.regionArea(region)), world.regions.length, STRONGEST_OF_REGION);
    return this.#regionBundles;
  }

  /** World width of the middle one of all regions; Infinity where there are none to make plates of. */
  #usualRegion(): number {
    this.#refresh();
    if (this.#regionWidth === null) {
      const widths = this.world.regions.flatMap((_, region) => {
        const area = solid(this.world.regionArea(region));
        if (!area) return [];
        const { minX, maxX } = floorBounds(area.floor);
        return [maxX - minX];
      }).sort((a, b) => a - b);
      this.#regionWidth = widths.length < 2 ? Infinity : widths[widths.length >> 1] ?? Infinity;
    }
    return this.#regionWidth;
  }
}

const solid = <T extends { readonly solid: boolean }>(area: T | null): T | null => (area?.solid ? area : null);
