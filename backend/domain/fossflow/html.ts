const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: '\u00a0', hellip: '…', ndash: '–', mdash: '—', rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”' };
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;
/** What is not for reading: with all that stands inside. */
const UNREAD = /<(script|style|template|iframe|object|svg|math)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Rich text as the words that are read in it: paragraphs, breaks and list items on lines of their own. Nothing in the answer is markup. */
export function plainOf(html: string): string {
  const words = html.replace(UNREAD, '').replace(/<br\b[^>]*>\s*(?=<\/(?:p|div|li|h[1-6])>)/gi, '').replace(/<br\b[^>]*>|<\/(?:p|div|li|h[1-6]|blockquote|pre|tr)\s*>/gi, '\n').replace(/<\/?[a-z][^>]*>?/gi, '');
  return words.replace(ENTITY, characterOf).replace(CONTROL, '').replaceAll('\u00a0', ' ').replace(/\n+$/, '').replace(/^\n+/, '');
}

function characterOf(entity: string, decimal: string | undefined, hex: string | undefined, name: string | undefined): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Plain text as paragraphs of rich text, cut so that all of it stays within `limit` characters. */
export function htmlOf(text: string, limit: number): string {
  if (text === '') return '';
  let html = '';
  for (const line of text.split(/\r?\n/)) {
    const room = limit - html.length - '<p></p>'.length;
    if (room <= 0) break;
    const inside = line === '' ? '<br>' : cut(line, room);
    if (inside.length > room) break;
    html += `<p>${inside}</p>`;
  }
  return html;
}

/** As much of a line as stays within `limit` characters once it is escaped; no character is split. */
function cut(line: string, limit: number): string {
  const whole = escaped(line);
  if (whole.length <= limit) return whole;
  let some = '';
  for (const character of line) {
    const next = escaped(character);
    if (some.length + next.length > limit) break;
    some += next;
  }
  return some;
}
