import type { Site } from './layout.ts';

/** Servers that may be moved, by type, then by name, numbers in names counting as numbers: web2 before web10. */
export function byTypeAndName(site: Site): Uint32Array {
  const { texts, textOf, numbers } = readNames(site.names.split('\n'));
  const rank = new Uint32Array(texts.length);
  texts.map((_, text) => text).sort((a, b) => compare(texts[a] as string, texts[b] as string)).forEach((text, place) => { rank[text] = place; });
  // Hundreds share type and text: they are told apart by their numbers alone, which is quick.
  const alike = new Map<number, number[]>();
  for (let server = 0; server < site.count; server++) {
    if (site.pinned[server] === 1) continue;
    const key = (site.type[server] as number) * texts.length + (rank[textOf[server] as number] as number);
    const members = alike.get(key);
    if (members === undefined) alike.set(key, [server]);
    else members.push(server);
  }
  const keys = Float64Array.from(alike.keys()).sort();
  const byNumber = (a: number, b: number): number => (numbers[a] as number) - (numbers[b] as number) || a - b;
  return Uint32Array.from([...keys].flatMap((key) => alike.get(key)?.sort(byNumber) ?? []));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Names without their numbers, which hundreds of servers share, and the first two numbers of each as one. */
type Names = { readonly texts: readonly string[]; readonly textOf: Uint32Array; readonly numbers: Float64Array };

function readNames(names: readonly string[]): Names {
  const places = new Map<string, number>();
  const textOf = new Uint32Array(names.length);
  const numbers = new Float64Array(names.length);
  names.forEach((name, server) => {
    const { text, number } = readName(name);
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    textOf[server] = place;
    numbers[server] = number;
  });
  return { texts: [...places.keys()], textOf, numbers };
}

const ZERO = 48;
const NINE = 57;
/** Both numbers in one that is still exact. */
const SECOND = 1e7;
const FIRST_MOST = 1e8;

/** Read sign by sign: for 100,000 names an expression takes ten times as long. */
function readName(name: string): { text: string; number: number } {
  let [text, first, second] = ['', 0, 0];
  let [found, start, wasDigit] = [0, 0, false];
  for (let at = 0; at < name.length; at++) {
    const digit = name.charCodeAt(at) - ZERO;
    const isDigit = digit >= 0 && digit <= NINE - ZERO;
    if (isDigit) {
      if (!wasDigit) {
        text += `${name.slice(start, at)}#`;
        found++;
      }
      if (found === 1) first = first * 10 + digit;
      else if (found === 2) second = second * 10 + digit;
      start = at + 1;
    }
    wasDigit = isDigit;
  }
  return { text: text + name.slice(start), number: Math.min(first, FIRST_MOST) * SECOND + Math.min(second, SECOND - 1) };
}
