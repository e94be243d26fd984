import { beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { dataUrl, pngOf, svgUrl } from '../support/icon-files.ts';
import { wellFormed } from '../support/strict-xml.ts';
import { freshFolder, typed } from './command-line.ts';
import { build, clusterctl, repository } from './product.ts';

const EXAMPLE = join(repository, 'help/examples/flatcarmicrocloud.yaml');
const EXPORT = join(repository, 'tests/fixtures/flatcarmicrocloud.json');

type Pixels = { readonly width: number; readonly height: number; readonly colours: number };

/** The size a PNG says it has, checked against its decompressed lines. Source: PNG (Third Edition), W3C. */
function decoded(png: Buffer): Pixels {
  const { width, height, lines } = unpacked(png);
  expect(lines.length).toBe(height * (width * 4 + 1));
  return { width, height, colours: new Set(lines).size };
}

function unpacked(png: Buffer): { readonly width: number; readonly height: number; readonly lines: Buffer } {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.subarray(at + 4, at + 8).toString('latin1') === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return { width, height, lines: inflateSync(Buffer.concat(parts)) };
}

/** How many pixels of a PNG are exactly of this colour. */
function pixelsIn(png: Buffer, colour: readonly number[]): number {
  const { width, lines } = unpacked(png);
  let count = 0;
  let before: Buffer = Buffer.alloc(width * 4);
  for (let at = 0; at < lines.length; at += width * 4 + 1) {
    const line = unfiltered(lines[at] ?? 0, lines.subarray(at + 1, at + 1 + width * 4), before);
    for (let pixel = 0; pixel < line.length; pixel += 4) if (colour.every((part, index) => line[pixel + index] === part)) count++;
    before = line;
  }
  return count;
}

/** A line of pixels of four bytes without its filter. Source: PNG (Third Edition), 9.2. */
function unfiltered(filter: number, line: Buffer, above: Buffer): Buffer {
  const out = Buffer.from(line);
  for (let at = 0; at < line.length; at++) {
    const [a, b, c] = [at < 4 ? 0 : out[at - 4] ?? 0, above[at] ?? 0, at < 4 ? 0 : above[at - 4] ?? 0];
    const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    const paeth = toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    out[at] = (line[at] ?? 0) + ([0, a, b, (a + b) >> 1, paeth][filter] ?? 0);
  }
  return out;
}

beforeAll(() => build());

describe('clusterctl render', () => {
  test('draws a site file without a daemon, into the file of its title', async () => {
    const folder = freshFolder();
    const target = join(folder, 'x.svg');
    expect(await typed(['render', EXAMPLE, '-o', target])).toMatchObject({ status: 0, out: '', said: expect.stringMatching(/^Wrote .*x\.svg: \d+ bytes\.\n$/) });
    const svg = readFileSync(target, 'utf8');
    expect(wellFormed(svg)).toBe(true);
    expect(svg).toContain('<title>FlatcarMicroCloud</title>');
    expect((await clusterctl(['render', EXAMPLE, '-o', '-'])).out).toBe(svg);
    const { file } = JSON.parse((await clusterctl(['render', EXAMPLE, '--json'])).out) as { file: string };
    renameSync(file, join(folder, 'named.svg'));
    expect(file).toBe(join(repository, 'flatcarmicrocloud.svg'));
  });

  test('draws the same with what it kept of an earlier run, and takes nothing that others could have written', async () => {
    const drawn = (await clusterctl(['render', EXAMPLE, '-o', '-'])).out;
    const dist = join(repository, 'backend/dist');
    const kept = join(dist, readdirSync(dist).find((name) => name.startsWith('clusterctl-') && name.endsWith(`-${process.version}-${process.arch}.cache`)) ?? 'nothing was kept');
    const whole = readFileSync(kept);
    try {
      expect((await clusterctl(['render', EXAMPLE, '-o', '-'])).out).toBe(drawn);
      writeFileSync(kept, 'not what V8 wrote');
      expect((await clusterctl(['render', EXAMPLE, '-o', '-'])).out).toBe(drawn);
      expect(readFileSync(kept, 'latin1')).not.toBe('not what V8 wrote');
      chmodSync(kept, 0o666);
      writeFileSync(kept, 'anybody could write this');
      expect((await clusterctl(['render', EXAMPLE, '-o', '-'])).out).toBe(drawn);
      expect(statSync(kept).mode & 0o022).toBe(0);
    } finally {
      writeFileSync(kept, whole);
      chmodSync(kept, 0o644);
    }
  });

  test('draws icons of the file\'s own, standing or lying, cleaned, each once; in a PNG too', async () => {
    const folder = freshFolder();
    const site = (more: string): string => {
      const file = join(folder, 'icons.yaml');
      const icon = (id: string, image: string, rest = ''): string => `  ${id}: {image: "${image}"${rest}}\n`;
      writeFileSync(file, `site: 1\nicons:\n${icon('logo', svgUrl('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><script>1</script><rect width="20" height="10" fill="#0f0"/></svg>'))}${icon('photo', dataUrl('image/png', pngOf(255, 0, 0)), ', is_isometric: false, scale: 2')}${more}`
        + 'servers:\n  a: {look: {icon: logo}, at: [0, 0]}\n  b: {look: {icon: logo}, at: [4, 0]}\n  c: {look: {icon: photo}, at: [0, 4]}\n  d: {type: web, at: [4, 4]}\n');
      return file;
    };
    const { out } = await typed(['render', site(''), '-o', '-']);
    expect(wellFormed(out)).toBe(true);
    const images = Array.from(out.matchAll(/<image [^>]*width="([\d.]+)" height="([\d.]+)"[^>]*href="data:([^;]+);base64,([^"]+)"/g), ([, width, height, type, text]) => ({ width: Number(width), height: Number(height), type, text: Buffer.from(text ?? '', 'base64').toString('latin1') }));
    expect(images.map(({ type }) => type)).toEqual(['image/svg+xml', 'image/png']);
    expect((images[0]?.width ?? 0) / (images[0]?.height ?? 1)).toBeCloseTo(2, 2);
    expect(images[0]?.text).toContain('#0f0');
    expect(out).not.toContain('script');
    expect(images[0]?.text).not.toContain('script');
    const png = join(folder, 'icons.png');
    await clusterctl(['render', site(''), '-o', png]);
    writeFileSync(join(folder, 'plain.yaml'), readFileSync(join(folder, 'icons.yaml'), 'utf8').replace(/look: \{icon: \w+\}, /g, ''));
    await clusterctl(['render', join(folder, 'plain.yaml'), '-o', join(folder, 'plain.png')]);
    const greens = (file: string): number => pixelsIn(readFileSync(file), [0, 255, 0]);
    expect([greens(png) > 500, greens(join(folder, 'plain.png'))]).toEqual([true, 0]);
    expect(await typed(['render', site(`  bad: {image: "data:text/html,x"}\n`), '-o', '-'])).toMatchObject({ status: 1, said: expect.stringMatching(/icons\.yaml:5: \/icons\/bad\/image /) });
  });

  test('draws an export whose servers have no places, arranged by networks or as is asked', async () => {
    const usual = await typed(['render', EXPORT, '-o', '-']);
    expect(wellFormed(usual.out)).toBe(true);
    expect((await typed(['render', EXPORT, '-o', '-', '--layout', 'by_network'])).out).toBe(usual.out);
    const others = await Promise.all(['by_cluster', 'layered', 'circular', 'grid', 'force'].map(async (layout) => (await typed(['render', EXPORT, '-o', '-', '--layout', layout])).out));
    expect(new Set([usual.out, ...others]).size).toBe(6);
    for (const svg of others) for (const name of ['Cloudflare CDN', 'worker3', 'storage1', 'postgresql1']) expect(svg).toContain(name);
  });

  test('makes a PNG of its size without a browser, with text in it', async () => {
    const folder = freshFolder();
    const size = /width="(\d+)" height="(\d+)"/.exec((await typed(['render', EXAMPLE, '-o', '-'])).out)?.slice(1).map(Number) as [number, number];
    const target = join(folder, 'x.png');
    expect(await clusterctl(['render', EXAMPLE, '-o', target, '--scale', '2'])).toMatchObject({ status: 0 });
    const { width, height, colours } = decoded(readFileSync(target));
    expect([width, height]).toEqual([size[0] * 2, size[1] * 2]);
    expect(colours).toBeGreaterThan(100);
    writeFileSync(join(folder, 'no-names.yaml'), readFileSync(EXAMPLE, 'utf8').replace('name: Users', 'name: " "'));
    await clusterctl(['render', join(folder, 'no-names.yaml'), '-o', join(folder, 'y.png'), '--scale', '2']);
    expect(readFileSync(join(folder, 'y.png')).equals(readFileSync(target))).toBe(false);
  });

  test('is clear where it is to be, dark where that is asked for', async () => {
    expect((await typed(['render', EXAMPLE, '-o', '-', '--transparent'])).out).not.toContain('width="100%"');
    expect((await typed(['render', EXAMPLE, '-o', '-', '--theme', 'dark'])).out).toContain('fill="#0e1523"');
  });

  test.each([['light-contrast', '#fff'], ['dark-contrast', '#000'], ['light-safe', '#f4f7fc'], ['dark-contrast-safe', '#000']])('in the theme %s lies on %s', async (theme, ground) => {
    const { out } = await typed(['render', EXAMPLE, '-o', '-', '--theme', theme]);
    expect(wellFormed(out)).toBe(true);
    expect(out).toContain(`<rect width="100%" height="100%" fill="${ground}"/>`);
  });

  test('takes the theme of its file, and refuses one that there is not', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'strong.yaml'), 'site: 1\ntheme: dark-contrast-safe\nservers:\n  a: {type: web}\n');
    expect((await typed(['render', join(folder, 'strong.yaml'), '-o', '-'])).out).toContain('<rect width="100%" height="100%" fill="#000"/>');
    expect(await typed(['render', EXAMPLE, '-o', '-', '--theme', 'sepia'])).toMatchObject({ status: 2, out: '', said: expect.stringContaining('dark-contrast-safe') });
  });

  test('draws a sheet of every icon', async () => {
    const { out } = await typed(['render', '--icons', '-o', '-']);
    expect(wellFormed(out)).toBe(true);
    for (const id of ['web', 'kafka', 'cloud-aws']) expect(out).toContain(`>${id}<`);
  });

  test('names the line of each fault, and draws nothing', async () => {
    const folder = freshFolder();
    const [file, target] = [join(folder, 'bad.yaml'), join(folder, 'bad.svg')];
    writeFileSync(file, 'site: 1\nservers:\n  a:\n    type: 7\n  b: {}\nconnections:\n  - a -> b\n  - b -> gone\n');
    const first = await typed(['render', file, '-o', target]);
    expect(first).toMatchObject({ status: 1, said: expect.stringContaining(`${file}:4: /servers/a/type `) });
    writeFileSync(file, 'site: 1\nservers:\n  a: {}\nconnections:\n  - a -> gone\n');
    expect((await typed(['render', file, '-o', target])).said).toContain(`${file}:5: /connections/0/to is no server: "gone"`);
    expect(existsSync(target)).toBe(false);
    writeFileSync(file, 'site: 1\nservers: [\n');
    expect(await typed(['render', file])).toMatchObject({ status: 1, said: expect.stringContaining('bad.yaml') });
  });

  test.each([
    [[], 'Name a file'], [[EXAMPLE, '--icons'], 'Name a file'], [['--icons', '-o', 'x.html'], '.svg or .png'], [[EXAMPLE, '-o', 'x.gif'], 'must be .svg'], [[EXAMPLE, '--scale', '0'], 'from 0.1 to 16'],
  ])('typed wrong: %j', async (args, sentence) => {
    expect(await typed(['render', ...args])).toMatchObject({ status: 2, said: expect.stringContaining(sentence) });
  });

  test('says that a PNG would be too large, and what would fit', async () => {
    expect(await clusterctl(['render', EXAMPLE, '-o', join(freshFolder(), 'x.png'), '--scale', '16'])).toMatchObject({ status: 1, said: expect.stringMatching(/too large\. Use --scale [\d.]+ or less/) });
  });

  test('a page that opens by itself is made of so many servers as can be moved fluently', async () => {
    const file = join(freshFolder(), 'large.yaml');
    writeFileSync(file, `site: 1\nservers:\n${Array.from({ length: 2_001 }, (_, at) => `  s${at}:\n`).join('')}`);
    expect(await typed(['render', file, '--layout', 'grid', '--format', 'html', '-o', '-'])).toMatchObject({ status: 1, said: expect.stringContaining('at most 2000') });
  });
});
