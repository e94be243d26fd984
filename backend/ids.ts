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

/** The first of `base`, `base-2`, `base-3`, … that is free, cut so that it stays within `maxLength`. */
export function freeIdOf(base: string, isTaken: (id: string) => boolean, maxLength = 63): string {
  if (!isTaken(base)) return base;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const id = base.slice(0, maxLength - suffix.length) + suffix;
    if (!isTaken(id)) return id;
  }
}
