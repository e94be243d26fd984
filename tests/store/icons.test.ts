import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FULL_ACCESS } from '../../backend/contract/access.ts';
import { decodeTopology } from '../../backend/contract/topology.ts';
import { ICON_IMAGES_MAX_BYTES, ICONS_MAX } from '../../backend/contract/limits.ts';
import { textOf as said } from '../../backend/contract/sentence.ts';
import { yamlText } from '../../backend/domain/export-text.ts';
import { readIconImage } from '../../backend/domain/icon-image/icon-image.ts';
import { ChangeFeed } from '../../backend/store/change-feed.ts';
import { connect } from '../../backend/store/database.ts';
import { dataUrl, pngOf, squareSvg, svgUrl } from '../support/icon-files.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ANN = { user: 'ann' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

const write = <T>(work: () => T, by = ANN) => at.store.write(by, work);
const imageOf = (color: string) => readIconImage(svgUrl(squareSvg(color))).image;
const add = (id: string, color: string) => write(() => at.store.icons.add({ id, image: imageOf(color) }, START_MS));
const bytesOf = (hash: string): string | undefined => { const image = at.store.icons.images.get(hash); return image === null ? undefined : Buffer.from(image.bytes).toString(); };
async function textOf(from = at): Promise<string> {
  let text = '';
  for await (const chunk of from.store.export()) text += chunk;
  return text;
}
const load = (file: object, options: { dryRun?: boolean; mode?: 'merge' | 'replace' } = {}, into = at) =>
  into.store.import({ bytes: Buffer.from(JSON.stringify({ format: 'unlimited-cluster', version: 1, ...file })) }, { dryRun: false, mode: 'merge', by: ANN, ...options });

describe('icons', () => {
  test('have defaults, keep their image apart, and travel in the header of the topology', async () => {
    const icon = await add('own', '#f00');
    expect(icon).toEqual({
      id: 'own', name: 'own', collection: '', keywords: [], is_isometric: true, scale: 1, media_type: 'image/svg+xml', bytes: bytesOf(icon.image_hash)?.length,
      image_hash: icon.image_hash, created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z',
    });
    await write(() => at.store.icons.patch('own', { keywords: ['brand'], scale: 2 } as object, START_MS));
    expect(decodeTopology((await at.store.topology(FULL_ACCESS)).slice().buffer).header.icons).toEqual([
      { id: 'own', name: 'own', collection: '', keywords: ['brand'], is_isometric: true, scale: 2, image_hash: icon.image_hash },
    ]);
    expect(JSON.stringify(at.store.feed.since(0))).not.toContain('base64');
  });

  test('an image changes with a patch, and comes back with undo and redo', async () => {
    const before = await add('own', '#f00');
    const after = await write(() => at.store.icons.patch('own', { image: imageOf('#0f0') }, START_MS));
    expect(after.image_hash).not.toBe(before.image_hash);
    await at.store.undo(ANN);
    expect(bytesOf(at.store.icons.require('own').image_hash)).toContain('#f00');
    await at.store.redo(ANN);
    expect(bytesOf(at.store.icons.require('own').image_hash)).toContain('#0f0');
    await write(() => at.store.icons.remove('own'));
    await at.store.undo(ANN);
    expect(bytesOf(at.store.icons.require('own').image_hash)).toContain('#0f0');
  });

  test('are refused without an image, and with another of the same id', async () => {
    await expect(write(() => at.store.icons.add({ id: 'own' }, START_MS))).rejects.toMatchObject({ faults: [{ pointer: '/image', message: { key: 'fault_missing' } }] });
    await add('own', '#f00');
    await expect(add('own', '#0f0')).rejects.toMatchObject({ code: 'id_taken' });
  });
});

