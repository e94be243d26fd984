import { paintsOf, shadowOf } from '../coat.ts';
import { TYPE_ICONS } from '../icons.ts';
import { CELL, drawIcon, type IconDrawing } from '../svg.ts';
import { CATALOGUE, ICON_COLLECTIONS, type CatalogueIcon } from './catalogue.ts';
import { LIBRARY } from './library.ts';

const COLUMNS = 8;
const PITCH_X = CELL.width + 14;
const PITCH_Y = CELL.height + 34;
const HEADLINE = 46;
const MARGIN = 28;

const PAPER = { light: { ground: '#f4f7fc', text: '#1f2a44', quiet: '#5b6882' }, dark: { ground: '#0e1523', text: '#e8eefb', quiet: '#9aabc8' } };

/** A picture of every icon with its id below it, by collection, as one SVG document. */
export function iconSheetSvg(theme: 'light' | 'dark'): string {
  const gradients = new Map<string, string>();
  const parts: string[] = [];
  let top = MARGIN;
  for (const collection of ICON_COLLECTIONS) {
    const icons = CATALOGUE.filter((icon) => icon.collection === collection);
    parts.push(`<text x="${MARGIN}" y="${top + 22}" font-size="20" font-weight="600" fill="${PAPER[theme].text}">${collection}</text>`);
    parts.push(...icons.map((icon, at) => cellOf(icon, theme, MARGIN + (at % COLUMNS) * PITCH_X, top + HEADLINE + Math.floor(at / COLUMNS) * PITCH_Y, gradients)));
    top += HEADLINE + Math.ceil(icons.length / COLUMNS) * PITCH_Y + MARGIN;
  }
  const width = MARGIN * 2 + COLUMNS * PITCH_X;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}" font-family="system-ui,sans-serif">`
    + `<defs>${[...gradients.values()].join('')}</defs><rect width="100%" height="100%" fill="${PAPER[theme].ground}"/>${parts.join('')}</svg>\n`;
}

function cellOf(icon: CatalogueIcon, theme: 'light' | 'dark', x: number, y: number, gradients: Map<string, string>): string {
  const { paths, gradients: own } = drawn(icon, theme);
  for (const [name, gradient] of own) gradients.set(name, gradient);
  const middle = x + PITCH_X / 2;
  return `<g transform="translate(${middle} ${y - CELL.top})">${paths}</g><text x="${middle}" y="${y + CELL.height + 14}" font-size="12" text-anchor="middle" fill="${PAPER[theme].quiet}">${icon.id}</text>`;
}

function drawn({ id, color }: CatalogueIcon, theme: 'light' | 'dark'): IconDrawing {
  const make = TYPE_ICONS[id] ?? LIBRARY[id];
  if (!make) throw new Error(`The catalogue names an icon that nothing draws: ${id}.`);
  // Only the gradients of the accent differ from icon to icon.
  return drawIcon(make(), paintsOf(theme, color), (tone) => (tone.startsWith('accent') ? `${tone}-${color.slice(1)}` : tone), shadowOf(theme));
}
