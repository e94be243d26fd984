/** WOFF 1.0 files and the tables of the fonts in them. Source: W3C "WOFF File Format 1.0"; ISO/IEC 14496-22 (OpenType). */
import { inflateSync } from 'node:zlib';

/** The font in a WOFF file, as TrueType or OpenType. */
export function fontOfWoff(woff) {
  const count = woff.readUInt16BE(12);
  const entries = Array.from({ length: count }, (_, at) => {
    const place = 44 + at * 20;
    const [offset, packed, length, checksum] = [4, 8, 12, 16].map((more) => woff.readUInt32BE(place + more));
    const bytes = woff.subarray(offset, offset + packed);
    return { tag: woff.subarray(place, place + 4), checksum, data: packed < length ? inflateSync(bytes) : bytes };
  });
  const power = 2 ** Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  [count, power * 16, Math.log2(power), (count - power) * 16].forEach((value, at) => head.writeUInt16BE(value, 4 + at * 2));
  let offset = head.length;
  const parts = entries.map(({ tag, checksum, data }, at) => {
    tag.copy(head, 12 + at * 16);
    [checksum, offset, data.length].forEach((value, field) => head.writeUInt32BE(value, 16 + at * 16 + field * 4));
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    offset += padded.length;
    return padded;
  });
  return Buffer.concat([head, ...parts]);
}

/** Widths of the characters a font has, in ems, by code point. */
export function widthsOf(font) {
  const tables = new Map(Array.from({ length: font.readUInt16BE(4) }, (_, at) => [font.toString('latin1', 12 + at * 16, 16 + at * 16), font.readUInt32BE(20 + at * 16)]));
  const unit = font.readUInt16BE(tables.get('head') + 18);
  const measured = font.readUInt16BE(tables.get('hhea') + 34);
  const widthOf = (glyph) => font.readUInt16BE(tables.get('hmtx') + Math.min(glyph, measured - 1) * 4) / unit;
  return new Map([...glyphsOf(font, tables.get('cmap'))].map(([code, glyph]) => [code, widthOf(glyph)]));
}

/** Glyphs by code point, of the first table of format 4. */
function glyphsOf(font, cmap) {
  const starts = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, at) => cmap + font.readUInt32BE(cmap + 8 + at * 8));
  const table = starts.find((start) => font.readUInt16BE(start) === 4);
  if (table === undefined) throw new Error('The font has no character map of format 4.');
  const segments = font.readUInt16BE(table + 6) / 2;
  const glyphs = new Map();
  for (let segment = 0; segment < segments; segment++) {
    const at = (column) => table + 14 + segment * 2 + segments * 2 * column + (column > 0 ? 2 : 0);
    const [end, start, delta, range] = [font.readUInt16BE(at(0)), font.readUInt16BE(at(1)), font.readUInt16BE(at(2)), font.readUInt16BE(at(3))];
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph = range === 0 ? code : font.readUInt16BE(at(3) + range + (code - start) * 2);
      if (glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
}
