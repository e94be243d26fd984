import type { IconMediaType } from '../../contract/icon.ts';
import { ICON_SIDE_MAX } from '../../contract/limits.ts';
import { say } from '../../contract/sentence.ts';
import { ImageFault } from './image-fault.ts';

type Raster = Exclude<IconMediaType, 'image/svg+xml'>;
type Size = { readonly width: number; readonly height: number };

const READERS: Readonly<Record<Raster, (bytes: DataView) => Size | null>> = {
  'image/png': pngSize, 'image/jpeg': jpegSize, 'image/webp': webpSize, 'image/gif': gifSize,
};

export const isRaster = (mediaType: string): mediaType is Raster => Object.hasOwn(READERS, mediaType);

/** Width and height of an image as its header says. Throws ImageFault where the bytes are not of that type, or the sides out of bounds. */
export function rasterSize(mediaType: Raster, bytes: Uint8Array): Size {
  const size = sizeIn(READERS[mediaType], new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (size === null) throw new ImageFault(say('image_other', { type: mediaType }));
  const { width, height } = size;
  if (width < 1 || height < 1 || width > ICON_SIDE_MAX || height > ICON_SIDE_MAX) throw new ImageFault(say('image_sides', { width, height, limit: ICON_SIDE_MAX }));
  return size;
}

function sizeIn(read: (bytes: DataView) => Size | null, bytes: DataView): Size | null {
  try {
    return read(bytes);
  } catch (error) {
    // The header ends early.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function startsWith(bytes: DataView, text: string, at = 0): boolean {
  for (let index = 0; index < text.length; index += 1) if (bytes.getUint8(at + index) !== text.charCodeAt(index)) return false;
  return true;
}

/** IHDR comes first (W3C PNG, 5.6). */
function pngSize(bytes: DataView): Size | null {
  if (!startsWith(bytes, '\x89PNG\r\n\x1a\n') || !startsWith(bytes, 'IHDR', 12)) return null;
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
}

/** The logical screen (GIF89a, 18). */
function gifSize(bytes: DataView): Size | null {
  if (!startsWith(bytes, 'GIF87a') && !startsWith(bytes, 'GIF89a')) return null;
  return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) };
}

/** The first frame header of any kind (ITU T.81, B.2.2). */
function jpegSize(bytes: DataView): Size | null {
  if (bytes.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; ;) {
    while (bytes.getUint8(at) === 0xff && bytes.getUint8(at + 1) === 0xff) at += 1;
    if (bytes.getUint8(at) !== 0xff) return null;
    const marker = bytes.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: bytes.getUint16(at + 7), height: bytes.getUint16(at + 5) };
    if (marker === 0xd9 || marker === 0xda) return null;
    at += marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7) ? 2 : 2 + bytes.getUint16(at + 2);
  }
}

/** The canvas, or the one frame, in its three forms (RFC 9649, 2.5 to 2.7). */
function webpSize(bytes: DataView): Size | null {
  if (!startsWith(bytes, 'RIFF') || !startsWith(bytes, 'WEBP', 8)) return null;
  if (startsWith(bytes, 'VP8X', 12)) return { width: 1 + triple(bytes, 24), height: 1 + triple(bytes, 27) };
  if (startsWith(bytes, 'VP8L', 12)) {
    if (bytes.getUint8(20) !== 0x2f) return null;
    const bits = bytes.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (!startsWith(bytes, 'VP8 ', 12) || !startsWith(bytes, '\x9d\x01\x2a', 23)) return null;
  return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
}

const triple = (bytes: DataView, at: number): number => bytes.getUint16(at, true) | (bytes.getUint8(at + 2) << 16);