describe('images', () => {
  test('are kept once for all icons that have the same', async () => {
    const [one, two] = [await add('one', '#f00'), await add('two', '#f00')];
    expect(one.image_hash).toBe(two.image_hash);
    await write(() => at.store.icons.remove('one'));
    at.store.icons.images.forget();
    expect(bytesOf(two.image_hash)).toContain('#f00');
  });

  test('go when no icon has them and the feed has forgotten every edit that could want them back', async () => {
    const gone = await add('gone', '#f00');
    await write(() => at.store.icons.remove('gone'));
    const kept = await add('kept', '#0f0');
    const forget = () => write(() => at.store.icons.images.forget());
    await forget();
    expect(bytesOf(gone.image_hash)).toBeDefined();
    const database = connect(at.store.file, undefined);
    // Two edits and then some others that push them out of a feed that keeps nothing it need not.
    await write(() => at.store.servers.add({ id: 'a' }, START_MS));
    new ChangeFeed(database, { keepMs: 0, rows: 2, bytes: 2 ** 20, rowsMax: 2, bytesMax: 2 ** 20 }).prune(START_MS + 1);
    database.close();
    await forget();
    expect([bytesOf(gone.image_hash), bytesOf(kept.image_hash)]).toEqual([undefined, expect.stringContaining('#0f0')]);
  });

  test('an undo whose image is no longer kept is refused and changes nothing', async () => {
    const icon = await add('own', '#f00');
    await write(() => at.store.icons.remove('own'));
    const database = connect(at.store.file, undefined);
    database.prepare('DELETE FROM icon_images WHERE hash = ?').run(icon.image_hash);
    database.close();
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'undo_conflict', message: 'The image that the icon "own" had is no longer kept. Nothing was undone.' });
    expect(at.store.icons.get('own')).toBeUndefined();
  });

  test('that no icon has are at most 64 MiB: the oldest go first', async () => {
    const large = (number: number) => ({ media_type: 'image/png' as const, bytes: Buffer.concat([pngOf(1, 2, 3), Buffer.alloc(500_000, number)]) });
    const hashes: string[] = [];
    for (let number = 0; number < 140; number += 1) hashes.push(await write(() => {
      const { image_hash: hash } = at.store.icons.add({ id: 'own', image: large(number) }, START_MS);
      at.store.icons.remove('own');
      return hash;
    }));
    await add('last', '#f00');
    const isKept = hashes.map((hash) => at.store.icons.images.get(hash) !== null);
    expect(isKept.filter(Boolean).length).toBe(Math.floor(64 * 2 ** 20 / large(0).bytes.length));
    expect([isKept[0], isKept.at(-1)]).toEqual([false, true]);
  });
});

