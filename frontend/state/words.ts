declare global {
  /** Words of the page in the reader's language, set by a script of its own before the page's first line. */
  var unlimitedClusterWords: Readonly<Record<string, string>> | undefined;
}

/** The word or sentence of a key, `$1`, `$2` … replaced. A key without words shows itself, so that it is found. */
export function t(key: string, ...parts: readonly (string | number)[]): string {
  const text = globalThis.unlimitedClusterWords?.[key] ?? key;
  return parts.length === 0 ? text : text.replace(/\$(\d)/g, (mark, place: string) => {
    const part = parts[Number(place) - 1];
    return part === undefined ? mark : typeof part === 'number' ? number(part) : part;
  });
}

/** As `t`, with `_one` or `_other` added to the key by the language's rule; the count is `$1`. */
export function many(key: string, count: number, ...parts: readonly (string | number)[]): string {
  return t(`${key}_${rules().select(count) === 'one' ? 'one' : 'other'}`, count, ...parts);
}

/** Language of the document. */
export const language = (): string => document.documentElement.lang || 'en';

const cache = new Map<string, Intl.NumberFormat>();
let plural: Intl.PluralRules | undefined;
const rules = (): Intl.PluralRules => (plural ??= new Intl.PluralRules(language()));

/** A number as people of the language write it, with at most `digits` decimals. Groups from 1,000 on. */
export function number(value: number, digits = 0): string {
  const key = String(digits);
  let format = cache.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language(), { maximumFractionDigits: digits, useGrouping: true });
    cache.set(key, format);
  }
  return format.format(value);
}
