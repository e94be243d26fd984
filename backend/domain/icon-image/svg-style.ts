import { PROPERTIES } from './svg-words.ts';

const COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/g;
const LOCAL_URL = /url\(\s*(?:#([\w.:-]+)|"#([\w.:-]+)"|'#([\w.:-]+)')\s*\)/gi;
/** What could name something outside, in whatever disguise. */
const REACHING = /\\|url\s*\(|@|image-set|image\s*\(|element\s*\(|src\s*\(|cross-fade|expression|attr\s*\(|var\s*\(|javascript:|</i;
const SELECTOR = /^[\w\s.#>*,:()[\]="'~+-]+$/;

/** Whether a value of a property or an attribute names nothing outside its own image. */
export const isLocal = (value: string): boolean => !REACHING.test(value.replace(LOCAL_URL, 'local'));

/** The parts of the same image that a value names. */
export const partsNamedIn = (value: string): string[] => [...value.matchAll(LOCAL_URL)].map(([, plain, double, single]) => plain ?? double ?? single ?? '');

/** What a text of CSS became, and what had to go: names of properties and rules. */
export type Styled = { readonly text: string; readonly gone: readonly string[] };

/** What is told of one text; the rest goes too. */
const GONE_MAX = 50;

/** Declarations with only known properties and local values. */
export function cleanDeclarations(text: string): Styled {
  const gone: string[] = [];
  const tell = (what: string): void => {
    if (gone.length < GONE_MAX) gone.push(what.slice(0, 40));
  };
  const kept = text.replace(COMMENT, '').split(';').map((part) => part.trim()).filter((part) => part !== '').flatMap((part) => {
    const colon = part.indexOf(':');
    const [property, value] = [part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim()];
    if (colon > 0 && PROPERTIES.has(property) && value !== '' && isLocal(value) && hasPairedQuotes(value) && !/[{}]/.test(value)) return [`${property}:${value}`];
    // Properties of other programs are no danger and of no use.
    if (colon < 1 || !/^-[a-z]/.test(property)) tell(colon < 1 ? part : property);
    return [];
  });
  return { text: kept.join(';'), gone };
}

/** A style sheet of plain rules; whatever begins with @ goes. */
export function cleanSheet(text: string): Styled {
  const gone: string[] = [];
  const kept: string[] = [];
  for (const { before, inside } of rulesOf(text.replace(COMMENT, '').replace(/<!--|-->/g, ''))) {
    const selector = before.trim().replace(/\s+/g, ' ');
    if (inside === null || !SELECTOR.test(selector)) {
      if (selector !== '') gone.push(selector.slice(0, 40));
      continue;
    }
    const declarations = cleanDeclarations(inside);
    gone.push(...declarations.gone);
    if (declarations.text !== '') kept.push(`${selector}{${declarations.text}}`);
  }
  return { text: kept.join(''), gone };
}

/** The rules of a sheet; `inside` is null where a rule holds rules, ends with a semicolon, or does not end. */
function rulesOf(text: string): { readonly before: string; readonly inside: string | null }[] {
  const rules: { before: string; inside: string | null }[] = [];
  let [start, open, depth, isNested] = [0, 0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '{') {
      depth += 1;
      if (depth === 1) [open, isNested] = [at, false];
      else isNested = true;
    } else if (letter === '}' && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      rules.push({ before: text.slice(start, open), inside: isNested ? null : text.slice(open + 1, at) });
      start = at + 1;
    } else if (letter === ';' && depth === 0) {
      rules.push({ before: text.slice(start, at), inside: null });
      start = at + 1;
    }
  }
  return [...rules, { before: text.slice(start), inside: null }];
}

const hasPairedQuotes = (value: string): boolean => value.split('"').length % 2 === 1 && value.split("'").length % 2 === 1;
