import { floorBounds, type Area, type Floor } from '../../scene/areas.ts';
import { HALF_HEIGHT, overlaps, TILE_HEIGHT, TILE_WIDTH } from '../../scene/space.ts';
import { css, mix, parseColour, toned, type Rgb } from '../../scene/colour.ts';
import { toWorldPixels, type Painting, type Square } from '../painting.ts';
import type { Palette } from '../palette.ts';
import { INACTIVE, traceFloor, WARNING } from './pad.ts';

/** Height in world pixels of the slab a cluster stands on. */
const THICKNESS = 10;
const NOTABLE = 0.1;
/** Width in CSS pixels below which a plate is a speck of one colour: its rim and side would be all there is. */
const SPECK_PX = 22;
const CORNER = 0.42;
const REGION_CORNER = 0.9;

/** Floors of the groups in this square; clusters have slabs of their own. */
export function drawRegions(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  const { grouping, palette, k } = painting;
  if (grouping.by === 'cluster') return;
  toWorldPixels(context, square, k);
  for (let group = 0; group < grouping.size; group++) {
    const area = grouping.area(group);
    if (!area?.solid || !overlaps(floorBounds(area.floor), square.bounds)) continue;
    traceArea(context, area.floor, REGION_CORNER);
    context.fillStyle = css(palette.regionFloor);
    context.fill();
    context.strokeStyle = palette.regionRim;
    context.lineWidth = Math.max(3, painting.ratio / k);
    context.stroke();
  }
}

/** Floors of the clusters in this square: slabs for the solid ones, joined tiles for the scattered ones. */
export function drawClusters(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  toWorldPixels(context, square, painting.k);
  const solid: [number, Area][] = [];
  const scattered: number[] = [];
  painting.world.groups.eachCluster(square.bounds, (cluster, area) => {
    if (area.solid) solid.push([cluster, area]);
    else scattered.push(cluster);
  });
  // From back to front, so that no slab covers its neighbour's rim.
  solid.sort(([, a], [, b]) => a.floor.minX + a.floor.minY - b.floor.minX - b.floor.minY);
  for (const [cluster, area] of solid) drawSlab(context, painting, cluster, area);
  if (painting.level <= 2) for (const cluster of scattered) drawJoined(context, painting, cluster);
}

/** Colours of a cluster's floor: its own, quiet, and at the rim what its health says. */
function floorColours(painting: Painting, cluster: number): { floor: Rgb; rim: Rgb; side: Rgb } {
  const { palette, world } = painting;
  const own = ownColour(palette, world.clusters[cluster]?.color ?? '');
  const state = painting.level <= 1 ? world.clusters[cluster]?.health ?? 0 : stateFromAfar(painting, cluster);
  const trouble = state === INACTIVE || state === WARNING ? palette.status[state] : undefined;
  const plain = mix(palette.clusterFloor, own, palette.clusterTint);
  const floor = trouble && painting.level >= 2 ? mix(palette.clusterFloor, trouble, 0.16) : plain;
  const rim = trouble ? mix(own, trouble, 0.85) : mix(palette.clusterFloor, own, palette.clusterRimTint);
  return { floor, rim, side: mix(rim, palette.ink, palette.ground === 'light' ? 0.1 : 0.4) };
}

const MOST_OWN_COLOURS = 500;
const ownColours = new Map<string, Rgb>();

/** A cluster's colour, toned down for this theme; remembered, since thousands share a few. */
function ownColour({ name }: Palette, colour: string): Rgb {
  const key = `${name} ${colour}`;
  let own = ownColours.get(key);
  if (!own) {
    own = toned(parseColour(colour), name === 'light' ? 0.66 : 0.6, 0.1);
    if (ownColours.size >= MOST_OWN_COLOURS) ownColours.clear();
    ownColours.set(key, own);
  }
  return own;
}

/** Among a hundred clusters one sick server each would colour them all; from afar a tenth must be sick. The badge counts exactly. */
export function stateFromAfar({ world }: Painting, cluster: number): number {
  if (cluster < 0) return 0;
  const counts = world.clusterCounts;
  const notable = counts.total(cluster) * NOTABLE;
  const inactive = counts.of(cluster, INACTIVE);
  if (inactive > notable) return INACTIVE;
  return inactive + counts.of(cluster, WARNING) > notable ? WARNING : 0;
}

function drawSlab(context: CanvasRenderingContext2D, painting: Painting, cluster: number, { floor }: Area): void {
  const { k, ratio } = painting;
  const colours = floorColours(painting, cluster);
  if ((floor.maxX - floor.minX) * TILE_WIDTH * k < SPECK_PX * ratio) {
    traceArea(context, floor, 0);
    context.fillStyle = css(mix(colours.floor, colours.rim, 0.3));
    context.fill();
    return;
  }
  const thickness = Math.min(Math.max(THICKNESS, (1.5 * ratio) / k), ((floor.maxX - floor.minX) * HALF_HEIGHT) / 3);
  traceArea(context, floor, CORNER, thickness);
  context.fillStyle = css(colours.side);
  context.fill();
  traceArea(context, floor, CORNER);
  context.fillStyle = css(colours.floor);
  context.fill();
  context.strokeStyle = css(colours.rim);
  context.lineWidth = Math.max(2.5, (0.8 * ratio) / k);
  context.stroke();
}

/** Walks flat on the ground; then side, rim and floor, each as one shape: what touches becomes one area with one rim. */
function drawJoined(context: CanvasRenderingContext2D, painting: Painting, cluster: number): void {
  const joined = painting.joined(cluster);
  if (!joined) return;
  const { k, ratio } = painting;
  const colours = floorColours(painting, cluster);
  context.fillStyle = css(mix(painting.palette.canvas, colours.rim, 0.42));
  context.fill(joined.walks);
  context.save();
  context.translate(0, Math.max(THICKNESS, (1.5 * ratio) / k));
  context.fillStyle = css(colours.side);
  context.fill(joined.outer);
  context.restore();
  context.fillStyle = css(colours.rim);
  context.fill(joined.outer);
  context.fillStyle = css(colours.floor);
  context.fill(joined.inner);
}

/** Traces a floor, so many world pixels farther down. It is the floor that is moved, not the canvas: a browser keeps a copy of its whole state for that. */
export function traceArea(context: CanvasRenderingContext2D, { minX, minY, maxX, maxY }: Floor, corner: number, down = 0): void {
  // A step down the map is half a step along both axes of the floor.
  const step = down / TILE_HEIGHT;
  context.beginPath();
  traceFloor(context, minX + step, minY + step, maxX + step, maxY + step, corner);
}
