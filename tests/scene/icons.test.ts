import { beforeAll, describe, expect, test } from '@jest/globals';
import { BUILT_IN_TYPES } from '../../backend/contract/built-in-types.ts';
import { paintsOf } from '../../frontend/scene/icons/coat.ts';
import type { Face } from '../../frontend/scene/icons/face.ts';
import { iconFaces, isIconKnown, loadIcons, onIcons, TYPE_ICONS } from '../../frontend/scene/icons/icons.ts';
import { CATALOGUE, findIcons, iconOf, titleKeyOf } from '../../frontend/scene/icons/library/catalogue.ts';
import { LIBRARY } from '../../frontend/scene/icons/library/library.ts';
import { CELL } from '../../frontend/scene/icons/svg.ts';
import { HALF_HEIGHT, HALF_WIDTH } from '../../frontend/scene/space.ts';
import { toOklch, parseColour } from '../../frontend/scene/colour.ts';
import { paletteOf } from '../../frontend/render/palette.ts';

const SOFTWARE = [
  'webmin', 'virtualmin', 'nginx', 'apache', 'haproxy', 'traefik', 'mariadb', 'mysql', 'postgresql', 'mongodb', 'redis', 'memcached', 'kafka', 'mosquitto',
  'rabbitmq', 'prometheus', 'grafana', 'docker', 'kubernetes', 'ceph', 'longhorn', 'wireguard', 'freeipa', 'php', 'wordpress', 'elasticsearch', 'consul', 'vault',
  'git', 'mail', 'cloud', 'cloud-aws', 'cloud-azure', 'cloud-gcp', 'internet', 'firewall', 'desktop', 'laptop', 'phone', 'printer', 'camera', 'rack', 'building', 'site',
];
const DRAWN = { ...TYPE_ICONS, ...LIBRARY };
const IDS = Object.keys(DRAWN);
const facesOf = (id: string): Face[] => DRAWN[id]?.() ?? [];

describe('the set of icons', () => {
  test('every shipped type has an icon of its own at the start, and each named software its own in the library', () => {
    expect(Object.keys(TYPE_ICONS).sort()).toEqual(BUILT_IN_TYPES.map(({ id }) => id).sort());
    expect(SOFTWARE.filter((id) => !Object.hasOwn(LIBRARY, id))).toEqual([]);
    expect(Object.keys(LIBRARY).filter((id) => Object.hasOwn(TYPE_ICONS, id))).toEqual([]);
  });

  test('no two have the same shape', () => {
    const drawn = new Map(IDS.map((id) => [JSON.stringify(facesOf(id).map(({ rings }) => rings)), id]));
    expect(IDS.filter((id) => ![...drawn.values()].includes(id))).toEqual([]);
  });

  test.each(IDS)('%s stands on its tile and stays, with outline and shadow, inside the cell', (id) => {
    const faces = facesOf(id);
    const seen = faces.flatMap(({ rings, stroke, width }) => rings.map((ring) => boxOf(ring, stroke ? width / 2 : 0))).concat(faces.flatMap(({ shade }) => (shade ? [boxOf(shade, 0)] : [])));
    expect(Math.min(...seen.map(({ left }) => left))).toBeGreaterThanOrEqual(Math.max(CELL.left, -HALF_WIDTH));
    expect(Math.max(...seen.map(({ right }) => right))).toBeLessThanOrEqual(Math.min(CELL.left + CELL.width, HALF_WIDTH));
    expect(Math.min(...seen.map(({ top }) => top))).toBeGreaterThanOrEqual(CELL.top);
    expect(Math.max(...seen.map(({ bottom }) => bottom))).toBeLessThanOrEqual(Math.min(CELL.top + CELL.height, HALF_HEIGHT));
  });

  test.each(IDS)('%s throws a shadow, has an outline and at least two tones', (id) => {
    const faces = facesOf(id);
    expect(faces.filter(({ shade }) => shade).length).toBeGreaterThan(0);
    expect(faces.some(({ stroke, fill }) => stroke === 'ink' && fill === 'ink')).toBe(true);
    expect(new Set(faces.map(({ fill }) => fill)).size).toBeGreaterThan(3);
  });
});

