/** Why an image cannot be an icon: a sentence that reads on after its pointer. */
export class ImageFault extends Error {
  override readonly name = 'ImageFault';
}
