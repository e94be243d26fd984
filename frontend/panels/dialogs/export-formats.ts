import { EXPORT_FORMATS, type ExportFormat } from '../../../backend/contract/formats.ts';
import { nowMs } from '../../state/clock.ts';
import type { Page } from '../../state/page.ts';

export type ExportFile = { readonly blob: Blob; readonly name: string };

/** One way to take the map away. Its words are `export_<id>` and `export_<id>_hint`, hyphens as underscores. */
export type ExportChoice = { readonly id: string; make(page: Page): Promise<ExportFile> };

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  json: '.json', yaml: '.yaml', fossflow: '-fossflow.json', 'fossflow-compact': '-fossflow-compact.json', csv: '-servers.csv', 'csv-connections': '-connections.csv',
};

/** A format that the daemon writes. */
const fromDaemon = (format: ExportFormat): ExportChoice => ({
  id: format,
  async make(page) {
    const response = await page.api.send('export', { query: { format } });
    return { blob: await response.blob(), name: nameOf(ENDINGS[format]) };
  },
});

/** A file's name with the day in it. */
export const nameOf = (ending: string): string => `unlimited-cluster-${new Date(nowMs()).toISOString().slice(0, 10)}${ending}`;

/** Everything the dialog offers, in its order. A new format is one more line here, and its words. */
export const EXPORT_CHOICES: readonly ExportChoice[] = [...EXPORT_FORMATS.map(fromDaemon)];
