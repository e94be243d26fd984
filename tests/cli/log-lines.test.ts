import { beforeEach, describe, expect, test } from '@jest/globals';
import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isErrorLine, lastLines, newLines, readableLine, textSince } from '../../backend/cli/log-lines.ts';
import { freshFolder } from './command-line.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = freshFolder();
  file = join(folder, 'a.log');
});

describe('lastLines', () => {
  test('reads the end of a file, oldest first', () => {
    writeFileSync(file, 'one\ntwo\nthree\n');
    expect(lastLines(file, 2)).toEqual({ lines: ['two', 'three'], end: 14 });
  });

  test('reads over the edge of a block, also within a character', () => {
    const long = 'ñ'.repeat(40_000);
    writeFileSync(file, `first\n${long}\n${long}x\n`);
    expect(lastLines(file, 3).lines).toEqual(['first', long, `${long}x`]);
  });

  test.each([[0, []], [5, ['only']]])('asked for %d answers %j', (count, lines) => {
    writeFileSync(file, 'only\n');
    expect(lastLines(file, count).lines).toEqual(lines);
  });
});

test('textSince answers what was added', () => {
  writeFileSync(file, 'old\n');
  appendFileSync(file, 'new\n');
  expect(textSince(file, 4)).toBe('new\n');
  expect(textSince(file, 8)).toBe('');
});

describe('newLines', () => {
  async function take(count: number, meanwhile: () => void, end = 0): Promise<string[]> {
    const stopping = new AbortController();
    const taken: string[] = [];
    setTimeout(meanwhile, 50);
    for await (const line of newLines(file, end, stopping.signal)) {
      taken.push(line);
      if (taken.length === count) stopping.abort();
      if (stopping.signal.aborted) break;
    }
    return taken;
  }

  test('waits for the end of a line that is being written', async () => {
    writeFileSync(file, '');
    const lines = take(2, () => {
      appendFileSync(file, 'half');
      setTimeout(() => appendFileSync(file, ' and half\nnext\n'), 400);
    });
    expect(await lines).toEqual(['half and half', 'next']);
  });

  test('reads a file that was cut short from its start', async () => {
    writeFileSync(file, 'before, and long\n');
    expect(await take(1, () => {
      truncateSync(file);
      appendFileSync(file, 'after\n');
    }, 17)).toEqual(['after']);
  });

  test('follows a file by its name when it is rotated away', async () => {
    writeFileSync(file, 'old\n');
    expect(await take(1, () => {
      renameSync(file, `${file}.1`);
      writeFileSync(file, 'of the new file\n');
    }, 4)).toEqual(['of the new file']);
  });
});

test('readableLine puts time, level and sentence first and leaves other lines alone', () => {
  expect(readableLine('{"level":40,"time":"2026-01-02T03:04:05.000Z","source":"ssh","server":"web 1","msg":"a poll failed"}'))
    .toBe('2026-01-02T03:04:05.000Z WARN  a poll failed source=ssh server="web 1"');
  expect(readableLine('Listening on http://127.0.0.1:8080')).toBe('Listening on http://127.0.0.1:8080');
  expect(readableLine('{"half":')).toBe('{"half":');
});

test('isErrorLine is true from error upwards', () => {
  expect([30, 40, 50, 60].map((level) => isErrorLine(JSON.stringify({ level, time: '' })))).toEqual([false, false, true, true]);
  expect(isErrorLine('plain')).toBe(false);
});
