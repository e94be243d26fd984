import { paintsOf, shadowOf, type Paint, type Paints } from './coat.ts';
import type { Face, Tone } from './face.ts';
import { iconFaces } from './icons.ts';

export type IconLook = {
  /** Accent, as #rrggbb. */
  readonly color?: string;
  readonly theme?: 'light' | 'dark';
  readonly shadow?: boolean;
};

const DEFAULT_COLOUR = '#7286b0';

/** The cell that every icon stays in, in world pixels around the middle of its tile. */
export const CELL = { left: -67, top: -98, width: 134, height: 140 };

/**
 * One icon as an SVG document of its own, without scripts, fonts or anything from elsewhere. A plain server where the set
 * has no such icon; those of library/ are there once loadIcons() has brought them.
 */
export function iconSvg(id: string, { color = DEFAULT_COLOUR, theme = 'light', shadow = true }: IconLook = {}): string {
  const prefix = `${id}-${color}-${theme}-`.replace(/[^\w-]/g, '');
  const drawing = drawIcon(iconFaces(id), paintsOf(theme, color), (tone) => prefix + tone, shadow ? shadowOf(theme) : null);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${CELL.left} ${CELL.top} ${CELL.width} ${CELL.height}"><defs>${[...drawing.gradients.values()].join('')}</defs>${drawing.paths}</svg>`;
}

/** An icon's elements, and the gradients they use by their names. */
export type IconDrawing = { readonly paths: string; readonly gradients: ReadonlyMap<string, string> };

/** Draws faces around the origin, in world pixels. Gradients are called what `nameOf` says, so that drawings can share them. */
export function drawIcon(faces: readonly Face[], paints: Paints, nameOf: (tone: Tone) => string, shadow: string | null): IconDrawing {
  const gradients = new Map<string, string>();
  const colourOf = (tone: Tone): string => {
    const paint = paints[tone];
    if (paint.way === 'flat') return paint.stops[0]?.[1] ?? '';
    const name = nameOf(tone);
    gradients.set(name, gradientOf(name, paint));
    return `url(#${name})`;
  };
  const shade = faces.flatMap((face) => (face.shade ? [face.shade] : []));
  const paths = [...(shadow === null || shade.length === 0 ? [] : [`<path${inked('fill', shadow)} d="${pathOf(shade, true)}"/>`]), ...faces.map((face) => elementOf(face, colourOf))];
  return { paths: `<g stroke-linejoin="round" stroke-linecap="round">${paths.join('')}</g>`, gradients };
}

function elementOf({ rings, closed, fill, stroke, width }: Face, colourOf: (tone: Tone) => string): string {
  const inside = fill ? colourOf(fill) : 'none';
  const around = stroke ? `${inked('stroke', stroke === fill ? inside : colourOf(stroke))} stroke-width="${width}"` : '';
  return `<path${inked('fill', inside)}${around} d="${pathOf(rings, closed)}"/>`;
}

/** The attribute of a colour, with its opacity apart: not every reader of SVG knows #rrggbbaa. */
function inked(attribute: 'fill' | 'stroke', colour: string): string {
  if (!/^#.{8}$/.test(colour)) return ` ${attribute}="${colour}"`;
  return ` ${attribute}="${colour.slice(0, 7)}" ${attribute}-opacity="${Math.round(parseInt(colour.slice(7), 16) / 2.55) / 100}"`;
}

function gradientOf(name: string, { way, stops }: Paint): string {
  const inside = stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`).join('');
  if (way === 'ball') return `<radialGradient id="${name}" cx=".34" cy=".28" r=".78">${inside}</radialGradient>`;
  return `<linearGradient id="${name}"${way === 'down' ? ' x2="0" y2="1"' : ''}>${inside}</linearGradient>`;
}

/** Outlines to a tenth of a pixel, each point as the step from the one before. */
function pathOf(rings: readonly (readonly number[])[], closed: boolean): string {
  let path = '';
  for (const points of rings) {
    let [x, y] = [tenthsOf(points[0]), tenthsOf(points[1])];
    path += `M${written(x)} ${written(y)}`;
    for (let at = 2; at < points.length; at += 2) {
      const [nextX, nextY] = [tenthsOf(points[at]), tenthsOf(points[at + 1])];
      path += spaced(nextX - x, at === 2 ? 'l' : ' ') + spaced(nextY - y, ' ');
      [x, y] = [nextX, nextY];
    }
    path += `${points.length > 2 ? '' : 'l'}${closed ? 'z' : ''}`;
  }
  return path;
}

const tenthsOf = (value: number | undefined): number => Math.round((value as number) * 10);

/** A number after what parts it from the one before; a minus parts by itself. */
const spaced = (tenths: number, before: string): string => (tenths < 0 && before === ' ' ? '' : before) + written(tenths);

/** Tenths as a number in as few letters as SVG allows. Of whole numbers, which take a fraction of the time that others do. */
function written(tenths: number): string {
  const size = Math.abs(tenths);
  const whole = Math.trunc(size / 10);
  const part = size % 10;
  return `${tenths < 0 ? '-' : ''}${whole === 0 && part !== 0 ? '' : whole}${part === 0 ? '' : `.${part}`}`;
}
