import type { Chance } from '../fuzz/chance.ts';
import { squareSvg, svgUrl } from './icon-files.ts';

type Fields = Record<string, unknown>;

const NAMES = ['Web', 'Base de datos', 'Ünïcode ☃', 'a'.repeat(100), '', 'x\ty', '<b>bold</b>', '🗄️ store', '=1+1'];
const TEXTS = ['', '<p>Serves sites.</p>', '<p>One</p><p><br></p><p>Two &amp; three</p>', '<script>alert(1)</script><p>safe</p>', 'plain text', '<ul><li>a</li><li>b</li></ul>', `<p>${'long '.repeat(190)}</p>`];
const ICONS = ['block', 'cube', 'server', 'storage', 'cloud', 'router', 'user', 'truck-2', 'mine', 'azure-vm'];
const COLOURS = ['#a5b8f3', '#0066cc', '#ABCDEF', '#fff', 'red', '#12'];
const CUSTOM = ['', '#123456', '#1a2', 'rgb(1, 2, 3)', 'rgba(1, 2, 3, 0.5)', 'hsl(1 2% 3%)'];

/** Any valid diagram in FossFLOW's full form: views, waypoints, anchors on anchors, older labels, keys that nobody knows. */
export function randomDiagram(chance: Chance): Fields {
  const colors = COLOURS.map((value, index) => ({ id: `colour ${index}`, value }));
  const items = many(chance, 12, (index) => ({
    id: chance.of([`item-${index}`, `Item ${index}/ä`, `${index}f3c-uuid`]), name: chance.of(NAMES), ...maybe(chance, 'description', () => chance.of(TEXTS)), ...maybe(chance, 'icon', () => chance.of(ICONS)),
    ...maybe(chance, 'host_id', () => ({ of: 'another', program: [1, null] })),
  }));
  return {
    title: chance.of(NAMES), ...maybe(chance, 'description', () => 'Everything.'), ...maybe(chance, 'version', () => '1.10'), ...maybe(chance, 'fitToScreen', () => true),
    icons: ICONS.map((id) => ({ id, name: id.toUpperCase(), url: chance.is(0.4) ? svgUrl(squareSvg('#123456')) : chance.of([`data:image/svg+xml;base64,${'A'.repeat(chance.below(40))}`, 'https://pictures.example/one.png', '']), ...maybe(chance, 'collection', () => 'mine'), isIsometric: chance.is(0.5), ...maybe(chance, 'scale', () => 1.5) })),
    colors, items, views: many(chance, 2, (index) => viewOf(chance, index, items, colors)).concat(viewOf(chance, 9, items, colors)),
  };
}

function viewOf(chance: Chance, number: number, items: readonly { readonly id: string }[], colors: readonly { readonly id: string }[]): Fields {
  const placed = items.filter(() => chance.is(0.8));
  const tile = (): Fields => ({ x: chance.below(40) - 20, y: chance.is(0.2) ? chance.below(80) / 4 - 10 : chance.below(40) - 20 });
  const coloured = (): Fields => ({ ...maybe(chance, 'color', () => chance.of(colors).id), ...maybe(chance, 'customColor', () => chance.of(CUSTOM)) });
  const anchors: { id: string }[] = [];
  const connectors = many(chance, 12, (index) => {
    const ref = (): Fields => (placed.length > 0 && chance.is(0.7) ? { item: chance.of(placed).id } : chance.is(0.4) && anchors.length > 0 ? { anchor: chance.of(anchors).id } : { tile: tile() });
    const own = many(chance, 3, (at) => ({ id: `v${number}-c${index}-a${at}`, ref: ref() })).concat([98, 99].map((at) => ({ id: `v${number}-c${index}-a${at}`, ref: ref() })));
    anchors.push(...own);
    return {
      id: `v${number}-c${index}`, ...coloured(), ...maybe(chance, 'width', () => chance.of([1, 4.5, 10, 33.3, 250])), ...maybe(chance, 'style', () => chance.of(['SOLID', 'DOTTED', 'DASHED'])),
      ...maybe(chance, 'lineType', () => chance.of(['SINGLE', 'DOUBLE', 'DOUBLE_WITH_CIRCLE'])), ...maybe(chance, 'showArrow', () => chance.is(0.5)), anchors: own,
      ...maybe(chance, 'labels', () => many(chance, 3, (at) => ({ id: `l${at}`, text: chance.of(TEXTS), position: chance.below(101), ...maybe(chance, 'height', () => chance.below(200) - 100), ...maybe(chance, 'line', () => chance.of(['1', '2'])), ...maybe(chance, 'showLine', () => chance.is(0.5)) }))),
      ...maybe(chance, 'description', () => 'middle'), ...maybe(chance, 'startLabel', () => 'start'), ...maybe(chance, 'endLabelHeight', () => 12), ...maybe(chance, 'metric', () => 'if_octets'),
    };
  });
  return {
    id: `view-${number}`, name: chance.of(NAMES), ...maybe(chance, 'description', () => 'A view.'), ...maybe(chance, 'lastUpdated', () => '2026-02-15T14:23:51.256Z'),
    items: placed.map(({ id }) => ({ id, tile: tile(), ...maybe(chance, 'labelHeight', () => chance.of([80, 0, 100, 33])), ...maybe(chance, 'pinned', () => true) })),
    connectors, rectangles: many(chance, 4, (index) => ({ id: `v${number}-r${chance.below(1000) * 10 + index}`, ...coloured(), from: tile(), to: tile() })),
    textBoxes: many(chance, 3, (index) => ({ id: `v${number} t${index}`, tile: tile(), content: chance.of(NAMES), ...maybe(chance, 'fontSize', () => chance.of([0.6, 1, 40])), ...maybe(chance, 'orientation', () => chance.of(['X', 'Y'])) })),
  };
}

const many = <Thing>(chance: Chance, most: number, make: (index: number) => Thing): Thing[] => Array.from({ length: chance.below(most + 1) }, (_, index) => make(index));
const maybe = (chance: Chance, key: string, make: () => unknown): Fields => (chance.is(0.5) ? { [key]: make() } : {});
