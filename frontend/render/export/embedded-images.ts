import type { World } from '../../scene/world.ts';
import { urlOfImage } from '../own-images.ts';
import { lookOf } from '../sprites.ts';
import type { Embedded, EmbeddedImages } from '../svg/embedded.ts';

/** The images of people's own icons that servers of this map show, so that a picture can carry them. One that cannot be had is left out. */
export async function embeddedImagesOf(world: World): Promise<EmbeddedImages> {
  const hashes = new Set<string>();
  for (let server = 0; server < world.servers.count; server++) {
    const own = world.has(server) ? lookOf(world, server).own : undefined;
    if (own !== undefined) hashes.add(own.image_hash);
  }
  const found = await Promise.all([...hashes].map(async (hash) => [hash, await embedded(hash)] as const));
  return new Map(found.flatMap(([hash, image]) => (image === null ? [] : [[hash, image] as const])));
}

async function embedded(hash: string): Promise<Embedded | null> {
  const url = urlOfImage(hash);
  if (url === null) return null;
  try {
    const image = new Image();
    image.src = url;
    const [answer] = await Promise.all([fetch(url), image.decode()]);
    if (!answer.ok) return null;
    return { url: await asDataUrl(await answer.blob()), width: image.naturalWidth || 1, height: image.naturalHeight || 1 };
  } catch {
    // The daemon is away, or the icon was removed meanwhile: its servers show their type.
    return null;
  }
}

function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error(blob.type));
    reader.readAsDataURL(blob);
  });
}
