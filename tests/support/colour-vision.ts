import { luminance, type Rgb } from '../../frontend/scene/colour.ts';

/** How somebody sees: with all cones, or without one kind of them. */
export const VISIONS = ['usual', 'protanopia', 'deuteranopia', 'tritanopia'] as const;
export type Vision = (typeof VISIONS)[number];

/** Source: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1, for linear RGB. */
const MATRICES: Readonly<Record<Vision, readonly (readonly [number, number, number])[]>> = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

type Triple = readonly [number, number, number];

/** Contrast 1…21 of two colours. Source: WCAG 2.2. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

/** The least distance between any two colours for somebody who sees so. */
export function leastDistance(colours: readonly Rgb[], vision: Vision): number {
  const seen = colours.map((colour) => labOf(seenBy(colour, vision)));
  let least = Infinity;
  for (const [at, one] of seen.entries()) for (const other of seen.slice(at + 1)) least = Math.min(least, distance(one, other));
  return least;
}

function seenBy(colour: Rgb, vision: Vision): Triple {
  const [red, green, blue] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Triple;
  return MATRICES[vision].map(([r, g, b]) => Math.min(1, Math.max(0, r * red + g * green + b * blue))) as unknown as Triple;
}

/** CIE L*a*b* under D65 of linear sRGB. */
function labOf([r, g, b]: Triple): Triple {
  const f = (value: number): number => (value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const RADIANS = Math.PI / 180;

/** CIEDE2000. Source: Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula" (2005). */
export function distance([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7)));
  const [x1, x2] = [a1 * (1 + g), a2 * (1 + g)];
  const [c1, c2] = [Math.hypot(x1, b1), Math.hypot(x2, b2)];
  const [h1, h2] = [hueOf(x1, b1), hueOf(x2, b2)];
  const isGrey = c1 * c2 === 0;
  const apart = isGrey ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin((apart / 2) * RADIANS);
  const [meanL, mean] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const sum = h1 + h2;
  const hue = isGrey ? sum : Math.abs(h1 - h2) <= 180 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
  const t = 1 - 0.17 * Math.cos((hue - 30) * RADIANS) + 0.24 * Math.cos(2 * hue * RADIANS) + 0.32 * Math.cos((3 * hue + 6) * RADIANS) - 0.2 * Math.cos((4 * hue - 63) * RADIANS);
  const turn = -Math.sin(60 * Math.exp(-(((hue - 275) / 25) ** 2)) * RADIANS) * 2 * Math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7));
  const light = (l2 - l1) / (1 + (0.015 * (meanL - 50) ** 2) / Math.sqrt(20 + (meanL - 50) ** 2));
  const chroma = (c2 - c1) / (1 + 0.045 * mean);
  const tone = dH / (1 + 0.015 * mean * t);
  return Math.sqrt(light ** 2 + chroma ** 2 + tone ** 2 + turn * chroma * tone);
}

const hueOf = (a: number, b: number): number => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / RADIANS + 360) % 360);
