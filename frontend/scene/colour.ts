/** A colour as three numbers 0…255. */
export type Rgb = readonly [red: number, green: number, blue: number];
/** Lightness 0…1, chroma 0…0.4, hue in degrees. Source: Björn Ottosson, "A perceptual color space for image processing" (Oklab). */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** Reads #rgb and #rrggbb; anything else is the grey of things without a colour. */
export function parseColour(text: string): Rgb {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  if (short) return [1, 2, 3].map((at) => parseInt(`${short[at]}${short[at]}`, 16)) as unknown as Rgb;
  if (!/^#[0-9a-f]{6}$/i.test(text)) return [144, 164, 174];
  return [parseInt(text.slice(1, 3), 16), parseInt(text.slice(3, 5), 16), parseInt(text.slice(5, 7), 16)];
}

const written = new Map<number, string>();
const MOST_WRITTEN = 2_000;

/** As CSS writes it. Remembered: a map uses few colours, very often. */
export function css(colour: Rgb, alpha = 1): string {
  const [red, green, blue] = [Math.round(colour[0]), Math.round(colour[1]), Math.round(colour[2])];
  // Doubled, because the opacity takes a whole step.
  const key = ((red * 256 + green) * 256 + blue) * 2 + alpha;
  let text = written.get(key);
  if (text === undefined) {
    text = alpha === 1 ? `rgb(${red} ${green} ${blue})` : `rgb(${red} ${green} ${blue} / ${alpha})`;
    if (written.size >= MOST_WRITTEN) written.clear();
    written.set(key, text);
  }
  return text;
}

/** As #rrggbb. */
export const hex = (colour: Rgb): string => `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** `part` 0 is `a`, 1 is `b`. */
export const mix = (a: Rgb, b: Rgb, part: number): Rgb => [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];

/** Relative luminance 0…1, of which contrast is made. Source: WCAG 2.2. */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => linear(value / 255)) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function toOklch(colour: Rgb): Oklch {
  const [red, green, blue] = colour.map((value) => linear(value / 255)) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, Math.hypot(a, b), (Math.atan2(b, a) * 180) / Math.PI];
}

export function fromOklch([lightness, chroma, hue]: Oklch): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The colour's hue in another lightness, with its chroma cut at `most`: an accent that does not compete with states. */
export function toned(colour: Rgb, lightness: number, most: number): Rgb {
  const [, chroma, hue] = toOklch(colour);
  return fromOklch([lightness, Math.min(chroma, most), hue]);
}

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
function gamma(part: number): number {
  const value = part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
  return Math.min(255, Math.max(0, value * 255));
}
