import { selection } from 'd3-selection';

/**
 * Stands in for d3-transition and d3-color where the page is built: d3-zoom and d3-interpolate bring them along, an eighth of the
 * page, though d3 animates nothing here and mixes no colours. d3-zoom asks for animations to be interrupted before a gesture.
 */
export function interrupt(): void {
  // Nothing is under way.
}

Object.assign(selection.prototype as object, { interrupt(this: unknown) { return this; } });

function refuse(): never {
  throw new Error('The page is built without d3-color: render/colour.ts mixes colours. To have d3 do it, take its alias out of build.mjs.');
}

export { refuse as color, refuse as cubehelix, refuse as hcl, refuse as hsl, refuse as lab, refuse as rgb };
