import { LineCounter, parseDocument, type Document } from 'yaml';
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
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new ProblemError('malformed', say('yaml_malformed', { line, column: col, why: error.message }));
  }
  try {
    return document.toJS({ maxAliasCount: ALIASES_MAX });
  } catch (thrown) {
    throw new ProblemError('malformed', say('yaml_aliases', { why: messageOf(thrown) }), { cause: thrown });
  }
}

function documentOf(text: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter, uniqueKeys: true, prettyErrors: false, strict: true });
  } catch (error) {
    // Nesting of many thousands of levels ends the stack.
    throw new ProblemError('malformed', say('yaml_unreadable', { why: messageOf(error) }), { cause: error });
  }
}
