import { EXPORT_FORMAT, EXPORT_VERSION } from '../contract/export.ts';
import type { Icon } from '../contract/icon.ts';
import type { IconImages } from './icon-images.ts';
import { iconInFile } from './icons.ts';
import type { Row } from './journal.ts';
import type { RowTable } from './tables/row-table.ts';
import type { Tables } from './tables/tables.ts';

const CHUNK_CHARACTERS = 64 * 1_024;

/**
 * The topology as text of contract/export.ts: rows in order of ids, keys in one order, nothing measured, no times, no secret.
 * The same topology is the same text. The tables are of a connection inside a transaction, so the whole is of one moment.
 */
export async function* exportTopology(tables: Tables, images: IconImages): AsyncGenerator<string> {
  const lists: readonly [key: string, table: RowTable<Row>, omit: readonly string[]][] = [
    ['servers', tables.servers, []], ['connections', tables.connections, []], ['clusters', tables.clusters, []],
    ['networks', tables.networks, []], ['server_types', tables.serverTypes, ['built_in']], ['icons', tables.icons, []], ['areas', tables.areas, []], ['texts', tables.texts, []],
    ['lines', tables.lines, []], ['views', tables.views, []],
  ];
  let chunk = `{"format":${JSON.stringify(EXPORT_FORMAT)},"version":${EXPORT_VERSION}`;
  for (const [key, table, omit] of lists) {
    chunk += `,\n"${key}":[`;
    let separator = '\n';
    for (const row of table.each()) {
      chunk += separator + (table.shape.noun === 'icons' ? JSON.stringify(iconInFile(row as Icon, images)) : textOf(row, omit));
      separator = ',\n';
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield chunk;
      chunk = '';
      // The main thread answers others between two chunks.
      await new Promise(setImmediate);
    }
    chunk += ']';
  }
  yield `${chunk}}\n`;
}

function textOf(row: Row, omit: readonly string[]): string {
  const { created_at: _created, updated_at: _updated, ...rest } = row as Row & { created_at?: string; updated_at?: string };
  return JSON.stringify(rest, omit.length === 0 ? undefined : (key, value: unknown) => (omit.includes(key) ? undefined : value));
}
