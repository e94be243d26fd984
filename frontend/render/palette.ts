import type { ThemeName } from './view.ts';
import { parseColour, type Rgb } from '../scene/colour.ts';

/** Every colour of one theme but those of icons, which scene/icons/coat.ts has. */
export type Palette = {
  readonly name: ThemeName;
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

export const LIGHT: Palette = {
  name: 'light',
  canvas: c('#f4f7fc'), grid: 'rgb(38 66 120 / 0.06)',
  regionFloor: c('#e9eef7'), regionRim: 'rgb(70 96 150 / 0.20)',
  clusterFloor: c('#f7f9fd'), clusterTint: 0.2, clusterRimTint: 0.62,
  ink: c('#33405c'),
  pad: c('#ffffff'), padRim: c('#c5d0e2'),
  status: [c('#8d99ad'), c('#1f9d61'), c('#e39a00'), c('#d92f3d'), c('#5f7597')],
  statusFar: [c('#c3cbd8'), c('#8fcfae'), c('#eba61c'), c('#dc3342'), c('#8b9cb8')],
  connection: [c('#a3b2ca'), c('#4f8ae0'), c('#98a2b3')],
  network: [c('#1b7f8c'), c('#7452b8'), c('#4a6593'), c('#a8447f')], networkTint: 0.075,
  halo: 'rgb(255 255 255 / 0.78)',
  text: c('#1f2a44'), textQuiet: c('#5b6882'), card: c('#ffffff'), cardRim: 'rgb(60 80 120 / 0.24)',
  select: c('#2f6df6'),
};

export const DARK: Palette = {
  name: 'dark',
  canvas: c('#0e1523'), grid: 'rgb(150 180 235 / 0.055)',
  regionFloor: c('#141d2f'), regionRim: 'rgb(130 160 220 / 0.20)',
  clusterFloor: c('#19243a'), clusterTint: 0.15, clusterRimTint: 0.5,
  ink: c('#0b1120'),
  pad: c('#243048'), padRim: c('#3d4d70'),
  status: [c('#7f8da6'), c('#35c27f'), c('#f5b32d'), c('#ff5560'), c('#7d95bd')],
  statusFar: [c('#56637d'), c('#38886a'), c('#eaa72b'), c('#f6505c'), c('#64799e')],
  connection: [c('#506180'), c('#5b9bff'), c('#6b778d')],
  network: [c('#4fb7c2'), c('#a98ff0'), c('#8fa9d6'), c('#dd86bb')], networkTint: 0.09,
  halo: 'rgb(9 14 26 / 0.72)',
  text: c('#e8eefb'), textQuiet: c('#9aabc8'), card: c('#1b2740'), cardRim: 'rgb(140 170 230 / 0.28)',
  select: c('#6ea2ff'),
};

export const paletteOf = (theme: ThemeName): Palette => (theme === 'dark' ? DARK : LIGHT);
