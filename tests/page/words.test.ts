import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT_IN_TYPES } from '../../backend/contract/built-in-types.ts';
import { FEED_NOUNS } from '../../backend/contract/change.ts';
import { EXPORT_FORMATS } from '../../backend/contract/formats.ts';
import { METRIC_NAMES } from '../../backend/contract/metric-names.ts';
import { TABLE_COLUMNS } from '../../frontend/state/table/order.ts';
import { AREA_BORDERS, ARROWS, LINE_DASHES, LINE_PATTERNS, TEXT_ORIENTATIONS } from '../../backend/contract/strokes.ts';
import { CATALOGUE, titleKeyOf } from '../../frontend/scene/icons/library/catalogue.ts';
import { CLUSTER_HEALTHS, CONNECTION_STATUSES, CONNECTION_TYPES, NETWORK_MODES, SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import { PICTURE_KINDS, PICTURE_PARTS } from '../../frontend/state/picture.ts';
import { LAYOUT_NAMES } from '../../frontend/scene/layouts/layout.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const SOURCES = readdirSync(join(root, 'frontend'), { recursive: true }).map(String)
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('dist')).map((file) => read(join('frontend', file)));
const CODE = SOURCES.join('\n');

const pageKeys = (language: string): Set<string> =>
  new Set(read(`lang/${language}`).split('\n').flatMap((line) => (line.startsWith('page_') ? [line.slice(5, line.indexOf('='))] : [])));

/** Keys that are put together from a word of the contract or of a list. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  state: [...SERVER_STATUSES, ...CONNECTION_STATUSES], health: CLUSTER_HEALTHS, connection: CONNECTION_TYPES,
  source: ['none', 'local', 'ssh', 'node_exporter', 'webmin', 'prometheus'], credential: ['ssh_key', 'password'], shape: ['chain', 'star', 'mesh'],
  selected: ['connection', 'cluster', 'network', 'area', 'text', 'line'], tool: ['area', 'text', 'line'], network_mode: NETWORK_MODES, clash: ['shared', 'outside'], width: ['normal', 'thin', 'thick', 'very_thick'],
  border: AREA_BORDERS, text_axis: TEXT_ORIENTATIONS, line_dash: LINE_DASHES, line_pattern: LINE_PATTERNS, line_arrow: ARROWS, type: BUILT_IN_TYPES.map(({ id }) => id),
  icon: CATALOGUE.map(titleKeyOf).flatMap((key) => (key?.startsWith('icon_') ? [key.slice(5)] : [])),
  metric: METRIC_NAMES.filter((name) => !['cpu_percent', 'memory_percent', 'disk_percent'].includes(name)),
  column: TABLE_COLUMNS, layout: LAYOUT_NAMES, spacing: ['compact', 'normal', 'wide'],
  layer: ['networks', 'clusters', 'areas', 'texts', 'lines', 'connections', 'labels'], by: ['region', 'network', 'cluster', 'type', 'none'],
  search_by: ['type', 'state', 'region', 'cluster', 'network', 'tag', 'ip', 'name', 'id'],
  colours_theme: ['auto', 'light', 'dark'], colours_contrast: ['auto', 'more', 'usual'],
  picture_kind: PICTURE_KINDS, picture_part: PICTURE_PARTS,
  end: ['from', 'to'],
  diff_noun: FEED_NOUNS.map((noun) => noun.replace('-', '_')), diff_op: ['add', 'change', 'remove'],
  export: EXPORT_FORMATS.map((format) => format.replace('-', '_')).flatMap((word) => [word, `${word}_hint`]),
  group: ['make', 'edit', 'clipboard', 'arrange', 'live', 'remove', 'select', 'view', 'file', 'page'],
};
const HINTS = MADE['source']?.map((kind) => `source_${kind}_hint`) ?? [];
const GESTURES = [...(/const GESTURES = \[([^\]]*)\]/.exec(CODE)?.[1] ?? '').matchAll(/'(\w+)'/g)].flatMap(([, name]) => [`gesture_${name ?? ''}`, `keys_${name ?? ''}`]);
const COUNTED = [...CODE.matchAll(/many\('(\w+)'/g)].map(([, key]) => key ?? '')
  .concat(SERVER_STATUSES.map((status) => `count_${status}`), ['done_maintenance_on', 'done_maintenance_off']).flatMap((key) => [`${key}_one`, `${key}_other`]);
const PLAIN = [...CODE.matchAll(/\bt\('(\w+)'/g)].map(([, key]) => key ?? '');
const ALTERNATIVES = [...CODE.matchAll(/\bt\([^()'`]*\? '(\w+)' : '(\w+)'/g)].flatMap(([, a, b]) => [a ?? '', b ?? '']);
const LABELS = [...CODE.matchAll(/\blabel: (?:\(page\) => \([^?]*\? )?'(\w+)'(?: : '(\w+)')?/g)].flatMap(([, a, b]) => [a ?? '', b ?? '']).filter(Boolean);
const TURNS = [...CODE.matchAll(/'(done_(?:undone|redone))'/g)].map(([, key]) => key ?? '');

/** What is selected, as menus and panels call it: t(item.kind). */
const KINDS = ['connection', 'area', 'text', 'line'];

const used = new Set([...PLAIN, ...ALTERNATIVES, ...COUNTED, ...LABELS, ...GESTURES, ...HINTS, ...TURNS, ...KINDS, ...Object.entries(MADE).flatMap(([prefix, words]) => words.map((word) => `${prefix}_${word}`))]);

describe('words of the page', () => {
  for (const language of ['en', 'es']) {
    test(`every word the page asks for is in lang/${language}`, () => {
      const known = pageKeys(language);
      expect([...used].filter((key) => !known.has(key))).toEqual([]);
    });
  }

  test('no word is kept that nobody asks for', () => {
    expect([...pageKeys('en')].filter((key) => !used.has(key))).toEqual([]);
  });

  test('no sentence stands in the code', () => {
    const offenders = SOURCES.flatMap((source) => [...source.matchAll(/>\s*([A-Z][a-z]+ [a-z]+[^<>{}`]*)</g)].map(([, text]) => text ?? ''))
      .filter((text) => !/[;=()]/.test(text));
    expect(offenders).toEqual([]);
  });
});
