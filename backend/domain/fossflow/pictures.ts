import { BUILT_IN_TYPES } from '../../contract/built-in-types.ts';
import type { ServerType } from '../../contract/server-type.ts';
import { meaningOfIcon, ourIconIn } from './icons.ts';
import { limitedIcon } from './limits.ts';
import type { DiagramIcon } from './shape.ts';

/** Draws an icon of ours in an accent, as an SVG document. */
export type DrawIcon = (icon: string, color: string) => string;

const PLAIN = { icon: 'generic', color: '#90A4AE' };

/** The icons that a diagram uses, by their ids: its own as they were, ours drawn. */
export const picturesOf = (used: ReadonlySet<string>, kept: readonly DiagramIcon[], types: readonly ServerType[], draw: DrawIcon): DiagramIcon[] =>
  [...used].toSorted().map((id) => {
    const known = kept.find((icon) => icon.id === id);
    if (known?.url !== undefined) return limitedIcon(known);
    // The collection of what people brought themselves: FossFLOW keeps these when it saves.
    return limitedIcon({ ...(known ?? { id, name: ourIconIn(id)?.icon ?? id, isIsometric: true, collection: 'imported' }), url: pictureOf(id, types, draw) });
  });

function pictureOf(id: string, types: readonly ServerType[], draw: DrawIcon): string {
  const ours = ourIconIn(id);
  const { type, look } = meaningOfIcon(id);
  const name = ours?.icon ?? look.icon ?? type;
  const { icon, color } = types.find((row) => row.id === name) ?? builtIn(name) ?? { icon: name, color: PLAIN.color };
  const svg = draw(icon, ours?.color ?? color);
  return svg === '' ? '' : `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

function builtIn(id: string): { readonly icon: string; readonly color: string } | undefined {
  const type = BUILT_IN_TYPES.find((shipped) => shipped.id === id);
  return type === undefined ? undefined : { icon: type.id, color: type.color };
}
