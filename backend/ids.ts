import { randomBytes } from 'node:crypto';

/** A fresh id of 96 random bits, as lower-case hexadecimal. */
export const randomId = (): string => randomBytes(12).toString('hex');

/** A secret of 256 random bits that can stand in a header or an address. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/**
 * An id made from a name: NFKD without marks, lower case, other characters a hyphen, at most 63 characters.
 * A name with nothing usable answers "".
 */
export function slugOf(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
}

/**
 * `base` if it is free, else one of `base-2`, `base-3`, …, cut so that it stays within `maxLength`. It is the first free one where
 * there are few; among many it is one whose predecessor is taken, found in a number of steps that grows with the logarithm.
 */
export function freeIdOf(base: string, isTaken: (id: string) => boolean, maxLength = 63): string {
  if (!isTaken(base)) return base;
  const numbered = (number: number): string => {
    const suffix = `-${number}`;
    return base.slice(0, maxLength - suffix.length) + suffix;
  };
  let [taken, free] = [1, 2];
  while (isTaken(numbered(free))) {
    taken = free;
    free = free < 16 ? free + 1 : free * 2;
  }
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (isTaken(numbered(middle))) taken = middle;
    else free = middle;
  }
  return numbered(free);
}