describe('files', () => {
  test('an export carries the images, and comes back the same, byte for byte', async () => {
    await write(() => at.store.icons.add({ id: 'drawn', name: 'Drawn', collection: 'Brand', keywords: ['logo'], is_isometric: false, scale: 0.5, image: imageOf('#00f') }, START_MS));
    await write(() => at.store.icons.add({ id: 'pixels', image: { media_type: 'image/png', bytes: pngOf(9, 8, 7) } }, START_MS));
    const text = await textOf();
    expect(text).toContain(dataUrl('image/png', pngOf(9, 8, 7)));
    const other = await openStore();
    try {
      expect(await other.store.import({ bytes: Buffer.from(text) }, { dryRun: true, mode: 'merge', by: ANN })).toMatchObject({ added: 2, warnings: [] });
      expect(other.store.icons.count()).toBe(0);
      await other.store.import({ bytes: Buffer.from(text) }, { dryRun: false, mode: 'replace', by: ANN });
      expect(await textOf(other)).toBe(text);
      expect(Buffer.from(other.store.icons.images.get(other.store.icons.require('pixels').image_hash)?.bytes ?? [])).toEqual(pngOf(9, 8, 7));
      expect(await other.store.import({ bytes: Buffer.from(text) }, { dryRun: false, mode: 'merge', by: ANN })).toMatchObject({ added: 0, changed: 0, removed: 0 });
      await other.store.undo(ANN);
      expect(other.store.icons.count()).toBe(0);
      await other.store.redo(ANN);
      expect(await textOf(other)).toBe(text);
    } finally {
      await other.end();
    }
  });

  test('a site file carries them too', async () => {
    await write(() => at.store.icons.add({ id: 'drawn', is_isometric: false, image: imageOf('#00f') }, START_MS));
    let yaml = '';
    for await (const chunk of at.store.export(yamlText('Site'))) yaml += chunk;
    expect(yaml).toContain('  drawn: {is_isometric: false, image: ');
    const other = await openStore();
    try {
      expect(await other.store.import({ bytes: Buffer.from(yaml), type: 'yaml' }, { dryRun: false, mode: 'replace', by: ANN })).toMatchObject({ added: 1 });
      expect(await textOf(other)).toBe(await textOf());
    } finally {
      await other.end();
    }
  });

  test('a pack is one change and one undo; what was cleaned is a warning', async () => {
    const icons = Array.from({ length: 40 }, (_, index) => ({ name: `Icon ${index}`, collection: 'Pack', image: svgUrl(squareSvg(`#0000${(16 + index).toString(16)}`)) }));
    icons.push({ name: 'Wicked', collection: 'Pack', image: svgUrl(squareSvg('#fff').replace('<rect', '<script>1</script><rect')) });
    const { number } = at.store.feed;
    const { added, warnings } = await load({ icons });
    expect([added, warnings.map((warning) => said(warning))]).toEqual([41, ['/icons/40: The image was cleaned: <script> was taken away.']]);
    expect(warnings.map((warning) => said(warning, 'es'))).toEqual(['/icons/40: La imagen se limpió: se quitó <script>.']);
    expect(at.store.feed.number).toBe(number + 1);
    await at.store.undo(ANN);
    expect(at.store.icons.count()).toBe(0);
  });

  test('a faulty image refuses the file, with every fault at its place', async () => {
    await expect(load({ icons: [{ id: 'a', image: svgUrl('<svg') }, { id: 'b' }, { id: 'c', image: svgUrl(squareSvg('#fff')) }, { id: 'd', image: 7 }] })).rejects.toMatchObject({
      faults: expect.arrayContaining([
        { pointer: '/icons/0/image', message: expect.objectContaining({ key: 'image_xml' }) }, { pointer: '/icons/1/image', message: { key: 'fault_missing' } },
        expect.objectContaining({ pointer: '/icons/3/image' }),
      ]),
    });
    expect(at.store.icons.count()).toBe(0);
  });

  test('more icons than are kept come without the last of them, each named, and with everything else', async () => {
    const image = svgUrl(squareSvg('#00f'));
    const icons = Array.from({ length: ICONS_MAX + 2 }, (_, index) => ({ id: `icon-${index}`, image }));
    const { added, warnings } = await load({ icons, servers: [{ id: 'a', look: { icon: `icon-${ICONS_MAX + 1}` } }] });
    expect(added).toBe(ICONS_MAX + 1);
    expect(warnings.map((warning) => said(warning))).toEqual([ICONS_MAX, ICONS_MAX + 1].map((index) => `/icons/${index}: the icon "icon-${index}" is left out: at most ${ICONS_MAX} are kept. What shows it shows the icon of its type.`));
    expect(at.store.servers.require('a').look).toEqual({ icon: `icon-${ICONS_MAX + 1}` });
    expect((await load({ icons: icons.slice(1) }, { mode: 'replace' })).warnings).toHaveLength(1);
    expect(at.store.icons.count()).toBe(ICONS_MAX);
  });

  test('a diagram whose images are larger than all may be comes without them, and one that is kept stays as it was', async () => {
    await add('own', '#f00');
    const before = at.store.icons.require('own').image_hash;
    const database = connect(at.store.file, undefined);
    database.prepare('UPDATE icon_images SET bytes = ?').run(ICON_IMAGES_MAX_BYTES - 10);
    database.close();
    const diagram = {
      title: 'Shop', icons: [{ id: 'brand', name: 'Brand', url: svgUrl(squareSvg('#0f0')) }], colors: [], items: [{ id: 'a', name: 'A', icon: 'brand' }, { id: 'b', name: 'B' }],
      views: [{ id: 'v', name: 'V', items: [{ id: 'a', tile: { x: 0, y: 0 } }, { id: 'b', tile: { x: 2, y: 0 } }] }],
    };
    const { warnings } = await at.store.import({ bytes: Buffer.from(JSON.stringify(diagram)) }, { dryRun: false, mode: 'merge', by: ANN });
    expect(warnings.map((warning) => said(warning))).toEqual([expect.stringMatching(/the image of the icon "fossflow-brand" is left out: it has \d+ bytes, and 10 of 134217728 are free/)]);
    expect(at.store.servers.count()).toBe(2);
    expect((await load({ icons: [{ id: 'own', name: 'Renamed', image: svgUrl(squareSvg('#0f0')) }] })).warnings).toHaveLength(1);
    expect(at.store.icons.require('own')).toMatchObject({ name: 'Renamed', image_hash: before });
  });

  test('a row without an image keeps the one that is stored', async () => {
    const { image_hash: hash } = await add('own', '#f00');
    await load({ icons: [{ id: 'own', name: 'Renamed' }] });
    expect(at.store.icons.require('own')).toMatchObject({ name: 'Renamed', image_hash: hash });
    await load({ icons: [{ id: 'own', name: 'Again', image_hash: 'x', bytes: 1 }] }, { mode: 'replace' });
    expect(at.store.icons.require('own')).toMatchObject({ name: 'Again', image_hash: hash });
  });
});
