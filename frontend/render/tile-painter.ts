import { css } from '../scene/colour.ts';
import type { Bounds } from '../scene/space.ts';
import { drawPlates } from './marks/plates.ts';
import { drawAreaNames, drawAreas, drawFloorTexts, drawFreeLines } from './marks/drawn.ts';
import { drawClusters, drawRegions } from './marks/floors.ts';
import { drawBundles, drawConnections, drawStubs } from './marks/lines.ts';
import { drawFloorNames } from './marks/floor-names.ts';
import { drawNames } from './marks/names.ts';
import { drawNetworkNames, drawNetworks } from './marks/networks.ts';
import { drawInactiveFlags, drawServers, serversIn } from './marks/servers.ts';
import { toDevicePixels, type Painting, type Square } from './painting.ts';
import type { TextRuler } from './text.ts';

/** Draws one kind of thing in a square. */
export type Mark = { draw(context: CanvasRenderingContext2D, painting: Painting, square: Square): void };

/** What is drawn by the thousand, and so in one way as pixels and in another as vectors: lines between the tiles, servers seen from afar. */
export type Masses = { readonly grid: Mark; readonly dots: Mark };

/** Paints squares of the map, each by itself: whatever crosses a border is decided alike on both sides. Each tells where cards are seen in it. */
export class TilePainter {
  readonly #masses: Masses;
  readonly #ruler: TextRuler;

  constructor(ruler: TextRuler, masses: Masses) {
    this.#masses = masses;
    this.#ruler = ruler;
  }

  paint(context: CanvasRenderingContext2D, painting: Painting, square: Square): Bounds[] {
    toDevicePixels(context);
    context.fillStyle = css(painting.palette.canvas);
    context.fillRect(0, 0, square.size, square.size);
    return this.paintMap(context, painting, square);
  }

  /** All but the ground, which stays clear. */
  paintMap(context: CanvasRenderingContext2D, painting: Painting, square: Square): Bounds[] {
    return painting.level <= 1 ? this.#paintClose(context, painting, square) : this.#paintFar(context, painting, square);
  }

  #paintClose(context: CanvasRenderingContext2D, painting: Painting, square: Square): Bounds[] {
    const { hidden } = painting;
    drawRegions(context, painting, square);
    this.#masses.grid.draw(context, painting, square);
    if (!hidden.has('areas')) drawAreas(context, painting, square);
    drawNetworks(context, painting, square);
    if (!hidden.has('clusters')) drawClusters(context, painting, square);
    if (!hidden.has('areas')) drawAreaNames(context, painting, square, this.#ruler);
    if (!hidden.has('texts')) drawFloorTexts(context, painting, square);
    if (!hidden.has('clusters')) drawFloorNames(context, painting, square, this.#ruler);
    drawNetworkNames(context, painting, square, this.#ruler);
    const servers = serversIn(painting, square);
    if (!hidden.has('lines')) drawFreeLines(context, painting, square);
    if (!hidden.has('connections')) {
      drawConnections(context, painting, square);
      drawStubs(context, painting, square, servers);
    }
    drawServers(context, painting, square, servers);
    const cards = drawNames(context, painting, square, this.#ruler);
    drawInactiveFlags(context, painting, square, servers);
    return cards;
  }

  #paintFar(context: CanvasRenderingContext2D, painting: Painting, square: Square): Bounds[] {
    const { world, level, grouping, hidden } = painting;
    const showsLines = !hidden.has('connections');
    if (level >= 3 && showsLines) drawBundles(context, painting, square, painting.groupBundles(), (group) => (level === 4 ? grouping.plate(group) : grouping.area(group)));
    if (level === 4) {
      drawPlates(context, painting, square, this.#ruler);
      return [];
    }
    drawRegions(context, painting, square);
    if (!hidden.has('areas')) drawAreas(context, painting, square);
    drawNetworks(context, painting, square);
    if (!hidden.has('areas')) drawAreaNames(context, painting, square, this.#ruler);
    if (!hidden.has('texts')) drawFloorTexts(context, painting, square);
    if (level === 2 && showsLines) drawBundles(context, painting, square, painting.clusterBundles(), (cluster) => world.clusterArea(cluster));
    if (!hidden.has('clusters')) drawClusters(context, painting, square);
    this.#masses.dots.draw(context, painting, square);
    return drawNames(context, painting, square, this.#ruler);
  }
}