describe('icons that come late', () => {
  const standIn = JSON.stringify(iconFaces('nginx'));
  let told = 0;

  beforeAll(async () => {
    expect(isIconKnown('nginx')).toBe(false);
    expect(isIconKnown('web')).toBe(true);
    const stop = onIcons(() => { told++; });
    await Promise.all([loadIcons(), loadIcons()]);
    stop();
  });

  test('a plain server stands in until they are here; then listeners are told once', () => {
    expect(standIn).toBe(JSON.stringify(facesOf('generic')));
    expect(JSON.stringify(iconFaces('nginx'))).toBe(JSON.stringify(facesOf('nginx')));
    expect(isIconKnown('nginx')).toBe(true);
    expect(told).toBe(1);
  });

  test.each(['nothing-like-this', '__proto__', 'constructor', ''])('%j stays a plain server', (id) => {
    expect(iconFaces(id)).toEqual(facesOf('generic'));
  });
});

describe('the catalogue', () => {
  const titleOf = (icon: (typeof CATALOGUE)[number]): string => icon.name ?? icon.id;

  test('lists each icon once and nothing else', () => {
    expect(CATALOGUE.map(({ id }) => id).sort()).toEqual([...IDS].sort());
    expect(CATALOGUE.filter(({ color }) => !/^#[0-9a-f]{6}$/i.test(color))).toEqual([]);
  });

  test('an icon is found by its id; its title is a name or a word', () => {
    expect(iconOf('nginx')).toMatchObject({ name: 'nginx', collection: 'software' });
    expect(iconOf('nothing')).toBeUndefined();
    expect(['web', 'laptop', 'nginx'].map((id) => titleKeyOf(iconOf(id) ?? CATALOGUE[0] as never))).toEqual(['type_web', 'icon_laptop', null]);
  });

  test.each([
    ['postgres', ['database', 'postgresql']], ['MQTT', ['message_broker', 'mosquitto']], ['memoria', ['redis', 'memcached']], ['Móvil', ['phone']], ['movil', ['phone']],
    ['load traefik', ['traefik']], ['ostgres', []], ['no such thing', []],
  ])('searching for %j finds them, by the beginnings of words', (text, ids) => {
    expect(findIcons(text, titleOf).map(({ id }) => id)).toEqual(ids);
  });

  test('regions of clouds are found by that word, in Spanish too', () => {
    for (const text of ['cloud region', 'región nube']) expect(findIcons(text, titleOf).map(({ id }) => id)).toEqual(expect.arrayContaining(['cloud-aws', 'cloud-azure', 'cloud-gcp']));
  });

  test('an empty text finds all', () => {
    expect(findIcons('  ', titleOf)).toHaveLength(IDS.length);
  });
});

describe('colours leave red, amber and green to the states', () => {
  const MOST_NEUTRAL = 0.07;

  test.each(['light', 'dark'] as const)('what is fixed in the %s theme is nearly grey, and blue', (theme) => {
    for (const [tone, { stops }] of Object.entries(paintsOf(theme, '#4CAF50'))) {
      if (/^(accent|mark|lamp)/.test(tone)) continue;
      for (const [, colour] of stops) {
        const [lightness, chroma, hue] = toOklch(parseColour(colour.slice(0, 7)));
        expect({ tone, chroma: chroma < MOST_NEUTRAL }).toEqual({ tone, chroma: true });
        if (lightness < 0.99 && chroma > 0.008) expect({ tone, blue: Math.abs((hue + 360) % 360 - 264) < 25 }).toEqual({ tone, blue: true });
      }
    }
  });

  test.each(CATALOGUE.map(({ id, color }) => [id, color] as const))('the accent of %s is no state\'s colour', (_, color) => {
    for (const theme of ['light', 'dark'] as const) {
      const states = paletteOf(theme).status.slice(1, 4).map(toOklch);
      for (const tone of ['accent-top', 'accent-left', 'accent-right'] as const) {
        for (const [, colour] of paintsOf(theme, color)[tone].stops) {
          const [, chroma, hue] = toOklch(parseColour(colour));
          for (const [, stateChroma, stateHue] of states) {
            const apart = Math.hypot(...(['cos', 'sin'] as const).map((part) => chroma * Math[part](hue * Math.PI / 180) - stateChroma * Math[part](stateHue * Math.PI / 180)));
            expect(apart).toBeGreaterThan(0.06);
          }
        }
      }
    }
  });
});

function boxOf(ring: readonly number[], grow: number): { left: number; top: number; right: number; bottom: number } {
  const xs = ring.filter((_, at) => at % 2 === 0);
  const ys = ring.filter((_, at) => at % 2 === 1);
  return { left: Math.min(...xs) - grow, top: Math.min(...ys) - grow, right: Math.max(...xs) + grow, bottom: Math.max(...ys) + grow };
}
