import { bundlesOf, type Bundles } from '../scene/bundles.ts';
import { nextLevel, type Level } from '../scene/level.ts';
import { floorBounds } from '../scene/areas.ts';
import { TILE_WIDTH } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import { CLUSTER_MARGIN } from '../scene/areas.ts';
import { patchesOf } from '../scene/outline.ts';
import { traceFloor } from './marks/pad.ts';
import type { JoinedFloor, Painting } from './painting.ts';
import { paletteOf } from './palette.ts';
import type { MapWords, ThemeName } from './view.ts';
import type { Maker } from './maker.ts';

const STRONGEST_OF_CLUSTER = 2;
const STRONGEST_OF_REGION = 2;

/** What paintings of one world share, computed when first needed and again after the world changed its shape. */
export class Sources {
  readonly world: World;
  readonly #maker: Maker;
  #clusterBundles: Bundles | null = null;
  #regionBundles: Bundles | null = null;
  #regionWidth: number | null = null;
  readonly #joined = new Map<number, JoinedFloor | null>();
  #version = -1;

  constructor(world: World, maker: Maker) {
    this.world = world;
    this.#maker = maker;
  }

  painting(k: number, ratio: number, theme: ThemeName, words: MapWords, dimmed: Uint8Array | null, before: Level | null): Painting {
    const palette = paletteOf(theme);
    const level = nextLevel(before, (TILE_WIDTH * k) / ratio, (this.#usualRegion() * k) / ratio);
    return {
      world: this.world, palette, words, k, ratio, level, dimmed, sprites: this.#maker.sprites(palette, k, ratio),
      joined: (cluster) => this.#joinedFloor(cluster),
      clusterBundles: () => this.#clusters(), regionBundles: () => this.#regions(),
    };
  }

  #refresh(): void {
    if (this.#version === this.world.version) return;
    this.#version = this.world.version;
    this.#clusterBundles = this.#regionBundles = this.#regionWidth = null;
    this.#joined.clear();
  }

  #joinedFloor(cluster: number): JoinedFloor | null {
    this.#refresh();
    let joined = this.#joined.get(cluster);
    if (joined === undefined) {
      joined = joinedFloor(this.world, cluster, this.#maker);
      this.#joined.set(cluster, joined);
    }
    return joined;
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

/** Rim of a joined floor, in tiles. */
const RIM = 0.04;
/** Half the width of a walk. */
const WALK = 0.13;

function joinedFloor(world: World, cluster: number, maker: Maker): JoinedFloor | null {
  const found = patchesOf(world, cluster);
  if (!found) return null;
  const inner = maker.path();
  const outer = maker.path();
  for (const { minX, minY, maxX, maxY } of found.patches) {
    for (const [path, margin] of [[inner, CLUSTER_MARGIN - RIM], [outer, CLUSTER_MARGIN]] as const) {
      traceFloor(path, minX - margin, minY - margin, maxX + margin, maxY + margin, 0.42);
    }
  }
  const walks = maker.path();
  for (const { minX, minY, maxX, maxY } of found.walks) traceFloor(walks, minX - WALK, minY - WALK, maxX + WALK, maxY + WALK, WALK);
  return { inner, outer, walks, front: found.front };
}
