import { describe, expect, test } from '@jest/globals';
import { pairsOf, printable, tableOf, widthOf } from '../../backend/cli/table.ts';

describe('tableOf', () => {
  const columns = [
    { title: 'NAME', text: ({ name }: { name: string }) => name },
    { title: 'CPU', text: ({ name }: { name: string }) => String(name.length), alignRight: true },
  ];

  test('lines columns up by what a terminal shows, numbers at the right', () => {
    expect(tableOf(columns, [{ name: 'web-1' }, { name: 'a longer name' }])).toBe([
      'NAME           CPU',
      'web-1            5',
      'a longer name   13', '',
    ].join('\n'));
  });

  test('gives wide characters two cells and marks none', () => {
    const [title, wide, narrow] = tableOf(columns, [{ name: '数据库' }, { name: 'abcdef' }]).split('\n');
    expect(title).toBe('NAME    CPU');
    expect(wide).toBe('数据库    3');
    expect(narrow).toBe('abcdef    6');
  });

  test('says nothing about no rows', () => expect(tableOf(columns, [])).toBe(''));

  test('dresses the padded text, so that colour does not move a column', () => {
    const dressed = tableOf([{ title: 'S', text: () => 'up', dress: (text: string) => `<${text}>` }, { title: 'T', text: () => 'x' }], [{}]);
    expect(dressed).toBe('S   T\n<up>  x\n');
  });
});

test.each([['web', 3], ['é', 1], ['e\u0301', 1], ['🌐', 2], ['🗄️', 2], ['服务', 4], ['', 0]])('widthOf %j is %d', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test('printable takes away what moves the cursor or turns the writing', () => {
  expect(printable('a\u001b[2Jb\u202ec\u0000')).toBe('a\ufffd[2Jb\ufffdc\ufffd');
});

test('pairsOf indents further lines of a value under its first', () => {
  expect(pairsOf([['id', 'web'], ['notes', 'one\ntwo']])).toBe('id     web\nnotes  one\n       two\n');
});
