import type { Connection } from '../../../backend/contract/connection.ts';
import type { LineStyle } from '../../../backend/contract/look.ts';
import type { ConnectionType } from '../../../backend/contract/statuses.ts';
import { labelDraftOf, labelsOf, strokeDraftOf, withStroke, type LabelDraft, type StrokeDraft } from './style-draft.ts';

/** A connection as its form holds it. `style` is as it was read; what the form shows of it stands beside. */
export type ConnectionDraft = {
  readonly type: ConnectionType;
  readonly label: string;
  readonly stroke: StrokeDraft;
  readonly labels: readonly LabelDraft[];
  readonly waypoints: LineStyle['waypoints'];
};

export const EMPTY_CONNECTION: ConnectionDraft = { type: 'standard', label: '', stroke: strokeDraftOf({}), labels: [], waypoints: undefined };

export const connectionDraftOf = ({ type, label, style }: Connection): ConnectionDraft =>
  ({ type, label, stroke: strokeDraftOf(style), labels: (style.labels ?? []).map(labelDraftOf), waypoints: style.waypoints });

function styleOf({ stroke, labels, waypoints }: ConnectionDraft): LineStyle {
  const said = labelsOf(labels);
  return { ...withStroke({}, stroke), ...(said.length === 0 ? {} : { labels: said }), ...(waypoints === undefined ? {} : { waypoints }) };
}

/** The body of a PATCH: what differs. In a merge patch, what a style no longer has is null. */
export function connectionPatchOf(before: ConnectionDraft, after: ConnectionDraft): object {
  const [old, now] = [styleOf(before), styleOf(after)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])] as (keyof LineStyle)[];
  const style = Object.fromEntries(keys.filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key])).map((key) => [key, now[key] ?? null]));
  return {
    ...(before.type === after.type ? {} : { type: after.type }),
    ...(before.label === after.label ? {} : { label: after.label }),
    ...(Object.keys(style).length === 0 ? {} : { style }),
  };
}
