/** An image that was fetched and decoded, or null while it is on its way and where it cannot be had. */
type Image = HTMLImageElement | null;

let urlOf: ((hash: string) => string) | null = null;
const images = new Map<string, Image>();
const listeners = new Set<(hash: string) => void>();

/** Says where the images of icons are fetched from. */
export function imagesComeFrom(url: (hash: string) => string): void {
  urlOf = url;
}

/** Where the image of this hash is fetched from; null where nothing is. */
export const urlOfImage = (hash: string): string | null => urlOf?.(hash) ?? null;

/** Calls back when an image can be drawn; answers how to stop. */
export function onImage(listener: (hash: string) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The image of this hash, fetched once when first asked for: null until it is here. One that could not be fetched is asked for again after a reload. */
export function imageOf(hash: string): Image {
  const known = images.get(hash);
  if (known !== undefined || urlOf === null) return known ?? null;
  images.set(hash, null);
  const image = new Image();
  image.src = urlOf(hash);
  image.decode().then(
    () => {
      images.set(hash, image);
      for (const listener of listeners) listener(hash);
    },
    () => undefined,
  );
  return null;
}
