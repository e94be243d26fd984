import { TILE_HEIGHT, TILE_WIDTH } from '../space.ts';
import { SEAM, type Face, type Tone } from './face.ts';
import { iconFaces } from './icons.ts';
import { paintsOf, shadowOf, type Paint, type Paints } from './coat.ts';

export type IconLook = {
  /** Accent, as #rrggbb. */
  readonly color?: string;
  readonly theme?: 'light' | 'dark';
  readonly shadow?: boolean;
};

const DEFAULT_COLOUR = '#7286b0';

/** The cell every icon stays in, in world pixels around the middle of its tile. */
export const CELL = { left: -TILE_WIDTH * 0.5, top: -TILE_HEIGHT * 1.2, width: TILE_WIDTH, height: TILE_HEIGHT * 1.72 };

/** One icon as an SVG document of its own, 142 × 141 units; a plain server where the set has no such icon. */
export function iconSvg(id: string, { color = DEFAULT_COLOUR, theme = 'light', shadow = true }: IconLook = {}): string {
  const paints = paintsOf(theme, color);
  const prefix = `${id.replace(/[^\w-]/g, '')}-${color.replace(/\W/g, '')}-${theme}-`;
  const drawn = facesSvg(iconFaces(id), paints, prefix, shadow ? shadowOf(theme) : null);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${CELL.left} ${CELL.top} ${CELL.width} ${CELL.height}">${definitions(paints, prefix, drawn)}${drawn}</svg>`;
}

/** The gradients that the drawing uses. */
export function definitions(paints: Paints, prefix: string, drawing: string): string {
  const used = (Object.entries(paints) as [Tone, Paint][]).filter(([tone]) => drawing.includes(`url(#${prefix}${tone})`));
  return `<defs>${used.map(([tone, paint]) => gradient(`${prefix}${tone}`, paint)).join('')}</defs>`;
}

function gradient(id: string, { way, stops }: Paint): string {
  const inside = stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`).join('');
  if (way === 'ball') return `<radialGradient id="${id}" cx=".34" cy=".28" r=".78">${inside}</radialGradient>`;
  return `<linearGradient id="${id}"${way === 'down' ? ' x2="0" y2="1"' : ''}>${inside}</linearGradient>`;
}

/** Faces as SVG elements, painted by what `definitions` of the same prefix define. */
export function facesSvg(faces: readonly Face[], paints: Paints, prefix: string, shadow: string | null): string {
  const shade = faces.flatMap((face) => (face.shade ? [face.shade] : []));
  return (shadow === null || shade.length === 0 ? '' : `<path d="${pathOf(shade, true)}"${filled(shadow)}/>`) + faces.map((face) => elementOf(face, paints, prefix)).join('');
}

function elementOf({ rings, closed, fill, stroke, width }: Face, paints: Paints, prefix: string): string {
  const own = fill ? (paints[fill].way === 'flat' ? paints[fill].stops[0]?.[1] ?? '' : `url(#${prefix}${fill})`) : null;
  // A hairline of its own colour closes the seam between a face and its neighbour.
  const around = stroke ? stroked(paints[stroke], width) : ` stroke="${own ?? ''}" stroke-width="${SEAM}"`;
  return `<path d="${pathOf(rings, closed)}"${own === null ? ' fill="none"' : filled(own)}${around}/>`;
}

const opacity = (colour: string): string => (colour.length === 9 ? String(Math.round(parseInt(colour.slice(7), 16) / 2.55) / 100) : '');

function filled(colour: string): string {
  const alpha = opacity(colour);
  return ` fill="${colour.slice(0, alpha ? 7 : undefined)}"${alpha ? ` fill-opacity="${alpha}"` : ''}`;
}

function stroked({ stops }: Paint, width: number): string {
  const colour = stops[0]?.[1] ?? '';
  const alpha = opacity(colour);
  return ` stroke="${colour.slice(0, 7)}"${alpha ? ` stroke-opacity="${alpha}"` : ''} stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"`;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

function pathOf(rings: readonly (readonly number[])[], closed: boolean): string {
  return rings.map((points) => {
    const pairs = Array.from({ length: points.length / 2 }, (_, at) => `${round(points[at * 2] as number)} ${round(points[at * 2 + 1] as number)}`);
    return `M${pairs.join('L')}${closed ? 'Z' : ''}`;
  }).join('');
}
