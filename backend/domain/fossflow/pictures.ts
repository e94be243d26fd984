import { BUILT_IN_TYPES } from '../../contract/built-in-types.ts';
import type { IconInFile } from '../../contract/icon.ts';
import type { ServerType } from '../../contract/server-type.ts';
import { diagramIcon, isForeignIcon, meaningOfIcon, ourIconIn, OURS } from './icons.ts';
import { limitedIcon } from './limits.ts';
import { OWN_KEY } from './noun.ts';
import { drawnIcon, pictureOfRow } from './own-icons.ts';
import type { DiagramIcon } from './shape.ts';

/** Draws an icon of ours in an accent, as an SVG document. */
export type DrawIcon = (icon: string, color: string) => string;

const PLAIN = { icon: 'generic', color: '#90A4AE' };

/** What the pictures of a diagram are made of: icons as it knew them, rows of ours. */
export type Pictures = { readonly known: readonly DiagramIcon[]; readonly types: readonly ServerType[]; readonly icons: readonly IconInFile[] };

/** The icons that a diagram uses, by their ids: its own as they were, ours drawn. */
export const picturesOf = (used: ReadonlySet<string>, pictures: Pictures, draw: DrawIcon): DiagramIcon[] =>
  [...used].toSorted().map((id) => {
    const known = pictures.known.find((icon) => icon.id === id);
    const { icon, color } = shownAs(id, pictures);
    const row = pictures.icons.find((own) => own.id === icon);
    if (row !== undefined) return limitedIcon(pictureOfRow(id, row, known));
    if (known?.url !== undefined) return limitedIcon(known);
    return limitedIcon({ ...known ?? drawnIcon(id), ...(isForeignIcon(id) && { [OWN_KEY]: { drawn: true } }), url: urlOf(draw(icon, color)) });
  });

/** Ids of icons of diagrams that show the icons of types which no server need have: a type travels with its picture. */
export const iconsOfTypes = (types: readonly ServerType[], icons: readonly IconInFile[]): string[] => {
  const own = new Set(icons.map(({ id }) => id));
  return types.filter((type) => !type.built_in && own.has(type.icon)).map(({ id }) => diagramIcon(id, undefined));
};

/** Which of our icons stands for one of a diagram, and in which accent. */
function shownAs(id: string, { types, icons }: Pictures): { readonly icon: string; readonly color: string } {
  const whole = id.slice(OURS.length);
  // An id of ours may itself end like an accent.
  const ours = id.startsWith(OURS) && icons.some((own) => own.id === whole) ? { icon: whole, color: undefined } : ourIconIn(id);
  const { type, look } = meaningOfIcon(id);
  const name = ours?.icon ?? look.icon ?? type;
  const { icon, color } = types.find((row) => row.id === name) ?? builtIn(name) ?? { icon: name, color: PLAIN.color };
  return { icon: isForeignIcon(id) ? name : icon, color: ours?.color ?? color };
}

const urlOf = (svg: string): string => (svg === '' ? '' : `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);

function builtIn(id: string): { readonly icon: string; readonly color: string } | undefined {
  const type = BUILT_IN_TYPES.find((shipped) => shipped.id === id);
  return type === undefined ? undefined : { icon: type.id, color: type.color };
}
