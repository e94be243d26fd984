import { parseColour, type Rgb } from '../scene/colour.ts';
import { groundOf, hasContrast, isSafe, type Ground, type ThemeName } from '../scene/theme.ts';

/** Every colour of one theme but those of icons, which scene/icons/coat.ts has. */
export type Palette = {
  readonly name: ThemeName;
  readonly ground: Ground;
  readonly canvas: Rgb;
  readonly grid: string;
  /** Floor and rim of regions. */
  readonly regionFloor: Rgb;
  readonly regionRim: string;
  /** How much of its own colour a cluster's floor and rim take, on `clusterFloor`. */
  readonly clusterFloor: Rgb;
  readonly clusterTint: number;
  readonly clusterRimTint: number;
  /** What edges of floors are darkened with. */
  readonly ink: Rgb;
  /** The tile under a server that is well. */
  readonly pad: Rgb;
  readonly padRim: Rgb;
  /** One per SERVER_STATUSES: unknown, active, warning, inactive, maintenance. */
  readonly status: readonly Rgb[];
  /** The same, for areas of one colour on the farther levels: the healthy ones pale. */
  readonly statusFar: readonly Rgb[];
  /** One per CONNECTION_STATUSES: unknown, connected, disconnected. */
  readonly connection: readonly Rgb[];
  /** One per NETWORK_MODES: bridge, nat, vpc, vpn; and how much of it their ground takes. */
  readonly network: readonly Rgb[];
  readonly networkTint: number;
  readonly halo: string;
  readonly text: Rgb;
  readonly textQuiet: Rgb;
  readonly card: Rgb;
  readonly cardRim: string;
  readonly select: Rgb;
};

const c = parseColour;
const all = (colours: string): readonly Rgb[] => colours.split(' ').map(c);

export const LIGHT: Palette = {
  name: 'light', ground: 'light',
  canvas: c('#f4f7fc'), grid: 'rgb(38 66 120 / 0.06)',
  regionFloor: c('#e9eef7'), regionRim: 'rgb(70 96 150 / 0.20)',
  clusterFloor: c('#f7f9fd'), clusterTint: 0.2, clusterRimTint: 0.62,
  ink: c('#33405c'),
  pad: c('#ffffff'), padRim: c('#c5d0e2'),
  status: [c('#8d99ad'), c('#1f9d61'), c('#e39a00'), c('#d92f3d'), c('#5f7597')],
  statusFar: [c('#c3cbd8'), c('#8fcfae'), c('#eba61c'), c('#dc3342'), c('#8b9cb8')],
  connection: [c('#8496b6'), c('#4f8ae0'), c('#8792a6')],
  network: [c('#1b7f8c'), c('#7452b8'), c('#4a6593'), c('#a8447f')], networkTint: 0.075,
  halo: 'rgb(255 255 255 / 0.78)',
  text: c('#1f2a44'), textQuiet: c('#5b6882'), card: c('#ffffff'), cardRim: 'rgb(60 80 120 / 0.24)',
  select: c('#2f6df6'),
};

export const DARK: Palette = {
  name: 'dark', ground: 'dark',
  canvas: c('#0e1523'), grid: 'rgb(150 180 235 / 0.055)',
  regionFloor: c('#141d2f'), regionRim: 'rgb(130 160 220 / 0.20)',
  clusterFloor: c('#19243a'), clusterTint: 0.15, clusterRimTint: 0.5,
  ink: c('#0b1120'),
  pad: c('#243048'), padRim: c('#3d4d70'),
  status: [c('#7f8da6'), c('#35c27f'), c('#f5b32d'), c('#ff5560'), c('#7d95bd')],
  statusFar: [c('#56637d'), c('#38886a'), c('#eaa72b'), c('#f6505c'), c('#64799e')],
  connection: [c('#65779c'), c('#5b9bff'), c('#75819a')],
  network: [c('#4fb7c2'), c('#a98ff0'), c('#8fa9d6'), c('#dd86bb')], networkTint: 0.09,
  halo: 'rgb(9 14 26 / 0.72)',
  text: c('#e8eefb'), textQuiet: c('#9aabc8'), card: c('#1b2740'), cardRim: 'rgb(140 170 230 / 0.28)',
  select: c('#6ea2ff'),
};

