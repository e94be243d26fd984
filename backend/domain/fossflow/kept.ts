import { isDeepStrictEqual } from 'node:util';
import { EXTRA_MAX_LENGTH, EXTRAS_MAX } from '../../contract/limits.ts';
import type { Extras } from '../../contract/look.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** What of theirs ours cannot say: keys to set, and keys that are not there though ours would write them. */
export type Kept = { readonly set: Fields; readonly without: readonly string[] };

const NOTHING: Kept = { set: {}, without: [] };
const PROGRAM = 'fossflow';
/** Keys of extras that the text of one may fill. */
const PARTS_MAX = EXTRAS_MAX - 1;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Equal as JSON says it. */
export const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);

/** How a thing stands in their file where ours would write it otherwise. */
export const keptOf = (theirs: Fields, written: Fields): Kept => ({
  set: Object.fromEntries(Object.entries(theirs).filter(([key, value]) => value !== undefined && !isSame(value, written[key]))),
  without: Object.keys(written).filter((key) => theirs[key] === undefined),
});

/** Their spelling of what we write, as far as it still means what `row` says, or what we would write of it: all of it, else key by key. */
export function spelled(written: Fields, kept: Kept, row: Fields, meaningOf: (theirs: Fields) => Fields): Fields {
  const meaning = meaningOf(written);
  const isMeant = (theirs: Fields): boolean => Object.entries(meaningOf(theirs)).every(([key, value]) => isSame(value, meaning[key]) || isSame(value, row[key]));
  const whole = without({ ...written, ...kept.set }, kept.without);
  if (isMeant(whole)) return whole;
  let some = written;
  for (const [key, value] of Object.entries(kept.set)) {
    const next = { ...some, [key]: value };
    if (isMeant(next)) some = next;
  }
  for (const key of kept.without) {
    const next = without(some, [key]);
    if (isMeant(next)) some = next;
  }
  return some;
}

const without = (fields: Fields, keys: readonly string[]): Fields => Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));

/**
 * What a thing is after it travelled: ours was written as `base` reads and comes back as `theirs` reads. Where those are the same nobody touched it
 * and ours stands; where not, theirs does.
 */
export function merged(ours: Fields, base: Fields, theirs: Fields): Fields {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return Object.fromEntries([...keys].flatMap((key) => {
    const [own, before, now] = [ours[key], base[key], theirs[key]];
    if (isSame(before, now)) return own === undefined ? [] : [[key, own]];
    if (isFields(own) && isFields(before) && isFields(now)) return [[key, merged(own, before, now)]];
    return now === undefined ? [] : [[key, now]];
  }));
}

/** What is kept as extras of ours; null where it is too long for them. */
export function extrasOf({ set, without: missing }: Kept): Extras | null {
  if (Object.keys(set).length === 0 && missing.length === 0) return {};
  const text = JSON.stringify(inOrder({ ...(Object.keys(set).length > 0 && { set }), ...(missing.length > 0 && { without: missing.toSorted() }) }));
  const parts = partsOf(text);
  return parts.length > PARTS_MAX ? null : Object.fromEntries(parts.map((part, index) => [partName(index), part]));
}

/** With the keys of its objects in one order: who wrote them first decides nothing. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  return isFields(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, inOrder(inner)])) : value;
}

/** A text in parts that fit; no character is split. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = at + EXTRA_MAX_LENGTH;
    if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

const partName = (index: number): string => (index === 0 ? PROGRAM : `${PROGRAM}.${index + 1}`);
const isPart = (name: string): boolean => name === PROGRAM || name.startsWith(`${PROGRAM}.`);

/** What extras keep for FossFLOW. Nothing where somebody wrote there what is not ours. */
export function keptIn(extras: Extras): Kept {
  const text = Array.from({ length: EXTRAS_MAX }, (_, index) => extras[partName(index)] ?? '').join('');
  if (text === '') return NOTHING;
  try {
    const value: unknown = JSON.parse(text);
    if (!isFields(value)) return NOTHING;
    const { set, without: missing } = value;
    return { set: isFields(set) ? set : {}, without: Array.isArray(missing) ? missing.filter((key) => typeof key === 'string') : [] };
  } catch {
    // Free text of somebody else under this name says nothing to us.
    return NOTHING;
  }
}

/** The extras of other programs. */
export const othersIn = (extras: Extras): Extras => Object.fromEntries(Object.entries(extras).filter(([name]) => !isPart(name)));
