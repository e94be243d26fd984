import { lyingBox, standingBox, type OwnIcon } from '../../scene/own-icons.ts';
import { HALF_HEIGHT, HALF_WIDTH, type Size } from '../../scene/space.ts';
import type { Finish } from '../../scene/icons/coat.ts';
import { blank } from '../sprites.ts';

/** How much of an image is left in a state that fades it. */
const FADED = 0.45;

/** Paints an icon's image around the context's origin, which is scaled to world pixels: standing, or laid on the floor. */
export function drawOwnIcon(context: CanvasRenderingContext2D, icon: OwnIcon, image: HTMLImageElement, finish: Finish): void {
  const size = { width: image.naturalWidth || 1, height: image.naturalHeight || 1 };
  const picture = finish === 'grey' ? greyed(image, size) : image;
  context.save();
  context.imageSmoothingQuality = 'high';
  if (finish === 'faded') context.globalAlpha = FADED;
  if (!icon.is_isometric) context.transform(HALF_WIDTH, HALF_HEIGHT, -HALF_WIDTH, HALF_HEIGHT, 0, 0);
  const { x, y, width, height } = icon.is_isometric ? standingBox(size, icon.scale) : lyingBox(size, icon.scale);
  context.drawImage(picture, x, y, width, height);
  context.restore();
}

/** Longest side of an image whose colours are taken away: it is small on the map. */
const GREY_SIDE = 256;

/** The image without its colours. */
function greyed(image: HTMLImageElement, size: Size): HTMLCanvasElement {
  const part = Math.min(1, GREY_SIDE / Math.max(size.width, size.height));
  const { picture, context } = blank(Math.ceil(size.width * part), Math.ceil(size.height * part));
  const paint = (): void => context.drawImage(image, 0, 0, picture.width, picture.height);
  paint();
  context.globalCompositeOperation = 'saturation';
  context.fillRect(0, 0, picture.width, picture.height);
  // The fill has covered what was clear.
  context.globalCompositeOperation = 'destination-in';
  paint();
  return picture;
}
