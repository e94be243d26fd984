import { css, type Rgb } from '../../scene/colour.ts';
import { lyingBox, standingBox, type OwnIcon } from '../../scene/own-icons.ts';
import { HALF_HEIGHT, HALF_WIDTH, type Size } from '../../scene/space.ts';
import type { Finish } from '../../scene/icons/coat.ts';
import { blank, sizeOf } from '../sprites.ts';

/** An icon with its image, in a state; `canvas` is the colour of the map's ground. */
type OwnPicture = { readonly icon: OwnIcon; readonly image: HTMLImageElement; readonly finish: Finish; readonly canvas: Rgb };

/** Paints an icon's image around the context's origin, which is scaled to world pixels: standing, or laid on the floor. */
export function drawOwnIcon(context: CanvasRenderingContext2D, { icon, image, finish, canvas }: OwnPicture): void {
  const size = sizeOf(image);
  const picture = finish === 'plain' ? image : withoutColours(image, size, finish === 'faded' ? css(canvas, FADING) : null);
  context.save();
  context.imageSmoothingQuality = 'high';
  if (!icon.is_isometric) context.transform(HALF_WIDTH, HALF_HEIGHT, -HALF_WIDTH, HALF_HEIGHT, 0, 0);
  const { x, y, width, height } = icon.is_isometric ? standingBox(size, icon.scale) : lyingBox(size, icon.scale);
  context.drawImage(picture, x, y, width, height);
  context.restore();
}

/** Longest side of an image whose colours are taken away: it is small on the map. */
const GREY_SIDE = 256;

/** How far an image fades into the ground. */
const FADING = 0.38;

/** The image without its colours, or faded into the ground: not clear, so that nothing behind it shines through. */
function withoutColours(image: HTMLImageElement, size: Size, ground: string | null): HTMLCanvasElement {
  const part = Math.min(1, GREY_SIDE / Math.max(size.width, size.height));
  const { picture, context } = blank(Math.ceil(size.width * part), Math.ceil(size.height * part));
  const paint = (): void => context.drawImage(image, 0, 0, picture.width, picture.height);
  paint();
  context.globalCompositeOperation = ground === null ? 'saturation' : 'source-over';
  context.fillStyle = ground ?? '#000';
  context.fillRect(0, 0, picture.width, picture.height);
  // The fill has covered what was clear.
  context.globalCompositeOperation = 'destination-in';
  paint();
  return picture;
}
