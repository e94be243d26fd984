import type { Embedded, EmbeddedImages } from '../../../frontend/render/svg/embedded.ts';
import { dataUrlOf } from '../../domain/icon-image/data-url.ts';
import { readIconImage } from '../../domain/icon-image/icon-image.ts';
import { ImageFault } from '../../domain/icon-image/image-fault.ts';
import { imageSize } from '../../domain/icon-image/image-size.ts';
import type { FaultList } from '../../domain/fault-list.ts';
import type { ImportFile } from '../../domain/import-file.ts';

/** The images of a file's icons, by the ids of the icons: read and cleaned as the daemon would. Adds a fault for each that it would refuse. */
export function imagesOf(file: ImportFile, faults: FaultList): EmbeddedImages {
  const images = new Map<string, Embedded>();
  for (const { pointer, id, draft } of file.icons) {
    if (draft.image === undefined) continue;
    try {
      const { image } = readIconImage(draft.image);
      images.set(id, { url: dataUrlOf(image.media_type, image.bytes), ...imageSize(image) });
    } catch (error) {
      if (!(error instanceof ImageFault)) throw error;
      faults.add(`${pointer}/image`, error.sentence);
    }
  }
  return images;
}
