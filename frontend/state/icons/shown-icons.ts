import { CATALOGUE, titleKeyOf, wordsOf, type CatalogueIcon } from '../../scene/icons/library/catalogue.ts';
import { loadIcons } from '../../scene/icons/icons.ts';
import { iconSvg } from '../../scene/icons/svg.ts';
import type { OwnIcon } from '../../scene/own-icons.ts';
import type { Ground } from '../../scene/theme.ts';
import type { Page } from '../page.ts';
import { language, t } from '../words.ts';
import type { HeldIcon } from './icon-desk.ts';

export type { OwnIcon } from '../../scene/own-icons.ts';

/** Fetches what the set's icons are drawn from. */
export const loadSet = (): Promise<void> => loadIcons();

/** One icon as the library shows it. `own`: people added it. */
export type ShownIcon = HeldIcon & { readonly collection: string; readonly words: readonly string[]; readonly own: OwnIcon | null };

/** Icons that stand together. */
export type ShownCollection = { readonly title: string; readonly icons: readonly ShownIcon[] };

/** Kinds of server by words among an icon's: the first that fits. */
const TYPES: readonly (readonly [word: string, type: string])[] = [
  ['firewall', 'security'], ['balancer', 'load_balancer'], ['broker', 'message_broker'], ['database', 'database'], ['vpn', 'vpn_gateway'], ['identity', 'identity'],
  ['memory', 'cache'], ['metrics', 'monitoring'], ['storage', 'storage'], ['k8s', 'kubernetes_worker'], ['http', 'web'], ['cms', 'web'], ['dns', 'dns'], ['backup', 'backup'], ['web', 'web'],
];

/** Every icon: people's own, then the set's, in the order of collections and names. Those of the set's library are drawn once loadIcons() has brought them. */
export function shownIcons(page: Page): ShownIcon[] {
  const world = page.map.world.value;
  const theme = page.theme.ground.value;
  const own = [...world?.icons.all() ?? []].map((icon) => shownOwn(page, icon));
  const byTitle = new Intl.Collator(language(), { numeric: true });
  own.sort((a, b) => byTitle.compare(a.collection, b.collection) || byTitle.compare(a.title, b.title));
  const hidden = new Set(own.map(({ id }) => id));
  return [...own, ...CATALOGUE.filter(({ id }) => !hidden.has(id)).map((icon) => shownOfSet(icon, theme))];
}

/** Icons in which each word of a text begins a word; all for an empty one. */
export function findShown(icons: readonly ShownIcon[], text: string): readonly ShownIcon[] {
  const wanted = wordsOf(text);
  return wanted.length === 0 ? icons : icons.filter(({ words }) => wanted.every((word) => words.some((known) => known.startsWith(word))));
}

/** Icons by their collections, which stay in order. */
export function collectionsOf(icons: readonly ShownIcon[]): ShownCollection[] {
  const collections = new Map<string, ShownIcon[]>();
  for (const icon of icons) collections.set(icon.collection, [...collections.get(icon.collection) ?? [], icon]);
  return [...collections].map(([title, inside]) => ({ title, icons: inside }));
}

/** The set has an icon of this id. */
export const isInSet = (id: string): boolean => CATALOGUE.some((icon) => icon.id === id);

function shownOwn(page: Page, own: OwnIcon): ShownIcon {
  const { id, name, collection, keywords = [], image_hash: hash } = own;
  const words = wordsOf(`${id} ${name} ${collection} ${keywords.join(' ')}`);
  return { id, title: name, url: `${page.session.api}icon-images/${hash}`, type: typeOf(words), collection: collection === '' ? t('icons_own') : collection, words, own };
}

function shownOfSet(icon: CatalogueIcon, theme: Ground): ShownIcon {
  const { id, name, collection, keywords, color } = icon;
  const title = name ?? t(titleKeyOf(icon) ?? id);
  const group = titles()[collection];
  const words = wordsOf(`${id} ${title} ${keywords} ${group}`);
  return { id, title, url: urlOf(id, color, theme), type: collection === 'servers' ? id : typeOf(words), collection: group, words, own: null };
}

const titles = (): Readonly<Record<CatalogueIcon['collection'], string>> =>
  ({ servers: t('icons_servers'), software: t('icons_software'), clouds: t('icons_clouds'), things: t('icons_things') });

const typeOf = (words: readonly string[]): string => TYPES.find(([word]) => words.includes(word))?.[1] ?? 'generic';

const urls = new Map<string, string>();

function urlOf(id: string, color: string, theme: Ground): string {
  const key = `${id} ${theme}`;
  let url = urls.get(key);
  if (url === undefined) {
    url = `data:image/svg+xml,${encodeURIComponent(iconSvg(id, { color, theme }))}`;
    urls.set(key, url);
  }
  return url;
}
