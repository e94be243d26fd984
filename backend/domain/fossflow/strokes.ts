import type { LineLabel, Stroke } from '../../contract/look.ts';
import { LINE_LABELS_MAX } from '../../contract/limits.ts';
import type { Palette } from './colours.ts';
import { clamped, LABEL_PIXELS } from './geometry.ts';
import { pixelsOf } from './items.ts';
import type { Fields } from './kept.ts';
import type { Connector, ConnectorLabel } from './shape.ts';
import { lineOf, textOf } from './words.ts';

const DASHES = { SOLID: 'solid', DASHED: 'dashed', DOTTED: 'dotted' } as const;
const PATTERNS = { SINGLE: 'single', DOUBLE: 'double', DOUBLE_WITH_CIRCLE: 'double_with_circle' } as const;

/** A connector that says no width has this one; FossFLOW writes it down with any change, so nobody need have chosen it. */
const USUAL_WIDTH = 10;

/** The label of a connection is the one whose id ends so. */
const OWN_LABEL = '-uc-label';
const isOwnLabel = ({ id }: { readonly id?: string }): boolean => id?.endsWith(OWN_LABEL) === true;

/** How a connector is drawn, in our words; only what differs from the default. */
export function strokeOf(connector: Connector, palette: Palette): Stroke {
  const { width, style = 'SOLID', lineType = 'SINGLE', showArrow = true } = connector;
  const color = palette.read(connector);
  const labels = labelsOf(connector).filter((label) => !isOwnLabel(label)).map(labelOf);
  return {
    ...(color !== null && { color }), ...(width !== undefined && width !== USUAL_WIDTH && { width: clamped(width / 100, 0.01, 1) }), ...(style !== 'SOLID' && { dash: DASHES[style] }),
    ...(lineType !== 'SINGLE' && { pattern: PATTERNS[lineType] }), ...(!showArrow && { arrow: 'none' }), ...(labels.length > 0 && { labels }),
  };
}

/** The label of the connection itself, which we write among the others. */
export const ownLabelOf = (connector: Connector): string => lineOf(connector.labels?.find(isOwnLabel)?.text ?? '');

/** Labels of a connector, those of older files too: in the middle, near the start, near the end. */
function labelsOf({ labels = [], description, startLabel, endLabel, startLabelHeight, centerLabelHeight, endLabelHeight }: Connector): readonly ConnectorLabel[] {
  if (labels.length > 0) return labels;
  const older = [[startLabel, 10, startLabelHeight], [description, 50, centerLabelHeight], [endLabel, 90, endLabelHeight]] as const;
  return older.flatMap(([text, position, height]) => (text === undefined || text === '' ? [] : [{ text, position, ...(height !== undefined && { height }) }]));
}

const labelOf = ({ text, position, height, line, showLine }: ConnectorLabel): LineLabel => ({
  text: textOf(text), position_percent: position, ...(height !== undefined && { height: clamped(height / LABEL_PIXELS, -20, 20) }),
  ...(showLine === false && { lead: false }), ...(line === '2' && { strand: 2 }),
});

const keyOf = <Key extends string>(table: Readonly<Record<Key, string>>, value: string): Key | undefined => (Object.keys(table) as Key[]).find((key) => table[key] === value);

/** How a line of ours is drawn, in theirs. A width that nobody chose is left to them. */
export function writeStroke(id: string, label: string, { color, width, dash = 'solid', pattern = 'single', arrow = 'end', labels = [] }: Stroke, palette: Palette): Fields {
  const own = label === '' ? [] : [{ id: id + OWN_LABEL, text: label, position: 50 }];
  const written = [...own, ...labels.map((one, index) => writeLabel(`${id}-label-${index + 1}`, one))].slice(0, LINE_LABELS_MAX);
  return {
    ...(color !== undefined && { color: palette.idOf(color) }), ...(width !== undefined && { width: Math.round(width * 1e8) / 1e6 }),
    ...(dash !== 'solid' && { style: keyOf(DASHES, dash) }), ...(pattern !== 'single' && { lineType: keyOf(PATTERNS, pattern) }),
    ...((arrow === 'none' || arrow === 'start') && { showArrow: false }), ...(written.length > 0 && { labels: written }),
  };
}

const writeLabel = (id: string, { text, position_percent: position = 50, height, lead = true, strand = 1 }: LineLabel): ConnectorLabel => ({
  id, text, position, ...(height !== undefined && { height: pixelsOf(height) }), ...(strand === 2 && { line: '2' }), ...(!lead && { showLine: false }),
});
