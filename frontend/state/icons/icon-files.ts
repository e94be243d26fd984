import { t } from '../words.ts';

/** One picture of a file, to become an icon. */
export type PickedImage = { readonly name: string; readonly collection: string; readonly image: string; readonly isIsometric: boolean | null };

/** What could not be read, and why. */
export type FileFault = { readonly name: string; readonly why: string };
export type ReadFiles = { readonly images: readonly PickedImage[]; readonly faults: readonly FileFault[] };

/** Most bytes of one image; the daemon takes no more. */
const MOST_BYTES = 524_288;
/** Longest side of an image that is made smaller to fit. */
const SHRUNK_SIDE = 512;
/** Longest side the daemon takes. */
const MOST_SIDE = 4_096;

const IMAGE = /\.(svg|png|jpe?g|webp|gif)$/i;

/** Whether a file may be a picture, by its type or its name. */
export const isImageFile = ({ type, name }: File): boolean => type.startsWith('image/') || IMAGE.test(name);

/** Reads pictures and packs, one after the other; `onRead` hears how many are done. */
export async function readFiles(files: readonly File[], onRead: (done: number) => void): Promise<ReadFiles> {
  const images: PickedImage[] = [];
  const faults: FileFault[] = [];
  for (const [index, file] of files.entries()) {
    try {
      if (isImageFile(file)) images.push(await readImage(file));
      else if (/\.json$/i.test(file.name)) takePack(await file.text(), file.name, images, faults);
      else throw new Error(t('icons_no_image'));
    } catch (error) {
      faults.push({ name: file.name, why: error instanceof Error ? error.message : String(error) });
    }
    onRead(index + 1);
  }
  return { images, faults };
}

async function readImage(file: File): Promise<PickedImage> {
  const name = file.name.replace(/\.[^.]+$/, '').replace(/[_]+/g, ' ').trim() || file.name;
  return { name, collection: '', isIsometric: null, image: /svg/i.test(file.type) || /\.svg$/i.test(file.name) ? await readSvg(file) : await readPixels(file) };
}

async function readSvg(file: File): Promise<string> {
  if (file.size > MOST_BYTES) throw new Error(t('icons_too_large'));
  return urlOf(new Blob([await file.arrayBuffer()], { type: 'image/svg+xml' }));
}

/** Pixels as they came where the daemon takes them; larger ones are made smaller. */
async function readPixels(file: File): Promise<string> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) throw new Error(t('icons_broken'));
  const { width, height } = bitmap;
  const fits = file.size <= MOST_BYTES && Math.max(width, height) <= MOST_SIDE && /^image\/(png|jpeg|webp|gif)$/.test(file.type);
  if (fits) return urlOf(file);
  const part = Math.min(1, SHRUNK_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * part));
  canvas.height = Math.max(1, Math.round(height * part));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error(t('icons_broken'));
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}

function urlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => { resolve(reader.result as string); };
    reader.onerror = () => { reject(new Error(t('icons_broken'))); };
    reader.readAsDataURL(blob);
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Takes the icons of a pack as Isoflow and FossFLOW write it: {id, name, icons: [{id, name, url, collection, isIsometric}]}. */
function takePack(text: string, fileName: string, images: PickedImage[], faults: FileFault[]): void {
  const pack: unknown = JSON.parse(text);
  if (!isObject(pack) || !Array.isArray(pack['icons'])) throw new Error(t('icons_no_pack'));
  const title = textIn(pack['name']) || textIn(pack['id']) || fileName.replace(/\.json$/i, '');
  for (const icon of pack['icons'] as unknown[]) {
    const { id, name, url, collection, isIsometric } = isObject(icon) ? icon : {};
    const shown = textIn(name) || textIn(id) || fileName;
    if (textIn(url).startsWith('data:')) images.push({ name: shown.slice(0, 200), collection: (textIn(collection) || title).slice(0, 100), image: textIn(url), isIsometric: isIsometric !== false });
    else faults.push({ name: shown, why: t('icons_no_address') });
  }
}
