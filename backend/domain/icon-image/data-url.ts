import { say } from '../../contract/sentence.ts';
import { ImageFault } from './image-fault.ts';

/** The bytes of a data URL (RFC 2397) and the media type it names, in lower case. Base64 and percent-encoded text are read. */
export function parseDataUrl(text: string): { readonly mediaType: string; readonly bytes: Uint8Array } {
  const comma = text.indexOf(',');
  const head = text.slice('data:'.length, comma).split(';').map((part) => part.trim().toLowerCase());
  if (!text.startsWith('data:') || comma === -1) throw new ImageFault(say('image_data_url'));
  const body = text.slice(comma + 1);
  return { mediaType: head[0] ?? '', bytes: head.includes('base64') ? fromBase64(body) : fromPercent(body) };
}

/** A data URL of bytes, in base64. */
export const dataUrlOf = (mediaType: string, bytes: Uint8Array): string => `data:${mediaType};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;

function fromBase64(text: string): Uint8Array {
  const plain = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) throw new ImageFault(say('image_base64'));
  return Buffer.from(plain, 'base64');
}

function fromPercent(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const plain = Buffer.alloc(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1, length += 1) {
    const code = bytes[at] === 0x25 ? parseInt(bytes.toString('latin1', at + 1, at + 3), 16) : NaN;
    plain[length] = Number.isNaN(code) ? bytes[at] as number : code;
    if (!Number.isNaN(code)) at += 2;
  }
  return plain.subarray(0, length);
}
