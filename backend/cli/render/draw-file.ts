import { standaloneHtml, STANDALONE_SERVERS_MAX, type StandaloneWords } from '../../../frontend/render/html/standalone-html.ts';
import type { EmbeddedImages } from '../../../frontend/render/svg/embedded.ts';
import { pictureSvg, type PictureOptions } from '../../../frontend/render/svg/picture-svg.ts';
import { loadIcons } from '../../../frontend/scene/icons/icons.ts';
import { iconSheetSvg } from '../../../frontend/scene/icons/library/sheet.ts';
import { groundOf } from '../../../frontend/scene/theme.ts';
import type { World } from '../../../frontend/scene/world.ts';
import type { SiteLayout, SiteTheme } from '../../contract/site.ts';
import { textOf } from '../../contract/sentence.ts';
import { FaultList } from '../../domain/fault-list.ts';
import { readImport, type ImportFile } from '../../domain/import-file.ts';
import { parseYaml } from '../../domain/site/parse.ts';
import { isSiteFile } from '../../domain/site/read.ts';
import { messageOf, ProblemError } from '../../errors.ts';
import { CommandError } from '../failures.ts';
import { faultsIn } from '../site-file.ts';
import { imagesOf } from './images-of-file.ts';
import { layoutFor, placedWorld } from './placed-world.ts';
import { pngOf } from './png.ts';
import { checkDrawn, topologyOf } from './topology-of-file.ts';

export const PICTURE_FORMATS = ['svg', 'png', 'html'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** What the command line asks for, beside the file. */
export type Wishes = { readonly layout?: SiteLayout; readonly theme?: SiteTheme; readonly scale?: number; readonly transparent?: true };

/** A file that was read, and what it says of itself. */
export type ReadFile = { readonly world: World; readonly images: EmbeddedImages; readonly title: string; readonly theme: SiteTheme };

const WORDS = {
  servers: (count: number) => `${count} ${count === 1 ? 'server' : 'servers'}`,
  number: (value: number) => value.toLocaleString('en'),
  noRegion: 'No region',
};
const PAGE: StandaloneWords = {
  language: 'en', search: 'Search servers', zoomIn: 'Zoom in', zoomOut: 'Zoom out', showAll: 'Show all', map: 'Map of servers', id: 'Id', ip: 'Address', type: 'Type',
  region: 'Region', networks: 'Networks', state: 'State', states: ['unknown', 'active', 'warning', 'inactive', 'maintenance'],
};

/** Reads a site file or an export and puts its servers in their places. Throws FileFaults with the line of each fault. */
export function readDrawing(name: string, text: string, { layout, theme }: Wishes): ReadFile {
  const value = parsed(name, text);
  const faults = new FaultList();
  const file = readImport(value, faults, []);
  if (faults.count === 0) checkDrawn(file, faults);
  const images = imagesOf(file, faults);
  refuse(name, text, faults);
  const head = isSiteFile(value) ? value : {};
  const placed = placedWorld(topologyOf(file), layoutFor(file, layout ?? head['layout'] as SiteLayout | undefined), layout === undefined ? placedIn(file) : new Set());
  return { world: placed, images, title: typeof head['title'] === 'string' ? head['title'] : '', theme: theme ?? (head['theme'] as SiteTheme | undefined) ?? 'light' };
}

/** The bytes of the picture. `folder` is where the built product stands, with what PNGs need. */
export async function drawFile({ world, images, title, theme }: ReadFile, format: PictureFormat, { scale, transparent }: Wishes, folder: string): Promise<string | Uint8Array> {
  await loadIcons();
  const options: PictureOptions = { theme, words: WORDS, title, images, showsStates: false, ...(transparent === true && { background: null }) };
  switch (format) {
    case 'svg': return pictureSvg(world, { ...options, scale: scale ?? 1 });
    case 'png': return pngOf(pictureSvg(world, options), scale ?? 1, folder);
    case 'html':
      if (world.size > STANDALONE_SERVERS_MAX) {
        throw new CommandError('too_large', `A page with ${world.size} servers would be slow to move: at most ${STANDALONE_SERVERS_MAX}. Make a picture of it: -o site.svg or -o site.png.`);
      }
      return standaloneHtml(world, { ...options, title: title === '' ? 'Unlimited Cluster' : title, page: PAGE });
  }
}

/** The sheet of all icons. */
export async function drawIcons(format: PictureFormat, { theme, scale }: Wishes, folder: string): Promise<string | Uint8Array> {
  const svg = iconSheetSvg(groundOf(theme ?? 'light'));
  return format === 'png' ? pngOf(svg, scale ?? 1, folder) : svg;
}

function parsed(name: string, text: string): unknown {
  try {
    return text.trimStart().startsWith('{') && isJson(text) ? JSON.parse(text) as unknown : parseYaml(text);
  } catch (error) {
    if (error instanceof ProblemError) throw new CommandError('malformed', `${name}: ${messageOf(error)}`, { cause: error });
    throw error;
  }
}

/** A map in YAML's flow style also begins with a brace. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refuse(name: string, text: string, faults: FaultList): void {
  try {
    faults.refuse();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw faultsIn(name, text, error.faults.map(({ pointer, message }) => ({ pointer, message: textOf(message) })));
  }
}

const placedIn = (file: ImportFile): ReadonlySet<string> => new Set(file.servers.filter(({ draft }) => draft.position !== undefined).map(({ id }) => id));
