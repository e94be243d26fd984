import type { CsvKind } from '../contract/csv.ts';
import { EXPORT_FORMAT, EXPORT_VERSION, type ImportList } from '../contract/import-lists.ts';
import { connectionsCsv, serversCsv } from './csv/write.ts';
import { compactOf } from './fossflow/compact.ts';
import type { DrawIcon } from './fossflow/pictures.ts';
import { diagramOf } from './fossflow/write.ts';
import { siteHead, siteLine } from './site/write.ts';
import type { TopologyRows } from './topology-rows.ts';

type Row = { readonly id: string };

/** How an export is written, piece by piece: a head, lists of rows, a tail. */
export type ExportText = {
  readonly head: string;
  begin(list: ImportList): string;
  row(list: ImportList, row: Row, isFirst: boolean): string;
  end(list: ImportList, isEmpty: boolean): string;
  readonly tail: string;
};

/** The lists of an export, in order. */
export const EXPORT_LISTS: readonly ImportList[] = ['servers', 'connections', 'clusters', 'networks', 'server_types', 'icons', 'areas', 'texts', 'lines', 'views'];

const NOT_EXPORTED: ReadonlySet<string> = new Set(['created_at', 'updated_at', 'built_in']);

/** Our own format. The same topology is the same text: keys in one order, no times. */
export const JSON_TEXT: ExportText = {
  head: `{"format":${JSON.stringify(EXPORT_FORMAT)},"version":${EXPORT_VERSION}`,
  begin: (list) => `,\n${JSON.stringify(list)}:[`,
  row: (_list, row, isFirst) => (isFirst ? '\n' : ',\n') + JSON.stringify(Object.fromEntries(Object.entries(row).filter(([key]) => !NOT_EXPORTED.has(key)))),
  end: () => ']',
  tail: '}\n',
};

/** A site file in YAML: one line a row, only what differs from the default. */
export const yamlText = (title: string): ExportText => ({
  head: siteHead(title),
  begin: (list) => `${list}:`,
  row: (list, row, isFirst) => (isFirst ? '\n' : '') + siteLine(list, row),
  end: (list, isEmpty) => (isEmpty ? ` ${list === 'connections' ? '[]' : '{}'}\n` : ''),
  tail: '',
});

/** A diagram of FossFLOW, indented as it writes its own. `draw` makes the pictures of icons. */
export const fossflowText = (draw: DrawIcon): ExportText => wholeText((rows) => `${JSON.stringify(diagramOf(rows, draw), null, 2)}\n`, true);

/** The same in its compact form, which has no pictures. */
export const compactText = (): ExportText => wholeText((rows) => `${JSON.stringify(compactOf(diagramOf(rows, () => '')))}\n`, true);

/** Servers, or connections, as comma-separated values. */
export const csvText = (kind: CsvKind): ExportText => wholeText(kind === 'servers' ? serversCsv : connectionsCsv);

/** A text that can only be written once all rows are known. Of icons it has those that something shows, or none. */
function wholeText(write: (rows: TopologyRows) => string, hasIcons = false): ExportText {
  const rows = Object.fromEntries(EXPORT_LISTS.map((list) => [list, [] as Row[]])) as Record<ImportList, Row[]>;
  let shown: ReadonlySet<string> = new Set();
  return {
    head: '', end: () => '',
    begin(list) {
      if (list === 'icons' && hasIcons) shown = iconsShown(rows as unknown as TopologyRows);
      return '';
    },
    row(list, row) {
      if (list !== 'icons' || shown.has(row.id)) rows[list].push(row);
      return '';
    },
    get tail() {
      return write(rows as unknown as TopologyRows);
    },
  };
}

/** Icons that servers and types name. */
const iconsShown = ({ servers, server_types: types }: TopologyRows): ReadonlySet<string> =>
  new Set([...servers.flatMap(({ type, look }) => [type, look.icon ?? type]), ...types.map(({ icon }) => icon)]);