const LIGHT_CONTRAST: Palette = {
  ...LIGHT, name: 'light-contrast',
  canvas: c('#ffffff'), grid: 'rgb(0 0 0 / 0.09)',
  regionFloor: c('#f6f6f6'), regionRim: 'rgb(0 0 0 / 0.75)',
  clusterFloor: c('#ffffff'), clusterTint: 0.08, clusterRimTint: 0.6,
  ink: c('#000000'),
  padRim: c('#565f70'),
  status: all('#4d5563 #00703c #9a5b00 #b3001b #2f4f8f'),
  statusFar: all('#6a7382 #2f8a5c #9a5b00 #b3001b #4a68a3'),
  connection: all('#5d6778 #0a4fc0 #565d69'),
  network: all('#005f6b #5a2ea6 #2c4a80 #8a1f62'), networkTint: 0.05,
  halo: 'rgb(255 255 255 / 0.95)',
  text: c('#000000'), textQuiet: c('#333a45'), cardRim: 'rgb(0 0 0 / 0.9)',
  select: c('#0038d8'),
};

const DARK_CONTRAST: Palette = {
  ...DARK, name: 'dark-contrast',
  canvas: c('#000000'), grid: 'rgb(255 255 255 / 0.13)',
  regionFloor: c('#0a0c11'), regionRim: 'rgb(255 255 255 / 0.75)',
  clusterFloor: c('#0d1119'), clusterTint: 0.08, clusterRimTint: 0.7,
  ink: c('#000000'),
  pad: c('#10151f'), padRim: c('#9aa6bd'),
  status: all('#a9b4c6 #3ddc84 #ffc02e #ff6b75 #8fb4ff'),
  statusFar: all('#8b97aa #2fae69 #ffc02e #ff6b75 #7b9ce0'),
  connection: all('#9aa6bb #79b0ff #a3acbb'),
  network: all('#5fd3df #bfa6ff #a9c3f2 #f49ad0'), networkTint: 0.06,
  halo: 'rgb(0 0 0 / 0.95)',
  text: c('#ffffff'), textQuiet: c('#d3d9e4'), card: c('#000000'), cardRim: 'rgb(255 255 255 / 0.9)',
  select: c('#8fbcff'),
};

/**
 * States that stay apart where red and green, or blue and green, look alike: blue for what is well, amber, a dark or a glowing red, violet.
 * Searched for the largest least distance (CIEDE2000) between any two under the three dichromacies. Source of their simulation: Machado,
 * Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009).
 */
const SAFE: Readonly<Record<string, Pick<Palette, 'status' | 'statusFar'>>> = {
  light: { status: all('#787c86 #0c87f2 #c07c12 #a31425 #6b2080'), statusFar: all('#c3c7cf #9ccbf8 #c98a24 #a31425 #8f5aa0') },
  dark: { status: all('#838994 #2196ff #ffd366 #e2502a #e0d8ff'), statusFar: all('#565d69 #2b6aa8 #ffd366 #ee5a32 #b3abd6') },
  'light-contrast': { status: all('#525459 #1a64f3 #9d6a00 #8a0014 #400067'), statusFar: all('#6e7178 #3b7bf5 #9d6a00 #8a0014 #5c2b7d') },
  'dark-contrast': { status: all('#8c8e94 #2b9dff #ffd52e #e65a30 #e6defc'), statusFar: all('#7b7d84 #2b84d6 #ffd52e #e65a30 #c9c0e6') },
};

const PALETTES = new Map<ThemeName, Palette>();

export function paletteOf(theme: ThemeName): Palette {
  let palette = PALETTES.get(theme);
  if (palette === undefined) {
    const [plain, contrast] = groundOf(theme) === 'dark' ? [DARK, DARK_CONTRAST] : [LIGHT, LIGHT_CONTRAST];
    const base = hasContrast(theme) ? contrast : plain;
    palette = isSafe(theme) ? { ...base, ...SAFE[base.name], name: theme } : base;
    PALETTES.set(theme, palette);
  }
  return palette;
}
