/** Miniserv holds back what exceeds 1016 bytes of one TLS record until more comes; this leaves room. */
const FRAME_MAX_BYTES = 900;

/** One byte that means nothing: it frees what a relay holds back. */
export const NUDGE = '.';

/** The frames that replace the list of watched servers, none longer than 900 bytes. Ids are ASCII, so characters are bytes. */
export function framesOfWatch(ids: readonly string[]): string[] {
  const room = FRAME_MAX_BYTES - '{"watch":[],"more":true}'.length;
  const groups: string[][] = [[]];
  let used = 0;
  for (const id of ids) {
    if (used + id.length + 3 > room) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)?.push(id);
    used += id.length + 3;
  }
  return groups.map((watch, index) => JSON.stringify(index === groups.length - 1 ? { watch } : { watch, more: true }));
}
