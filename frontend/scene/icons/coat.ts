import { fromOklch, hex, mix, parseColour, toOklch, type Rgb } from '../colour.ts';
import type { Coat, Tone } from './face.ts';

/** How a tone is painted, over the box around its face: flat, or passing into other colours downwards, to the right or outwards. */
export type Paint = {
  readonly way: 'flat' | 'down' | 'across' | 'ball';
  /** Part of the way 0…1, and the colour there as #rrggbb or #rrggbbaa. */
  readonly stops: readonly (readonly [at: number, colour: string])[];
};
export type Paints = Readonly<Record<Tone, Paint>>;

/** How a state changes an icon: it fades, greys out, or stays. */
export type Finish = 'plain' | 'faded' | 'grey';

type IconTheme = {
  /** Lightness and chroma of the body's top, left, middle and right, and its hue. */
  readonly body: readonly [top: number, left: number, mid: number, right: number, chroma: number, hue: number];
  readonly dark: readonly [top: number, left: number, mid: number, right: number, chroma: number, hue: number];
  readonly accent: readonly [top: number, left: number, mid: number, right: number];
  readonly mark: number;
  readonly lamp: number;
  readonly ink: Rgb; readonly glass: Rgb; readonly sign: Rgb; readonly hollow: Rgb;
  readonly shine: string;
  readonly shadow: string;
  /** What a faded icon fades into, and how far. */
  readonly canvas: Rgb; readonly fading: number;
};

const c = parseColour;
const THEMES: Readonly<Record<'light' | 'dark', IconTheme>> = {
  light: {
    body: [0.98, 0.905, 0.85, 0.785, 0.022, 264], dark: [0.52, 0.42, 0.385, 0.345, 0.038, 264], accent: [0.805, 0.69, 0.63, 0.565], mark: 0.5, lamp: 0.86,
    ink: c('#2f3c59'), glass: c('#2c3a5c'), sign: c('#ffffff'), hollow: c('#8fa0c0'), shine: '#ffffffb0', shadow: '#1c2c5430', canvas: c('#f4f7fc'), fading: 0.36,
  },
  dark: {
    body: [0.885, 0.77, 0.7, 0.62, 0.032, 264], dark: [0.48, 0.4, 0.37, 0.33, 0.036, 264], accent: [0.73, 0.6, 0.54, 0.475], mark: 0.42, lamp: 0.84,
    ink: c('#0a1020'), glass: c('#141d34'), sign: c('#f6f8fd'), hollow: c('#5d6c8f'), shine: '#ffffff5c', shadow: '#00000066', canvas: c('#0e1523'), fading: 0.38,
  },
};

/** Hues of the states red, amber and green in Oklch, which an accent leaves to them. */
const STATE_HUES = [22, 72, 156];
const MOST_CHROMA = 0.105;
const LEAST_CHROMA = 0.048;
const STATE_REACH = 50;

/** The most chroma an accent of this hue may have, so that no type's colour is taken for a state. */
export function mostChroma(hue: number): number {
  const away = Math.min(...STATE_HUES.map((state) => Math.abs(((hue - state + 540) % 360) - 180)));
  return LEAST_CHROMA + (MOST_CHROMA - LEAST_CHROMA) * Math.min(1, (away / STATE_REACH) ** 2);
}

/** The paints of an icon whose accent is this colour, given as #rrggbb. */
export function paintsOf(themeName: 'light' | 'dark', accent: string, finish: Finish = 'plain'): Paints {
  const theme = THEMES[themeName];
  const [, chroma, hue] = toOklch(parseColour(accent));
  const own = Math.min(chroma, mostChroma(hue));
  const shade = (lightness: number, by = own): Rgb => fromOklch([lightness, by, hue]);
  const finished = (colour: Rgb): string => hex(finishOf(colour, finish, theme));
  const flat = (colour: Rgb): Paint => ({ way: 'flat', stops: [[0, finished(colour)]] });
  return {
    ...sides('body', theme.body.slice(0, 4), (lightness) => finished(greyish(lightness, theme.body[4], theme.body[5]))),
    ...sides('dark', theme.dark.slice(0, 4), (lightness) => finished(greyish(lightness, theme.dark[4], theme.dark[5]))),
    ...sides('accent', theme.accent, (lightness) => finished(shade(lightness))),
    glass: down(finished(mix(theme.glass, [255, 255, 255], 0.13)), finished(theme.glass)),
    sign: flat(theme.sign), mark: flat(shade(theme.mark)), hollow: down(finished(mix(theme.hollow, theme.ink, 0.22)), finished(theme.hollow)), lamp: flat(shade(theme.lamp, own * 0.8)),
    ink: { way: 'flat', stops: [[0, hex(finish === 'faded' ? mix(theme.ink, theme.canvas, theme.fading - 0.1) : theme.ink)]] },
    shine: { way: 'flat', stops: [[0, theme.shine]] },
  } as Paints;
}

/** Colour of the shadow on the floor. */
export const shadowOf = (theme: 'light' | 'dark'): string => THEMES[theme].shadow;

/** Near white there is no room for colour: it would turn to another hue. */
const greyish = (lightness: number, chroma: number, hue: number): Rgb => fromOklch([lightness, chroma * Math.min(1, (1 - lightness) * 6 + 0.3), hue]);

const down = (from: string, to: string): Paint => ({ way: 'down', stops: [[0, from], [1, to]] });

function sides(coat: Coat, [top = 0, left = 0, mid = 0, right = 0]: readonly number[], at: (lightness: number) => string): Partial<Record<Tone, Paint>> {
  return {
    [`${coat}-top`]: down(at(top - 0.012), at(top + 0.012)),
    [`${coat}-left`]: down(at(left + 0.018), at(left - 0.026)),
    [`${coat}-mid`]: down(at(mid + 0.018), at(mid - 0.022)),
    [`${coat}-right`]: down(at(right + 0.018), at(right - 0.026)),
    [`${coat}-round`]: { way: 'across', stops: [[0, at(left - 0.03)], [0.22, at(left + 0.035)], [0.5, at(mid + 0.01)], [0.85, at(right)], [1, at(right + 0.02)]] },
    [`${coat}-ball`]: { way: 'ball', stops: [[0, at(top + 0.01)], [0.45, at(left)], [0.8, at(mid - 0.02)], [1, at(right)]] },
  };
}

function finishOf(colour: Rgb, finish: Finish, theme: IconTheme): Rgb {
  if (finish === 'plain') return colour;
  const [lightness, chroma, hue] = toOklch(colour);
  if (finish === 'grey') return fromOklch([lightness * 0.86, chroma * 0.3, hue]);
  return mix(fromOklch([lightness, chroma * 0.45, hue]), theme.canvas, theme.fading);
}
