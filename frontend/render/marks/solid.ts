import type { Face, Tone } from '../../scene/icons/solid.ts';
import { css, fromOklch, mix, parseColour, toned, toOklch, type Rgb } from '../colour.ts';
import type { Palette } from '../palette.ts';

/** Colour of every tone, for one accent. */
export type Coat = Readonly<Record<Tone, string>>;

/** How a state changes the body: it fades, greys out, or stays. */
export type Finish = 'plain' | 'faded' | 'grey';

/** The coat of a server whose type has this colour. */
export function coatOf(palette: Palette, accent: string, finish: Finish): Coat {
  const own = parseColour(accent);
  const shade = (at: 0 | 1 | 2): Rgb => toned(own, palette.accentLightness[at], palette.accentChroma);
  const tones: Record<Tone, Rgb> = {
    top: palette.top, left: palette.left, right: palette.right, dark: palette.dark, glass: palette.glass, sign: palette.sign, ink: palette.ink,
    'accent-top': shade(0), 'accent-left': shade(1), 'accent-right': shade(2), lamp: shade(0),
  };
  const finished = Object.entries(tones).map(([tone, colour]) => [tone, css(finishOf(colour, tone as Tone, finish, palette))]);
  return Object.fromEntries(finished) as Record<Tone, string>;
}

function finishOf(colour: Rgb, tone: Tone, finish: Finish, palette: Palette): Rgb {
  if (finish === 'plain') return colour;
  const [lightness, chroma, hue] = toOklch(colour);
  if (finish === 'grey') return tone === 'ink' ? colour : fromOklch([lightness * 0.86, chroma * 0.15, hue]);
  const away = palette.name === 'light' ? 0.5 : 0.38;
  return mix(fromOklch([lightness, chroma * 0.3, hue]), palette.canvas, tone === 'ink' ? away - 0.1 : away);
}

/** Paints faces around the context's origin; the context is scaled to world pixels, `k` device pixels each. */
export function drawFaces(context: CanvasRenderingContext2D, faces: readonly Face[], coat: Coat, k: number): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const { rings, closed, fill, stroke, width } of faces) {
    context.beginPath();
    for (const points of rings) trace(context, points, closed);
    if (fill) {
      context.fillStyle = coat[fill];
      context.fill('evenodd');
    }
    if (stroke) {
      // Far away an outline of full width would eat the body, a true one would vanish.
      context.lineWidth = Math.max(width, (closed ? 0.55 : 0.8) / k);
      context.strokeStyle = coat[stroke];
      context.globalAlpha = closed && k < 0.3 ? 0.62 : 1;
      context.stroke();
      context.globalAlpha = 1;
    }
  }
}

function trace(context: CanvasRenderingContext2D, points: readonly number[], closed: boolean): void {
  context.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let at = 2; at < points.length; at += 2) context.lineTo(points[at] as number, points[at + 1] as number);
  if (closed) context.closePath();
}
