/** A number with at most two decimals, as short as SVG allows. */
export const short = (value: number): string => hundredths(Math.round(value * 100));

/** Hundredths as a number. Of whole numbers, which take a fraction of the time that others do. */
export function hundredths(count: number): string {
  if (!(Math.abs(count) < 2 ** 31)) return decimals(count / 100, 100);
  const size = Math.abs(count);
  const whole = Math.trunc(size / 100);
  const part = size % 100;
  const behind = part === 0 ? '' : part % 10 === 0 ? `.${part / 10}` : part < 10 ? `.0${part}` : `.${part}`;
  return `${count < 0 ? '-' : ''}${whole === 0 && part !== 0 ? '' : whole}${behind}`;
}

/** A number with at most four decimals, for the parts of a matrix, which are multiplied with whole texts. */
export const fine = (value: number): string => decimals(value, 10_000);

function decimals(value: number, parts: number): string {
  const rounded = Math.round(value * parts) / parts;
  return rounded === 0 ? '0' : String(rounded).replace(/^(-?)0\./, '$1.');
}

/** Text as it stands between tags or in an attribute. What XML 1.0 has no room for becomes U+FFFD. */
export function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what XML forbids
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A colour of CSS as the two things SVG 1.1 knows. */
export type Ink = { readonly colour: string; readonly opacity: number };

const inks = new Map<string, Ink>();

/** Reads `rgb(r g b / a)`, #rrggbb and #rrggbbaa, which are all that the marks write. Throws SyntaxError on anything else. */
export function inkOf(text: string): Ink {
  let ink = inks.get(text);
  if (!ink) {
    ink = readInk(text);
    inks.set(text, ink);
  }
  return ink;
}

function readInk(text: string): Ink {
  const [, red, green, blue, alpha] = /^rgb\((\d+) (\d+) (\d+)(?: \/ ([\d.]+))?\)$/.exec(text) ?? [];
  if (red !== undefined) return { colour: shortHex([red, green, blue].map((part) => Number(part).toString(16).padStart(2, '0')).join('')), opacity: Number(alpha ?? 1) };
  const [, hex, more] = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(text) ?? [];
  if (hex === undefined) throw new SyntaxError(`Not a colour the marks write: ${text}`);
  return { colour: shortHex(hex.toLowerCase()), opacity: more === undefined ? 1 : parseInt(more, 16) / 255 };
}

const shortHex = (hex: string): string => (/^(.)\1(.)\2(.)\3$/.test(hex) ? `#${hex[0]}${hex[2]}${hex[4]}` : `#${hex}`);
