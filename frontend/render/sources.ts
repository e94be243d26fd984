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
const STRONGEST_OF_GROUP = 2;

/** What the view says about the picture of a world, beside where it looks. */
export type Shown = Pick<Painting, 'dimmed' | 'hidden'>;

/** What a view says about paintings. */
export type Look = { readonly theme: ThemeName; readonly dimmed: Uint8Array | null; readonly showsNetworks: boolean };

/** What paintings of one world share, computed when first needed and again after the world changed its shape. */
export class Sources {
  readonly world: World;
  readonly #maker: Maker;
  #clusterBundles: Bundles | null = null;
  #groupBundles: Bundles | null = null;
  #groupWidth: number | null = null;
  readonly #joined = new Map<number, JoinedFloor | null>();
  #version = -1;

  constructor(world: World, maker: Maker) {
    this.world = world;
    this.#maker = maker;
  }

  painting(k: number, ratio: number, theme: ThemeName, words: MapWords, { dimmed, hidden }: Shown, before: Level | null): Painting {
    const palette = paletteOf(theme);
    const level = nextLevel(before, (TILE_WIDTH * k) / ratio, (this.#usualGroup() * k) / ratio);
    return {
      world: this.world, palette, words, k, ratio, level, dimmed, hidden, grouping: this.world.grouping, sprites: this.#maker.sprites(palette, k, ratio),
      joined: (cluster) => this.#joinedFloor(cluster),
      clusterBundles: () => this.#clusters(), groupBundles: () => this.#groups(),
    };
  }

  #refresh(): void {
    if (this.#version === this.world.version) return;
    this.#version = this.world.version;
    this.#clusterBundles = this.#groupBundles = this.#groupWidth = null;
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

  #groups(): Bundles {
    this.#refresh();
    const { world } = this;
    const { grouping } = world;
    this.#groupBundles ??= bundlesOf(world, grouping.of, (group) => solid(grouping.plate(group)), grouping.size, STRONGEST_OF_GROUP);
    return this.#groupBundles;
  }

  /** World width of the middle one of all groups; Infinity where there are none to make plates of, 0 where dots would not tell the groups apart. */
  #usualGroup(): number {
    this.#refresh();
    if (this.#groupWidth === null) {
      const { grouping } = this.world;
      const widths = Array.from({ length: grouping.size }, (_, group) => solid(grouping.plate(group))).flatMap((area) => {
        if (!area) return [];
        const { minX, maxX } = floorBounds(area.floor);
        return [maxX - minX];
      }).sort((a, b) => a - b);
      this.#groupWidth = widths.length < 2 ? Infinity : grouping.isScattered ? 0 : widths[widths.length >> 1] ?? Infinity;
    }
    return this.#groupWidth;
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
