import { ICON_MEDIA_TYPES, type IconMediaType } from '../../contract/icon.ts';
import { ICON_IMAGE_MAX_BYTES } from '../../contract/limits.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { parseDataUrl } from './data-url.ts';
import { ImageFault } from './image-fault.ts';
import { isRaster, rasterSize } from './raster.ts';
import { cleanSvg } from './svg.ts';

/** An image that can be shown to anybody. */
export type IconImage = { readonly media_type: IconMediaType; readonly bytes: Uint8Array };

/** The image of a data URL, SVG cleaned; `warnings` says what that took away. Throws ImageFault. */
export function readIconImage(dataUrl: string): { readonly image: IconImage; readonly warnings: readonly Sentence[] } {
  const { mediaType, bytes } = parseDataUrl(dataUrl);
  if (bytes.length === 0) throw new ImageFault(say('image_empty'));
  refuseLarge(bytes);
  if (isRaster(mediaType)) {
    rasterSize(mediaType, bytes);
    return { image: { media_type: mediaType, bytes }, warnings: [] };
  }
  if (mediaType !== 'image/svg+xml') throw new ImageFault(say('image_type', { type: JSON.stringify(mediaType.slice(0, 60)), types: [...ICON_MEDIA_TYPES] }));
  const { text, warnings } = cleanSvg(bytes);
  const cleaned = Buffer.from(text);
  refuseLarge(cleaned);
  return { image: { media_type: mediaType, bytes: cleaned }, warnings };
}

function refuseLarge({ length }: Uint8Array): void {
  if (length > ICON_IMAGE_MAX_BYTES) throw new ImageFault(say('image_bytes', { bytes: length, limit: ICON_IMAGE_MAX_BYTES }));
}
