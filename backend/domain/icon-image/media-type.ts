import type { IconMediaType } from '../../contract/icon.ts';

const SIGNS: readonly (readonly [IconMediaType, at: number, sign: string])[] = [
  ['image/png', 0, '\u0089PNG'], ['image/jpeg', 0, '\u00ff\u00d8\u00ff'], ['image/gif', 0, 'GIF8'], ['image/webp', 8, 'WEBP'],
];

/** What an image's own bytes say it is: servers of the web often name another type. What begins as markup is taken for SVG; null for anything else. */
export function mediaTypeOf(bytes: Buffer): IconMediaType | null {
  const head = bytes.toString('latin1', 0, 1_024);
  const found = SIGNS.find(([, at, sign]) => head.startsWith(sign, at));
  if (found !== undefined) return found[0];
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(head) ? 'image/svg+xml' : null;
}
