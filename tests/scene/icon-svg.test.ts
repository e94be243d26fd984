import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadIcons } from '../../frontend/scene/icons/icons.ts';
import { CATALOGUE } from '../../frontend/scene/icons/library/catalogue.ts';
import { iconSheetSvg } from '../../frontend/scene/icons/library/sheet.ts';
import { iconSvg } from '../../frontend/scene/icons/svg.ts';

const stored = (name: string): string => readFileSync(fileURLToPath(new URL(`../fixtures/icons/${name}.svg`, import.meta.url)), 'utf8');

beforeAll(() => loadIcons());

describe('an icon as SVG', () => {
  test.each([
    ['web', { color: '#4CAF50' }], ['database', { color: '#2196F3', theme: 'dark' as const }], ['kafka', { color: '#5d6890', shadow: false }],
  ])('%s is the stored drawing', (id, look) => {
    expect(`${iconSvg(id, look)}\n`).toBe(stored(id));
  });

  test.each(CATALOGUE.map(({ id, color }) => [id, color] as const))('%s is well formed, whole in itself and free of scripts', (id, color) => {
    for (const theme of ['light', 'dark'] as const) expectSound(iconSvg(id, { color, theme }));
  });

  test('two icons in one document do not take each other\'s gradients', () => {
    const ids = [iconSvg('web', { color: '#4CAF50' }), iconSvg('web', { color: '#2196F3' }), iconSvg('dns', { color: '#4CAF50' }), iconSvg('web', { color: '#4CAF50', theme: 'dark' })]
      .flatMap((svg) => [...new Set([...svg.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name))]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('hostile ids and colours stay inside their attribute', () => {
    const svg = iconSvg('"><script>alert(1)</script>', { color: '"/><script>' });
    expectSound(svg);
  });

  test('the shadow is left out on demand', () => {
    expect(iconSvg('web').length - iconSvg('web', { shadow: false }).length).toBeGreaterThan(100);
    expect(iconSvg('web', { shadow: false })).not.toContain('fill-opacity');
  });
});

describe('the sheet', () => {
  test.each(['light', 'dark'] as const)('in the %s theme has every icon with its id as text, and is sound', (theme) => {
    const svg = iconSheetSvg(theme);
    const texts = [...svg.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, text]) => text);
    expect(CATALOGUE.map(({ id }) => id).filter((id) => !texts.includes(id))).toEqual([]);
    expectSound(svg);
  });
});

/** Tags close in order, attributes are quoted, every reference is to a definition of the document, and nothing can run or be fetched. */
function expectSound(svg: string): void {
  const open: string[] = [];
  const rest = svg.trim().replace(/<(\/?)([A-Za-z]+)((?: [\w-]+="[^"<>]*")*)(\/?)>([^<>&]*)/g, (_, closes: string, name: string, __, empty: string) => {
    if (closes) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name);
    return '';
  });
  expect(rest).toBe('');
  expect(open).toEqual([]);
  expect([...new Set([...svg.matchAll(/<([A-Za-z]+)/g)].map(([, name]) => name))].filter((name) => !['svg', 'defs', 'linearGradient', 'radialGradient', 'stop', 'g', 'path', 'rect', 'text'].includes(name ?? ''))).toEqual([]);
  expect(svg).not.toMatch(/ on\w+=|href|NaN|undefined|Infinity/);
  expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/\w+:\/\//);
  const defined = new Set([...svg.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name));
  expect([...svg.matchAll(/url\(#([^)]+)\)/g)].map(([, name]) => name).filter((name) => !defined.has(name))).toEqual([]);
}
