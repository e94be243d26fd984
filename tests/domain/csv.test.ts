import { describe, expect, test } from '@jest/globals';
import { columnsText, guessColumns, parseCsv } from '../../backend/contract/csv.ts';
import { textOf, type Sentence } from '../../backend/contract/sentence.ts';
import { safeCell, textOfCell } from '../../backend/domain/csv/formula.ts';
import { listsOfCsv } from '../../backend/domain/csv/read.ts';
import { connectionsCsv, serversCsv } from '../../backend/domain/csv/write.ts';
import { FaultList } from '../../backend/domain/fault-list.ts';
import { ProblemError } from '../../backend/errors.ts';
import { largeSite } from '../support/large-site-rows.ts';
import { faultsIn } from '../support/fossflow.ts';

function read(text: string, columns?: string): { readonly servers: unknown[]; readonly connections: unknown[]; readonly faults: readonly string[]; readonly warnings: readonly string[] } {
  const faults = new FaultList();
  const warnings: Sentence[] = [];
  const lists = listsOfCsv(text, columns, faults, warnings);
  return { servers: lists.servers.map(({ value }) => value), connections: lists.connections.map(({ value }) => value), faults: faultsIn(faults), warnings: warnings.map((one) => textOf(one)) };
}

describe('parseCsv', () => {
  test.each<readonly [string, string, string, readonly (readonly string[])[]]>([
    ['commas', 'a,b\n1,2\n', ',', [['a', 'b'], ['1', '2']]], ['semicolons, with commas inside', 'a;b\r\n1,5;2\r\n', ';', [['a', 'b'], ['1,5', '2']]], ['tabs', 'a\tb\n1\t2', '\t', [['a', 'b'], ['1', '2']]],
    ['a mark of byte order', '\ufeffa,b\n', ',', [['a', 'b']]], ['quotes, delimiters and lines inside', '"a,""x""",b\n"1\n2",3', ',', [['a,"x"', 'b'], ['1\n2', '3']]],
    ['empty cells and lines', 'a,b\n\n,\n"",\n', ',', [['a', 'b'], ['', ''], ['', '']]], ['a delimiter in a quoted header', '"a;b;c",d\n1,2', ',', [['a;b;c', 'd'], ['1', '2']]], ['one column', 'name\nx', ',', [['name'], ['x']]],
    ['lines that end with CR', 'a,b\r1,2\r', ',', [['a', 'b'], ['1', '2']]],
  ])('%s', (_what, text, delimiter, rows) => {
    const parsed = parseCsv(text);
    expect([parsed.delimiter, parsed.rows.map(({ cells }) => cells), parsed.fault]).toEqual([delimiter, rows, null]);
  });

  test('rows know their line, also after cells of several lines', () => {
    expect(parseCsv('a\n"1\n2"\n\n3').rows.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  test('quotes that do not fit are a fault where they stand', () => {
    expect(parseCsv('a,b\n1,"x').fault).toEqual({ line: 2, column: 2, kind: 'open' });
    expect(parseCsv('a,b\n"x"y,1').fault).toEqual({ line: 2, column: 1, kind: 'after' });
  });
});

describe('columns', () => {
  test('are told by their headers, in Spanish too; none twice', () => {
    expect(guessColumns(['Hostname', 'IP Address', 'Dirección IP', 'Tipo', 'tags.env', 'Zona', 'Comentarios', 'Serial'])).toEqual({ kind: 'servers', fields: ['hostname', 'ip', null, 'type', 'tags.env', 'region', 'notes', null] });
    expect(guessColumns(['Source', 'Target', 'Label'])).toEqual({ kind: 'connections', fields: ['from', 'to', 'label'] });
  });

  test('or chosen, headers with commas in quotes', () => {
    const columns = columnsText([['name', 'Host, full'], ['ip', 'Address'], ['tags.env', 'Stage']]);
    expect(read('"Host, full",Address,Stage,Other\nWeb 1,10.0.0.1,prod,x\n', columns)).toEqual({
      servers: [{ name: 'Web 1', ip: '10.0.0.1', tags: { env: 'prod' } }], connections: [], faults: [], warnings: ['Columns that are not read: "Other".'],
    });
  });

  test('that are not there, or are nothing of ours, are faults; so is a table without names', () => {
    expect(read('a,b\n1,2', 'name:c,flavour:a').faults).toEqual(['/columns names the column "c", which is not there; there are "a", "b"', '/columns names "flavour", which no column can be']);
    expect(read('serial,b\n1,2').faults).toEqual(['/lines/1 must name a column for name, id or hostname; it has "serial", "b"']);
    expect(read('from,to\na,b', 'from:from').faults).toEqual(['/lines/1 must name a column for from and one for to; it has "from", "to"']);
  });
});

describe('servers and connections of a table', () => {
  test('each cell is what its column says; an empty one says nothing', () => {
    expect(read('Name;IP;X;Y;Maintenance;Networks;Parent;Tags.env;Notes\r\nWeb 1;10.0.0.1;1,5;-2;sí;lan dmz;Host A;prod;"two\nlines"\r\nDB;;;;;;;;\r\n').servers).toEqual([
      { name: 'Web 1', ip: '10.0.0.1', position: { x: 1.5, y: -2 }, maintenance: true, networks: ['lan', 'dmz'], parent: 'host-a', notes: 'two\nlines' }, { name: 'DB' },
    ]);
  });

  test('a host name is a name where there is no other', () => {
    expect(read('hostname\nweb1.example.org').servers).toEqual([{ name: 'web1.example.org', hostname: 'web1.example.org' }]);
  });

  test('faults name the line and the column', () => {
    expect(read('Name,Address,x,y,Maintenance\nok,10.0.0.1,1,2,no\nbad,999.1.1.1,east,2,perhaps\nhalf,,3,,\nmany,,,,,,more').faults.map((fault) => fault.split(' ')[0])).toEqual([
      '/lines/3/Address', '/lines/3/x', '/lines/3/Maintenance', '/lines/4/y', '/lines/5',
    ]);
  });

  test('a file that is no table is malformed', () => {
    expect(() => read('a,b\n"x')).toThrow(ProblemError);
    expect(() => read('')).toThrow('The file is empty: its first line must name the columns.');
  });

  test('connections name servers by id or name', () => {
    expect(read('from,to,type,label\nWeb 1,db1,database,reads').connections).toEqual([{ from: 'web-1', to: 'db1', type: 'database', label: 'reads' }]);
  });
});

describe('formulas', () => {
  test.each(['=1+1', '+1', '-1', '@sum', '\tx', '\'=1', '\'\'@x', 'plain', '\'quoted\'', 'a=b'])('%j comes back as itself, and no spreadsheet calculates it', (text) => {
    expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r]/);
    expect(textOfCell(safeCell(text))).toBe(text);
  });
});

describe('there and back', () => {
  test('what a table can say of servers and connections is the same again', () => {
    const rows = largeSite(40);
    const odd = { ...rows, servers: rows.servers.map((server, index) => ({ ...server, name: ['=cmd|x', '-5', 'a;b,"c"', '@x', 'ok'][index % 5] ?? '', notes: 'one\ntwo; "three"', tags: { ...server.tags, [`k${index % 3}`]: '=1' } })) };
    const { servers, faults } = read(serversCsv(odd));
    expect(faults).toEqual([]);
    expect(servers).toEqual(odd.servers.map(({ id, name, type, ip, region, hostname, os, parent, networks, position, maintenance, tags, notes }) => (
      { id, name, type, ip, region, hostname, os, ...(parent !== null && { parent }), networks, position, maintenance, tags, notes })));
    expect(read(connectionsCsv(rows)).connections).toEqual(rows.connections.map(({ from, to, type, label }) => ({ from, to, type, ...(label !== '' && { label }) })));
  });
});
