import { SentenceError } from '../../errors.ts';

/** Why an image cannot be an icon: a sentence that reads on after its pointer. */
export class ImageFault extends SentenceError {
  override readonly name = 'ImageFault';
}
