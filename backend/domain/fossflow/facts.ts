import type { IconInFile } from '../../contract/icon.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { hexOf, isOurColour } from './colours.ts';
import type { LocatedDiagram } from './diagram.ts';
import { ourIconIn } from './icons.ts';
import { isFields, isSame, type Fields, type Kept } from './kept.ts';
import { OWN_KEY } from './noun.ts';
import { drawnIcon, unsaidOf } from './own-icons.ts';
import type { DiagramColour, DiagramIcon } from './shape.ts';

/** Title of a diagram that we write, and its only view where it has no other. */
export const OUR_TITLE = 'Unlimited Cluster';
export const OUR_VIEW = { id: 'map', name: 'Map' };

/** What a diagram says of itself as a whole, colours and icons that are not ours included. It is kept with the row of its first view. */
export type Facts = { readonly title?: string; readonly colors?: readonly DiagramColour[]; readonly icons?: readonly DiagramIcon[] } & Fields;

const NAME = 'model';

/** What a diagram of ours says of itself: FossFLOW shows all of it when it opens it, and not its middle only. */
export const OUR_FACTS: Facts = { fitToView: true };

/** Characters of an address that is kept for a picture which is not in the file. */
const ADDRESS_MAX = 2_000;

/** The facts of a diagram, of its icons only those that something uses, without their pictures: those are in `rows`, or those of the Isoflow set, which are everywhere. */
export function factsOf({ facts: { icons = [], colors = [], ...facts }, items }: LocatedDiagram, rows: ReadonlyMap<string, IconInFile>, warnings: Sentence[]): Facts {
  const used = new Set(items.map(({ value }) => value.icon));
  const theirs = icons.filter(({ id }) => used.has(id) && ourIconIn(id) === null).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const kept = theirs.flatMap((icon) => keptIcon(icon, rows.get(icon.id)) ?? []);
  const unread = colors.filter(({ value }) => hexOf(value) === null);
  if (unread.length > 0) warnings.push(say('fossflow_colours', { names: unread.slice(0, 10).map(({ value }) => JSON.stringify(value)) }));
  const own = colors.filter((colour) => !isOurColour(colour));
  return { ...facts, ...(own.length > 0 && { colors: own }), ...(kept.length > 0 && { icons: kept }) };
}

/** What is kept of an icon: what its row does not say, or all but a picture; null where that is nothing. Where a picture is somewhere else, its address. */
function keptIcon(icon: DiagramIcon, row: IconInFile | undefined): DiagramIcon | null {
  if (row !== undefined) return unsaidOf(icon, row);
  const { url = '', [OWN_KEY]: _own, ...rest } = icon as DiagramIcon & Fields;
  const isAddress = url !== '' && url.length <= ADDRESS_MAX && !/^\s*data:/i.test(url);
  if (isAddress) return { ...rest, url };
  return isSame(rest, drawnIcon(icon.id)) ? null : rest;
}

/** Facts that say no more than a diagram of ours does. */
export const areOurs = (facts: Facts): boolean => Object.keys(facts).every((key) => key === 'title' || key === 'version' || key === 'fitToScreen' || key === 'fitToView') && (facts.title ?? OUR_TITLE) === OUR_TITLE;

export const keptFacts = (facts: Facts): Partial<Kept> => ({ set: { [NAME]: facts } });

/** The facts that the row of a first view keeps; null where it is not such a row. */
export const factsIn = ({ set }: Kept): Facts | null => (isFields(set[NAME]) ? set[NAME] : null);

/** An object without what is kept beside it. */
export const withoutFacts = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([key]) => key !== NAME));
