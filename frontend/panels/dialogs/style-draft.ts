import type { LineLabel, LineStyle } from '../../../backend/contract/look.ts';

/** Words of a choice that are no value: as it is on each, and as it is where nothing is said. */
export const UNCHANGED = '';
export const DEFAULT = 'default';
export const OWN = 'own';

/** A line's style as a form holds it. */
export type StrokeDraft = { readonly color: string; readonly own: string; readonly width: string; readonly dash: string; readonly pattern: string; readonly arrow: string };
export type LabelDraft = { readonly text: string; readonly position: string; readonly height: string; readonly lead: boolean; readonly strand: string };

const OWN_COLOUR = '#2563EB';

export const UNCHANGED_STROKE: StrokeDraft = { color: UNCHANGED, own: OWN_COLOUR, width: UNCHANGED, dash: UNCHANGED, pattern: UNCHANGED, arrow: UNCHANGED };
export const DEFAULT_STROKE: StrokeDraft = { color: DEFAULT, own: OWN_COLOUR, width: DEFAULT, dash: DEFAULT, pattern: DEFAULT, arrow: DEFAULT };
export const NEW_LABEL: LabelDraft = { text: '', position: '50', height: '0', lead: true, strand: '1' };

export const strokeDraftOf = ({ color, width, dash, pattern, arrow }: LineStyle): StrokeDraft => ({
  color: color === undefined ? DEFAULT : OWN, own: color ?? OWN_COLOUR, width: width === undefined ? DEFAULT : String(width), dash: dash ?? DEFAULT, pattern: pattern ?? DEFAULT, arrow: arrow ?? DEFAULT,
});

/** A style with the choices of a form made on it. What is default is not named. */
export function withStroke(style: LineStyle, draft: StrokeDraft): LineStyle {
  const chosen = Object.entries({
    color: draft.color === OWN ? draft.own : draft.color, width: draft.width, dash: draft.dash, pattern: draft.pattern, arrow: draft.arrow,
  }).filter(([, value]) => value !== UNCHANGED);
  const kept = Object.entries(style).filter(([key]) => !chosen.some(([named]) => named === key));
  const put = chosen.filter(([, value]) => value !== DEFAULT).map(([key, value]) => [key, key === 'width' ? Number(value) : value]);
  return Object.fromEntries([...kept, ...put]) as LineStyle;
}

export const labelDraftOf = ({ text, position_percent: position = 50, height = 0, lead = true, strand = 1 }: LineLabel): LabelDraft =>
  ({ text, position: String(position), height: String(height), lead, strand: String(strand) });

/** Labels that say something, without what is default anyway. */
export const labelsOf = (drafts: readonly LabelDraft[]): LineLabel[] => drafts.filter(({ text }) => text.trim() !== '').map(({ text, position, height, lead, strand }) => ({
  text: text.trim(),
  ...(Number(position) === 50 ? {} : { position_percent: Number(position) }), ...(Number(height) === 0 ? {} : { height: Number(height) }),
  ...(lead ? {} : { lead }), ...(strand === '1' ? {} : { strand: Number(strand) }),
}));
