/** A family of series by name. `needle` is what its lines start with, behind the newline before them. */
export type Family = { readonly name: string; readonly needle: Buffer };

export const familyOf = (name: string): Family => ({ name, needle: Buffer.from(`\n${name}`, 'latin1') });

const NEWLINE = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Moves over the lines of a page in the Prometheus text format (0.0.4) without taking it apart. A family is looked for from the
 * last position onwards, and only then from the start: in the exporter's own order a whole page is passed over once.
 */
export class SeriesCursor {
  readonly #bytes: Buffer;
  readonly #absent: Set<Family>;
  #family: Family | null = null;
  /** The newline before the line that comes next. */
  #at = 0;
  /** Where the family under the cursor began, to come back to it. */
  #familyAt = 0;
  #labelsAt = 0;
  #labelsEnd = 0;
  #valueAt = 0;
  #lineEnd = 0;

  constructor(bytes: Buffer, absent: Set<Family>) {
    this.#bytes = bytes;
    this.#absent = absent;
  }

  /** Moves to the first series of a family; false if the page has none. */
  seek(family: Family): boolean {
    if (this.#absent.has(family)) return false;
    const found = this.#find(family, this.#at, this.#bytes.length) || this.#find(family, 0, this.#at + family.needle.length);
    // A family that appears later (a module loaded, a device added) is found when the connection is made anew.
    if (!found) this.#absent.add(family);
    this.#familyAt = found ? this.#at : this.#familyAt;
    return found && this.#take(family);
  }

  /** Moves to the series on the next line; false if that is not of the same family. */
  next(): boolean {
    const family = this.#family;
    if (family === null) return false;
    const { needle } = family;
    for (let index = 1; index < needle.length; index += 1) {
      if (this.#bytes[this.#lineEnd + index] !== needle[index]) return this.#leave();
    }
    this.#at = this.#lineEnd;
    return this.#isNameEnd(this.#at + needle.length) ? this.#take(family) : this.#leave();
  }

  /** Goes back to where the last family began. */
  rewind(): this {
    this.#at = this.#familyAt;
    return this;
  }

  /** The number of the only series of a family; NaN if there is none. */
  value(family: Family): number {
    return this.seek(family) ? this.number() : NaN;
  }

  /** The number of the series under the cursor. */
  number(): number {
    return numberAt(this.#bytes, this.#valueAt, this.#lineEnd);
  }

  /** A label of the series under the cursor; "" if it has none of that name. */
  label(name: string): string {
    const bytes = this.#bytes;
    let at = this.#labelsAt;
    while (at < this.#labelsEnd) {
      const isWanted = this.#isLabel(at, name);
      while (at < this.#labelsEnd && bytes[at] !== QUOTE) at += 1;
      const start = at + 1;
      let isEscaped = false;
      for (at = start; at < this.#labelsEnd && bytes[at] !== QUOTE; at += 1) {
        if (bytes[at] === BACKSLASH) { isEscaped = true; at += 1; }
      }
      if (isWanted) {
        const text = bytes.toString('utf8', start, at);
        return isEscaped ? text.replace(/\\(.)/g, (_escape, character: string) => (character === 'n' ? '\n' : character)) : text;
      }
      at += 1;
      while (at < this.#labelsEnd && (bytes[at] === COMMA || bytes[at] === SPACE)) at += 1;
    }
    return '';
  }

  #isLabel(at: number, name: string): boolean {
    for (let index = 0; index < name.length; index += 1) {
      if (this.#bytes[at + index] !== name.charCodeAt(index)) return false;
    }
    return this.#bytes[at + name.length] === 0x3d;
  }

  /** Puts the cursor before the first line of the family in a part of the page. */
  #find({ needle }: Family, from: number, to: number): boolean {
    const part = to === this.#bytes.length ? this.#bytes : this.#bytes.subarray(0, to);
    if (from <= 0 && this.#startsWith(needle)) {
      this.#at = -1;
      return true;
    }
    for (let found = part.indexOf(needle, Math.max(0, from)); found >= 0; found = part.indexOf(needle, found + 1)) {
      if (this.#isNameEnd(found + needle.length)) {
        this.#at = found;
        return true;
      }
    }
    return false;
  }

  /** Whether the page begins with the family, with no line before it. */
  #startsWith(needle: Buffer): boolean {
    return this.#bytes[0] === needle[1] && this.#bytes.subarray(0, needle.length - 1).equals(needle.subarray(1)) && this.#isNameEnd(needle.length - 1);
  }

  #isNameEnd(at: number): boolean {
    const byte = this.#bytes[at];
    return byte === OPEN || byte === SPACE;
  }

  /** Reads the shape of the line behind #at. */
  #take(family: Family): boolean {
    const bytes = this.#bytes;
    this.#family = family;
    const nameEnd = this.#at + family.needle.length;
    const end = bytes.indexOf(NEWLINE, nameEnd);
    this.#lineEnd = end < 0 ? bytes.length : end;
    if (bytes[nameEnd] === OPEN) {
      this.#labelsAt = nameEnd + 1;
      // A number has no brace, so the last one of the line ends the labels, whatever their values hold.
      this.#labelsEnd = bytes.lastIndexOf(CLOSE, this.#lineEnd - 1);
      if (this.#labelsEnd < this.#labelsAt) return this.#leave();
      this.#valueAt = this.#labelsEnd + 1;
    } else {
      this.#labelsAt = this.#labelsEnd = nameEnd;
      this.#valueAt = nameEnd;
    }
    return true;
  }

  #leave(): false {
    this.#at = Math.max(0, Math.min(this.#lineEnd, this.#bytes.length));
    this.#family = null;
    return false;
  }
}

const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/** The number that begins in a part of the page; a time stamp may follow it. NaN and infinities are numbers here. */
export function numberAt(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === SPACE) at += 1;
  const first = at;
  const isNegative = bytes[at] === 0x2d;
  if (isNegative) at += 1;
  let mantissa = 0;
  let digits = 0;
  let scale = 0;
  let hasPoint = false;
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte >= 0x30 && byte <= 0x39) {
      mantissa = mantissa * 10 + (byte - 0x30);
      if (mantissa > 0) digits += 1;
      if (hasPoint) scale -= 1;
    } else if (byte === 0x2e && !hasPoint) hasPoint = true;
    else break;
  }
  if (at < end && (bytes[at] === 0x65 || bytes[at] === 0x45)) {
    at += 1;
    const exponentIsNegative = bytes[at] === 0x2d;
    if (exponentIsNegative || bytes[at] === 0x2b) at += 1;
    let exponent = 0;
    for (; at < end && (bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39; at += 1) exponent = exponent * 10 + ((bytes[at] as number) - 0x30);
    scale += exponentIsNegative ? -exponent : exponent;
  }
  const isWhole = at > first && (at >= end || bytes[at] === SPACE || bytes[at] === 0x0d);
  // Up to 15 digits and 22 powers of ten both parts are exact, so one division rounds correctly (Clinger 1990). The rest is rare.
  if (!isWhole || digits > 15 || scale > 22 || scale < -22) return slowNumberAt(bytes, first, end);
  const value = scale < 0 ? mantissa / (POWERS[-scale] as number) : mantissa * (POWERS[scale] as number);
  return isNegative ? -value : value;
}

function slowNumberAt(bytes: Buffer, start: number, end: number): number {
  const [text = ''] = bytes.toString('latin1', start, end).trim().split(' ', 1);
  if (/^[+-]?inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return text === '' ? NaN : Number(text);
}
