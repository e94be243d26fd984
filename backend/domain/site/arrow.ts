const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `from -> to`, and what follows a second space. */
export const ARROW = /^\s*(\S+)\s*->\s*(\S+)\s*$/;

/**
 * A connection as a site file writes it: `a -> b`, `a -> b: database`, `a -> b: {type: database, label: reads}`, or a row with from
 * and to. What is none of these is left as it is, so that the schema says what is wrong with it.
 */
export function connectionOf(row: unknown): unknown {
  if (typeof row === 'string') return endsOf(row) ?? row;
  if (!isObject(row)) return row;
  const [entry, ...others] = Object.entries(row);
  const ends = entry === undefined || others.length > 0 ? null : endsOf(entry[0]);
  if (entry === undefined || ends === null) return row;
  const [, more] = entry;
  if (typeof more === 'string') return { ...ends, type: more };
  return isObject(more) ? { ...ends, ...more } : more === null ? ends : row;
}

function endsOf(text: string): { from: string; to: string } | null {
  const [, from, to] = ARROW.exec(text) ?? [];
  return from === undefined || to === undefined ? null : { from, to };
}
