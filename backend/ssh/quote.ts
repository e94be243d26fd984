/** A value as one word of POSIX sh: in single quotes, which nothing but a single quote ends. Throws on NUL, which no word can hold. */
export function quoted(value: string): string {
  if (value.includes('\0')) throw new RangeError('A word of a command cannot hold NUL.');
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
