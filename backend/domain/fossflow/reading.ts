import { WAYPOINTS_MAX } from '../../contract/limits.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import type { Palette } from './colours.ts';
import type { LocatedDiagram, LocatedView } from './diagram.ts';
import { isFields, type Fields } from './kept.ts';
import { OWN_KEY, type Findings } from './noun.ts';
import type { Names } from './views.ts';

/** What is known while a diagram becomes rows. */
export type Reading = Findings & { readonly diagram: LocatedDiagram; readonly palette: Palette; readonly names: Names; readonly viewIds: readonly string[] };

/** A view with what travelled for its own row: of the first view that is a part of it. */
export function travelling({ fields }: LocatedView, index: number): Fields & { readonly id: string } {
  if (index > 0) return fields;
  const { [OWN_KEY]: own, ...rest } = fields;
  return isFields(own) && own['view'] !== undefined ? { ...rest, [OWN_KEY]: own['view'] } : rest;
}

/** Tells where a connector goes through more tiles than a line of ours. */
export function warnOfTurns(pointer: string, anchors: number, warnings: Sentence[]): void {
  if (anchors > WAYPOINTS_MAX + 2) warnings.push(say('fossflow_waypoints', { pointer, limit: WAYPOINTS_MAX }));
}
