import { HALF_HEIGHT, HALF_WIDTH } from '../../scene/space.ts';
import type { World } from '../../scene/world.ts';
import { MAINTENANCE } from '../marks/pad.ts';
import { drawPicture, type PictureOptions } from '../svg/picture-svg.ts';
import { escaped } from '../svg/written.ts';
import { VIEWER_SCRIPT, VIEWER_SCRIPT_HASH } from './viewer-script.ts';
import { viewerStyle, viewerStyleHash } from './viewer-style.ts';

/** A browser pans a document of vectors fluently up to about so many servers. */
export const STANDALONE_SERVERS_MAX = 2_000;

/** Words of the page, in its language. */
export type StandaloneWords = {
  readonly language: string;
  readonly search: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly showAll: string;
  readonly map: string;
  /** What the facts of a tooltip are called. */
  readonly id: string;
  readonly ip: string;
  readonly type: string;
  readonly region: string;
  readonly networks: string;
  readonly state: string;
  /** The state of a server, by its code in SERVER_STATUSES. */
  readonly states: readonly string[];
};

export type StandaloneOptions = PictureOptions & { readonly title: string; readonly page: StandaloneWords };

/** The map as one HTML file that opens by itself, offline: the picture, its servers as data, a small script. Names are data, never markup. */
export function standaloneHtml(world: World, options: StandaloneOptions): string {
  const { page, theme, title } = options;
  const { svg, zoom, left, top } = drawPicture(world, options);
  const words = [page.id, page.ip, page.type, page.region, page.networks, page.state];
  const data = { servers: serversOf(world, options), zoom, left, top, halfWidth: HALF_WIDTH, halfHeight: HALF_HEIGHT, words };
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${viewerStyleHash(theme)}'; script-src 'sha256-${VIEWER_SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${escaped(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${viewerStyle(theme)}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<div class="find" role="search"><input id="search" type="search" placeholder="${escaped(page.search)}" aria-label="${escaped(page.search)}" autocomplete="off"><span id="count" role="status"></span><ul id="found"></ul></div>
<nav><button type="button" id="out" aria-label="${escaped(page.zoomOut)}">−</button><button type="button" id="in" aria-label="${escaped(page.zoomIn)}">+</button><button type="button" id="all">${escaped(page.showAll)}</button></nav>
</header>
<div id="map" tabindex="0" role="application" aria-label="${escaped(page.map)}">${svg.trimEnd()}</div>
<div id="tip" role="tooltip" hidden></div>
<script type="application/json" id="data">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>
<script>${VIEWER_SCRIPT}</script>
</body>
</html>
`;
}

/** x, y, name, and the facts in the order of their words. */
function serversOf(world: World, { showsStates = true, page }: StandaloneOptions): (string | number)[][] {
  const { x, y, status, count } = world.servers;
  const networks = networksOf(world);
  const rows: (string | number)[][] = [];
  for (let server = 0; server < count; server++) {
    if (!world.has(server)) continue;
    const state = showsStates || status[server] === MAINTENANCE ? page.states[status[server] as number] ?? '' : '';
    rows.push([x[server] as number, y[server] as number, world.nameOf(server), world.idOf(server), world.ipOf(server), world.typeOf(server)?.name ?? '', world.regionOf(server), networks.get(server)?.join(', ') ?? '', state]);
  }
  return rows;
}

function networksOf(world: World): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const [network, { name, alive }] of world.networks.rows.entries()) {
    if (!alive) continue;
    for (const server of world.networks.membersOf(network)) found.set(server, [...found.get(server) ?? [], name]);
  }
  return found;
}
