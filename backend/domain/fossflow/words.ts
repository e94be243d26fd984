/** Characters that no line of ours may have. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]+/g;
// eslint-disable-next-line no-control-regex
const CONTROL_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Any text as one line. */
export const lineOf = (text: string): string => text.replace(CONTROL, ' ');

/** Any text without control characters; it may have several lines. */
export const textOf = (text: string): string => text.replace(CONTROL_IN_TEXT, '');

/** As much of a text as stays within `limit`; no character is split. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? text.slice(0, limit - 1) : text.slice(0, limit);
}

/** FossFLOW refuses files with longer ones. */
export const THEIR_NAME_MAX = 100;
export const THEIR_TEXT_MAX = 1_000;
