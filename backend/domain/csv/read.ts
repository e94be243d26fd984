import { guessColumns, isCsvField, parseCsv, type CsvKind, type CsvRow } from '../../contract/csv.ts';
import { ID_PATTERN } from '../../contract/limits.ts';
import { IMPORT_CHECKS } from '../../contract/import-checks.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { ProblemError } from '../../errors.ts';
import { slugOf } from '../../ids.ts';
import type { FaultList } from '../fault-list.ts';
import { emptyLists, type RawLists, type RawRow } from '../import-file.ts';
import { textOfCell } from './formula.ts';

const ID = new RegExp(ID_PATTERN);
const YES: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', 'sí', 'si', 'x', 'on']);
const NO: ReadonlySet<string> = new Set(['false', 'no', 'n', '0', 'off']);

/** Columns of a file: each the field it is, or null, and its header. */
type Columns = { readonly kind: CsvKind; readonly fields: readonly (string | null)[]; readonly header: readonly string[] };

/**
 * Servers or connections of comma-separated values. `choice` says which column is what, as `field:header,field:header`; without it headers say so themselves.
 * An empty cell says nothing. Faults name the line and the column: `/lines/3/Address`. Throws `malformed` where quotes do not fit.
 */
export function listsOfCsv(text: string, choice: string | undefined, faults: FaultList, warnings: Sentence[]): RawLists {
  const { rows: [first, ...rows], fault } = parseCsv(text);
  if (fault !== null) throw new ProblemError('malformed', say(fault.kind === 'open' ? 'csv_open' : 'csv_after', { line: fault.line, column: fault.column }));
  if (first === undefined) throw new ProblemError('malformed', say('csv_empty'));
  const columns = columnsOf(first.cells.map((cell) => cell.trim()), choice, faults);
  if (columns === null) return emptyLists();
  const unread = columns.header.filter((title, index) => columns.fields[index] === null && title !== '');
  if (unread.length > 0) warnings.push(say('csv_unread', { columns: unread.slice(0, 20).map((title) => JSON.stringify(title)) }));
  return { ...emptyLists(), [columns.kind]: rows.flatMap((row) => rowOf(row, columns, faults)) };
}

function columnsOf(header: readonly string[], choice: string | undefined, faults: FaultList): Columns | null {
  const { kind, fields } = choice === undefined ? guessColumns(header) : chosen(header, choice, faults);
  const has = (field: string): boolean => fields.includes(field);
  const isEnough = kind === 'connections' ? has('from') && has('to') : has('name') || has('id') || has('hostname');
  if (!isEnough && faults.count === 0) faults.add('/lines/1', say(kind === 'connections' ? 'csv_no_ends' : 'csv_no_name', { columns: header.map((title) => JSON.stringify(title)) }));
  return isEnough && faults.count === 0 ? { kind, fields, header } : null;
}

function chosen(header: readonly string[], choice: string, faults: FaultList): { readonly kind: CsvKind; readonly fields: readonly (string | null)[] } {
  const pairs = (parseCsv(choice, 1).rows[0]?.cells ?? []).map((pair) => {
    const at = pair.indexOf(':');
    return { field: pair.slice(0, Math.max(at, 0)).trim(), title: pair.slice(at + 1).trim() };
  });
  const names = new Set(pairs.map(({ field }) => field));
  const kind: CsvKind = names.has('from') || names.has('to') ? 'connections' : 'servers';
  for (const { field, title } of pairs) {
    if (!isCsvField(kind, field)) faults.add('/columns', say('csv_no_field', { field: JSON.stringify(field) }));
    else if (!header.includes(title)) faults.add('/columns', say('csv_no_column', { column: JSON.stringify(title), columns: header.map((name) => JSON.stringify(name)) }));
  }
  return { kind, fields: header.map((title, index) => (header.indexOf(title) === index ? pairs.find((pair) => pair.title === title)?.field ?? null : null)) };
}

function rowOf({ line, cells }: CsvRow, { kind, fields, header }: Columns, faults: FaultList): RawRow[] {
  const pointer = `/lines/${line}`;
  if (cells.length > fields.length && cells.slice(fields.length).some((cell) => cell.trim() !== '')) {
    faults.add(pointer, say('csv_too_many', { cells: cells.length, columns: fields.length }));
    return [];
  }
  const said = fields.flatMap((field, index) => {
    const text = textOfCell((cells[index] ?? '').trim());
    return field === null || text === '' ? [] : [[field, text] as const];
  });
  if (said.length === 0) return [];
  const draft = kind === 'servers' ? serverOf(said) : connectionOf(said);
  const flaws = IMPORT_CHECKS[kind](draft);
  for (const flaw of flaws) faults.add(`${pointer}/${titleOf(flaw.pointer, fields, header)}`, flaw.message);
  return flaws.length > 0 ? [] : [{ pointer, value: draft }];
}

type Said = readonly (readonly [field: string, text: string])[];

function serverOf(said: Said): Record<string, unknown> {
  const fields = new Map(said);
  const [x, y] = [fields.get('x'), fields.get('y')].map((text) => (text === undefined ? undefined : numberOf(text)));
  const tags = said.filter(([field]) => field.startsWith('tags.')).map(([field, text]) => [field.slice('tags.'.length), text]);
  const plain = Object.fromEntries(said.filter(([field]) => ['id', 'name', 'type', 'ip', 'region', 'hostname', 'os', 'notes'].includes(field)));
  const { parent, networks, maintenance } = Object.fromEntries(fields);
  return {
    ...(plain['name'] === undefined && plain['id'] === undefined && plain['hostname'] !== undefined && { name: plain['hostname'] }), ...plain,
    ...(parent !== undefined && { parent: idOf(parent) }), ...(networks !== undefined && { networks: networks.split(/[\s,;|]+/).filter(Boolean) }),
    ...((x !== undefined || y !== undefined) && { position: { x, y } }), ...(maintenance !== undefined && { maintenance: truthOf(maintenance) }),
    ...(tags.length > 0 && { tags: Object.fromEntries(tags) as object }),
  };
}

function connectionOf(said: Said): Record<string, unknown> {
  return Object.fromEntries(said.map(([field, text]) => [field, field === 'from' || field === 'to' ? idOf(text) : text]));
}

/** A server may be named by its name: ids are made of names in the same way. */
const idOf = (text: string): string => (ID.test(text) ? text : slugOf(text) || text);

/** A number, with a comma for its point too. What is none stays a text, for the check to refuse. */
function numberOf(text: string): number | string {
  const value = Number(text.replace(',', '.'));
  return Number.isFinite(value) ? value : text;
}

function truthOf(text: string): boolean | string {
  const word = text.toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : text;
}

/** Header of the column from which a field came: the column of x for `/position/x`, of a tag for `/tags/env`. */
function titleOf(pointer: string, fields: readonly (string | null)[], header: readonly string[]): string {
  const [, field = '', inner = ''] = pointer.split('/');
  const index = fields.findIndex((name) => name === field || name === `tags.${inner}` || (field === 'position' && name === inner));
  return (header[index] ?? pointer.slice(1)).replaceAll('~', '~0').replaceAll('/', '~1');
}
