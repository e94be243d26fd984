// No imports: the page uses these at run time.

/** What a file of comma-separated values can hold. */
export type CsvKind = 'servers' | 'connections';

/** Fields of ours that a column can be, each with the headers that mean it without being told; `tags.<key>` besides. */
export const CSV_FIELDS: Readonly<Record<CsvKind, Readonly<Record<string, readonly string[]>>>> = {
  servers: {
    id: ['id'], name: ['name', 'nombre', 'server', 'servidor', 'servername', 'displayname', 'machine', 'node', 'device', 'computer', 'vm', 'maquina', 'nodo', 'equipo'], type: ['type', 'tipo', 'role', 'rol', 'servertype'],
    ip: ['ip', 'address', 'ipaddress', 'ipv4', 'direccion', 'direccionip'], region: ['region', 'datacenter', 'dc', 'site', 'location', 'ubicacion', 'sitio', 'zone', 'zona', 'availabilityzone'],
    hostname: ['hostname', 'host', 'fqdn'], os: ['os', 'operatingsystem', 'sistemaoperativo', 'so'], parent: ['parent', 'hypervisor', 'hipervisor'], networks: ['networks', 'network', 'redes', 'red'],
    x: ['x'], y: ['y'], maintenance: ['maintenance', 'mantenimiento'], notes: ['notes', 'notas', 'description', 'descripcion', 'comment', 'comments', 'comentario', 'comentarios', 'note'],
  },
  connections: {
    from: ['from', 'source', 'origin', 'origen', 'desde'], to: ['to', 'target', 'destination', 'destino', 'hasta'], type: ['type', 'tipo', 'protocol'],
    label: ['label', 'etiqueta', 'name', 'nombre', 'description', 'descripcion'],
  },
};

const TAG = /^tags\.[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** Whether a column of servers or connections can be this field. */
export const isCsvField = (kind: CsvKind, field: string): boolean => Object.hasOwn(CSV_FIELDS[kind], field) || (kind === 'servers' && TAG.test(field));

/** One row, and the line of the file it starts on, from 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };
/** A quote that never ends, or text after one that did. */
export type CsvFault = { readonly line: number; readonly column: number; readonly kind: 'open' | 'after' };
export type CsvText = { readonly delimiter: string; readonly rows: readonly CsvRow[]; readonly fault: CsvFault | null };

const DELIMITERS = [',', ';', '\t'];

/**
 * Rows of comma-separated values (RFC 4180; also with semicolons or tabs, with CR LF or LF, with a mark of byte order). Empty lines are no rows. It ends
 * at the first fault, and after `limit` rows.
 */
export function parseCsv(text: string, limit = Infinity): CsvText {
  const from = text.startsWith('\ufeff') ? 1 : 0;
  const delimiter = delimiterOf(text, from);
  const rows: CsvRow[] = [];
  let [at, line] = [from, 1];
  while (at < text.length && rows.length < limit) {
    const cells: string[] = [];
    const start = line;
    for (;;) {
      const cell = cellAt(text, at, delimiter);
      if ('kind' in cell) return { delimiter, rows, fault: { line: start, column: cells.length + 1, kind: cell.kind } };
      cells.push(cell.value);
      line += cell.lines;
      at = cell.end;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: start, cells });
  }
  return { delimiter, rows, fault: null };
}

type Cell = { readonly value: string; readonly end: number; readonly lines: number };

function cellAt(text: string, start: number, delimiter: string): Cell | { readonly kind: CsvFault['kind'] } {
  const isEnd = (at: number): boolean => at >= text.length || text[at] === delimiter || text[at] === '\n' || text[at] === '\r';
  if (text[start] !== '"') {
    let end = start;
    while (!isEnd(end)) end += 1;
    return { value: text.slice(start, end), end, lines: 0 };
  }
  for (let at = start + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { kind: 'open' };
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    if (!isEnd(quote + 1)) return { kind: 'after' };
    const inside = text.slice(start + 1, quote);
    return { value: inside.replaceAll('""', '"'), end: quote + 1, lines: inside.split('\n').length - 1 };
  }
}

/** What separates the most cells of the first line. */
function delimiterOf(text: string, from: number): string {
  const counts = new Map(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let isQuoted = false;
  for (let at = from; at < text.length && (isQuoted || text[at] !== '\n'); at += 1) {
    const character = text.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** Which field each column is, by its header; null where none is meant. No field is given twice. */
export function guessColumns(header: readonly string[]): { readonly kind: CsvKind; readonly fields: readonly (string | null)[] } {
  const connections = guess('connections', header);
  if (connections.includes('from') && connections.includes('to')) return { kind: 'connections', fields: connections };
  return { kind: 'servers', fields: guess('servers', header) };
}

function guess(kind: CsvKind, header: readonly string[]): (string | null)[] {
  const taken = new Set<string>();
  return header.map((title) => {
    const word = title.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\s_-]+/g, '');
    const field = kind === 'servers' && TAG.test(title.trim()) ? title.trim() : Object.entries(CSV_FIELDS[kind]).find(([, words]) => words.includes(word))?.[0];
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** A choice of columns as text: `name:Hostname,ip:Address`. A header with a comma or a quote in it stands in quotes. */
export const columnsText = (pairs: readonly (readonly [field: string, header: string])[]): string => csvLine(pairs.map(([field, header]) => `${field}:${header}`));

/** A row as text, without the end of its line. */
export const csvLine = (cells: readonly string[]): string => cells.map((cell) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
