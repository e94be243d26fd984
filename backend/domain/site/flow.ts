/** Text that YAML 1.2 reads back as the same text without quotes, inside `{}` and `[]` too. */
const PLAIN = /^[A-Za-z_/.][A-Za-z0-9_/.@ +-]*$/;
/** Plain words that YAML 1.1 or 1.2 reads as something else. */
const NOT_TEXT = /^(?:null|true|false|yes|no|on|off|y|n|~|\.inf|\.nan|[-+.]?[0-9].*)$/i;

/** A value in YAML's flow style, on one line; JSON but for what needs no quotes. */
export function flow(value: unknown): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).filter(([, inner]) => inner !== undefined).map(([name, inner]) => `${key(name)}: ${flow(inner)}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** A key of a map. */
export const key = (name: string): string => (isPlain(name) ? name : JSON.stringify(name));

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !NOT_TEXT.test(text) && !text.endsWith(' ') && !/ #|: | -+>/.test(text);
}
