import { say, type Sentence } from '../../contract/sentence.ts';
import { hexOf, isOurColour } from './colours.ts';
import type { LocatedDiagram } from './diagram.ts';
import { isIsoflowIcon, ourIconIn } from './icons.ts';
import { isFields, type Fields, type Kept } from './kept.ts';
import type { DiagramColour, DiagramIcon } from './shape.ts';

/** Title of a diagram that we write, and its only view where it has no other. */
export const OUR_TITLE = 'Unlimited Cluster';
export const OUR_VIEW = { id: 'map', name: 'Map' };

/** Characters of pictures that are kept beside the facts of a diagram. */
const PICTURES_MAX = 90_000;

/** What a diagram says of itself as a whole, colours and icons that are not ours included. It is kept with the row of its first view. */
export type Facts = { readonly title?: string; readonly colors?: readonly DiagramColour[]; readonly icons?: readonly DiagramIcon[] } & Fields;

const NAME = 'model';

/** The facts of a diagram, of its icons only those that something uses. Pictures of the Isoflow set are everywhere; others are kept as long as there is room. */
export function factsOf({ facts: { icons = [], colors = [], ...facts }, items, isCompact }: LocatedDiagram, warnings: Sentence[]): Facts {
  const used = new Set(items.map(({ value }) => value.icon));
  const theirs = icons.filter(({ id }) => used.has(id) && ourIconIn(id) === null).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const foreign = isCompact ? [] : theirs.filter(({ id }) => !isIsoflowIcon(id));
  if (foreign.length > 0) warnings.push(say('fossflow_icons', { names: foreign.slice(0, 10).map(({ id }) => JSON.stringify(id)), count: foreign.length }));
  const pictured = withRoom(foreign);
  if (pictured.size < foreign.length) warnings.push(say('fossflow_pictures', { count: foreign.length - pictured.size }));
  const unread = colors.filter(({ value }) => hexOf(value) === null);
  if (unread.length > 0) warnings.push(say('fossflow_colours', { names: unread.slice(0, 10).map(({ value }) => JSON.stringify(value)) }));
  const kept = theirs.map(({ url = '', ...icon }): DiagramIcon => ({ ...icon, ...(pictured.has(icon.id) && { url }) }));
  const own = colors.filter((colour) => !isOurColour(colour));
  return { ...facts, ...(own.length > 0 && { colors: own }), ...(kept.length > 0 && { icons: kept }) };
}

/** Icons, the smallest pictures first, until there is no more room. */
function withRoom(icons: readonly DiagramIcon[]): ReadonlySet<string> {
  let room = PICTURES_MAX;
  const fitting = icons.toSorted((a, b) => (a.url ?? '').length - (b.url ?? '').length).filter(({ url = '' }) => {
    room -= url.length;
    return room >= 0;
  });
  return new Set(fitting.map(({ id }) => id));
}

/** Facts that say no more than a diagram of ours does. */
export const areOurs = (facts: Facts): boolean => Object.keys(facts).every((key) => key === 'title' || key === 'version' || key === 'fitToScreen') && (facts.title ?? OUR_TITLE) === OUR_TITLE;

export const keptFacts = (facts: Facts): Partial<Kept> => ({ set: { [NAME]: facts } });

/** The facts that the row of a first view keeps; null where it is not such a row. */
export const factsIn = ({ set }: Kept): Facts | null => (isFields(set[NAME]) ? set[NAME] : null);

/** An object without what is kept beside it. */
export const withoutFacts = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([key]) => key !== NAME));
