import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Fault } from '../contract/problem.ts';
import { FileFaults } from './failures.ts';

/** The faults of a file with the lines they stand on. */
export function faultsIn(name: string, text: string, faults: readonly Fault[]): FileFaults {
  const lineOf = linesOf(text);
  return new FileFaults(faults, faults.map(({ pointer, message }) => `${name}:${lineOf(pointer)}: ${pointer === '' ? '' : `${pointer} `}${message}`).join('\n'));
}

/**
 * The line on which a JSON pointer's value begins, in YAML or JSON; that of the deepest part that is there, where a file writes several
 * fields as one text. 1 where the text cannot be read at all.
 */
function linesOf(text: string): (pointer: string) => number {
  const counter = new LineCounter();
  const root: unknown = parseDocument(text, { lineCounter: counter, logLevel: 'silent' }).contents;
  return (pointer) => {
    let [node, offset] = [root, startOf(root) ?? 0];
    for (const part of pointer.split('/').slice(1).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))) {
      const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === part) : undefined;
      const next: unknown = pair === undefined ? (isSeq(node) ? node.items[Number(part)] : undefined) : pair.value;
      const start = startOf(pair?.key) ?? startOf(next);
      if (start === undefined) break;
      [node, offset] = [next, start];
    }
    return Math.max(1, counter.linePos(offset).line);
  };
}

const startOf = (node: unknown): number | undefined =>
  (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : undefined);
