import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { SITE_THEMES } from '../../backend/contract/site.ts';
import { paletteOf } from '../../frontend/render/palette.ts';
import { mix, parseColour, type Rgb } from '../../frontend/scene/colour.ts';
import { groundOf, hasContrast, isSafe, themeOf, type ThemeName } from '../../frontend/scene/theme.ts';
import { contrast, distance, leastDistance, VISIONS } from '../support/colour-vision.ts';

/** Least distance (CIEDE2000) of two states for somebody who does not see all colours. */
const APART = 15;
/** The same for words of a state, which stand beside its shape and must be readable first of all. */
const WORDS_APART = 7.5;

const STATES = ['active', 'warning', 'inactive', 'unknown', 'maintenance'] as const;
const strong = SITE_THEMES.filter(hasContrast);
const safe = SITE_THEMES.filter(isSafe);

test('distance is that of the published pairs of CIEDE2000', () => {
  expect(distance([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(distance([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
  expect(distance([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 4);
});

test('a theme is told from its name and back', () => {
  for (const theme of SITE_THEMES) {
    expect(themeOf(groundOf(theme), hasContrast(theme), isSafe(theme))).toBe(theme);
    expect(paletteOf(theme)).toMatchObject({ name: theme, ground: groundOf(theme) });
    expect(paletteOf(theme)).toBe(paletteOf(theme));
  }
});

describe('the map', () => {
  test.each(strong)('%s: writing has 7:1, states, lines and rims have 3:1 against all they stand on', (theme) => {
    const { text, textQuiet, card, canvas, regionFloor, clusterFloor, clusterTint, pad, padRim, status, statusFar, connection, network, select } = paletteOf(theme);
    for (const ground of [card, canvas, regionFloor, clusterFloor]) expect(Math.min(contrast(text, ground), contrast(textQuiet, ground))).toBeGreaterThanOrEqual(7);
    const floors = [canvas, regionFloor, clusterFloor, ...['#7f9cf5', '#ffe14d', '#10223a'].map((own) => mix(clusterFloor, parseColour(own), clusterTint))];
    for (const floor of floors) for (const colour of [...status, ...statusFar, ...connection, ...network, select, padRim]) expect(contrast(colour, floor)).toBeGreaterThanOrEqual(3);
    for (const colour of status) expect(contrast(colour, pad)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(safe)('%s: any two states stay apart with every colour vision, near by and for trouble from afar', (theme) => {
    const { status, statusFar, pad, canvas } = paletteOf(theme);
    const [unknown, active, warning, inactive] = statusFar as readonly [Rgb, Rgb, Rgb, Rgb];
    for (const vision of VISIONS) {
      expect(leastDistance(status, vision)).toBeGreaterThanOrEqual(APART);
      for (const well of [unknown, active]) expect(leastDistance([well, warning, inactive], vision)).toBeGreaterThanOrEqual(APART);
    }
    for (const colour of status) for (const ground of [pad, canvas]) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(3);
  });

  test('the usual colours of states do not, which is why there are others', () => {
    expect(Math.min(...VISIONS.map((vision) => leastDistance(paletteOf('light').status, vision)))).toBeLessThan(APART);
  });
});

describe('the page around it', () => {
  test.each(strong)('%s: every writing has 7:1, borders of what can be used have 3:1', (theme) => {
    const token = tokensOf(theme);
    const grounds = ['surface', 'surface-sunk', 'surface-hover', 'canvas', 'accent-soft'].map(token);
    for (const ground of grounds) {
      for (const ink of ['ink', 'ink-soft', 'ink-faint', 'accent-text', ...STATES, 'connected', 'disconnected']) expect([ink, contrast(token(ink), ground) >= 7]).toEqual([ink, true]);
      for (const line of ['line', 'line-strong', 'focus', 'accent']) expect([line, contrast(token(line), ground) >= 3]).toEqual([line, true]);
    }
    for (const state of STATES) expect([state, contrast(token(state), token(`${state}-soft`)) >= 7]).toEqual([state, true]);
    expect(contrast(token('accent-ink'), token('accent'))).toBeGreaterThanOrEqual(7);
    expect(contrast(token('accent-ink'), token('accent-hover'))).toBeGreaterThanOrEqual(7);
  });

  test.each(SITE_THEMES)('%s: every writing has 4.5:1', (theme) => {
    const token = tokensOf(theme);
    for (const ink of ['ink', 'ink-soft', 'ink-faint', 'accent-text', ...STATES]) expect([ink, contrast(token(ink), token('surface')) >= 4.5]).toEqual([ink, true]);
    for (const state of STATES) expect([state, contrast(token(state), token(`${state}-soft`)) >= 4.5]).toEqual([state, true]);
  });

  test.each(safe)('%s: words of states stay apart with every colour vision', (theme) => {
    const token = tokensOf(theme);
    for (const vision of VISIONS) expect(leastDistance(STATES.map(token), vision)).toBeGreaterThanOrEqual(WORDS_APART);
  });
});

/** The colours that the page's own sheet gives to a document of this theme, by name. */
function tokensOf(theme: ThemeName): (name: string) => Rgb {
  const root: Readonly<Record<string, string>> = { theme: groundOf(theme), contrast: hasContrast(theme) ? 'more' : 'usual', states: isSafe(theme) ? 'safe' : 'usual' };
  const sheet = readFileSync(new URL('../../frontend/style/tokens.css', import.meta.url), 'utf8');
  const rules = [...sheet.matchAll(/^:root((?:\[data-[a-z]+="[a-z]+"\])*) \{([^}]*)\}/gm)].map(([, selector = '', body = '']) => {
    const wanted = [...selector.matchAll(/\[data-([a-z]+)="([a-z]+)"\]/g)];
    return { weight: wanted.length, applies: wanted.every(([, name = '', value]) => root[name] === value), body };
  });
  const tokens = new Map<string, string>();
  for (const { body } of rules.filter(({ applies }) => applies).sort((a, b) => a.weight - b.weight)) {
    for (const [, name = '', value = ''] of body.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)) tokens.set(name, value);
  }
  return (name) => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`No colour is called ${name}.`);
    return parseColour(value);
  };
}
