import { TILE_HEIGHT, TILE_WIDTH } from '../../scene/space.ts';
import { gridAlpha } from '../marks/floor-grid.ts';
import type { Mark } from '../tile-painter.ts';
import type { SvgContext } from './svg-context.ts';
import type { SvgDocument } from './svg-document.ts';
import { fine, inkOf, short } from './written.ts';

/** Lines between the tiles as one small pattern, put into `target`. */
export const svgGrid = (document: SvgDocument, target: SvgContext): Mark => ({
  draw(_, painting, { left, top, bounds }) {
    const alpha = gridAlpha(painting);
    if (alpha === 0) return;
    const { k, palette } = painting;
    const [width, height] = [TILE_WIDTH * k, TILE_HEIGHT * k];
    const { colour, opacity } = inkOf(palette.grid);
    // The joints of four tiles lie half a tile from their middles: the diagonals of a tile's box.
    const lines = `M0 0L${short(width)} ${short(height)}M${short(width)} 0L0 ${short(height)}`;
    const id = document.define('grid', (own) => `<pattern id="${own}" width="${fine(width)}" height="${fine(height)}" patternUnits="userSpaceOnUse" x="${fine(width / 2 - left)}" y="${fine(-top)}">`
      + `<path d="${lines}" fill="none" stroke="${colour}" stroke-opacity="${fine(opacity * alpha)}"/></pattern>`);
    target.write(`<rect x="${short(bounds.minX * k - left)}" y="${short(bounds.minY * k - top)}" width="${short((bounds.maxX - bounds.minX) * k)}" height="${short((bounds.maxY - bounds.minY) * k)}" fill="url(#${id})"/>`);
  },
});
