import { isScalar, LineCounter, parseDocument, visit, type Document, type YAMLMap } from 'yaml';
import { say } from '../../contract/sentence.ts';
import { messageOf, ProblemError } from '../../errors.ts';

/** Aliases a file may use: a few lines must not become gigabytes. */
const ALIASES_MAX = 100;
/** A tree of all of a file's words is kept while it is read, many times its size. */
const CHARACTERS_MAX = 33_554_432;

/** The value of YAML text (1.2, core schema; the same key twice is a fault). Throws `malformed` with line and column, `too_large` beyond 32 MiB. */
export function parseYaml(text: string): unknown {
  if (text.length > CHARACTERS_MAX) throw new ProblemError('too_large', say('yaml_too_large', { limit: CHARACTERS_MAX }));
  const lines = new LineCounter();
  const document = documentOf(text, lines);
  const fault = faultOf(document);
  if (fault !== null) {
    const { line, col } = lines.linePos(fault.at);
    throw new ProblemError('malformed', say('yaml_malformed', { line, column: col, why: fault.why }));
  }
  try {
    return document.toJS({ maxAliasCount: ALIASES_MAX });
  } catch (thrown) {
    throw new ProblemError('malformed', say('yaml_aliases', { why: messageOf(thrown) }), { cause: thrown });
  }
}

type YamlFault = { readonly at: number; readonly why: string };

/** The first thing that is wrong with a document, in the order of its text. */
function faultOf(document: Document): YamlFault | null {
  const [error] = document.errors;
  const twice = keyTwice(document);
  if (error === undefined) return twice;
  return twice !== null && twice.at < error.pos[0] ? twice : { at: error.pos[0], why: error.message };
}

/** The parser itself would hold each key of a map against all before it, which for ten thousand servers is most of its time. */
function keyTwice(document: Document): YamlFault | null {
  let found: YamlFault | null = null;
  visit(document, { Map: (_, map) => {
    const at = secondIn(map);
    if (at !== null && (found === null || at < found.at)) found = { at, why: 'Map keys must be unique' };
  } });
  return found;
}

function secondIn(map: YAMLMap): number | null {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) return key.range?.[0] ?? 0;
    seen.add(key.value);
  }
  return null;
}

function documentOf(text: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter, uniqueKeys: false, prettyErrors: false, strict: true });
  } catch (error) {
    // Nesting of many thousands of levels ends the stack.
    throw new ProblemError('malformed', say('yaml_unreadable', { why: messageOf(error) }), { cause: error });
  }
}
