import type { Icon } from '../contract/icon.ts';
import type { ImportList } from '../contract/import-lists.ts';
import { EXPORT_LISTS, type ExportText } from '../domain/export-text.ts';
import type { IconImages } from './icon-images.ts';
import { iconInFile } from './icons.ts';
import type { Row } from './journal.ts';
import type { RowTable } from './tables/row-table.ts';
import type { Tables } from './tables/tables.ts';

const CHUNK_CHARACTERS = 64 * 1_024;

/**
 * The topology as text: rows in order of ids, nothing measured, no times, no secret. The tables are of a connection inside a
 * transaction, so the whole is of one moment.
 */
export async function* exportTopology(tables: Tables, images: IconImages, text: ExportText): AsyncGenerator<string> {
  let chunk = text.head;
  for (const list of EXPORT_LISTS) {
    chunk += text.begin(list);
    let isEmpty = true;
    for (const row of tableOf(tables, list).each()) {
      chunk += text.row(list, list === 'icons' ? iconInFile(row as Icon, images) : row, isEmpty);
      isEmpty = false;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield chunk;
      chunk = '';
      // The main thread answers others between two chunks.
      await new Promise(setImmediate);
    }
    chunk += text.end(list, isEmpty);
  }
  yield chunk + text.tail;
}

function tableOf(tables: Tables, list: ImportList): RowTable<Row> {
  return list === 'server_types' ? tables.serverTypes : tables[list];
}
