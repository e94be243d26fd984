import { describe, expect, test } from '@jest/globals';
import type { Diagram } from '../../backend/domain/fossflow/shape.ts';
import { readFile, rowsOf, written, writtenCompact } from '../support/fossflow.ts';
import { dataUrl, pngOf, squareSvg, svgUrl } from '../support/icon-files.ts';
import { largeSite } from '../support/large-site-rows.ts';
import { plainIcon as icon, smallDiagram as diagram } from '../support/small-diagram.ts';

describe('icons of a diagram', () => {
  const RED = svgUrl(squareSvg('#f00'));
  const withIcon = (more: object): Diagram => diagram({ icons: [icon('server'), icon('storage'), { ...icon('mine'), isIsometric: true, ...more }, { ...icon('unused'), url: RED }] });
  const shown = (file: Diagram): string | undefined => rowsOf(file).servers.find(({ id }) => id === 'odd-one')?.look.icon;
  const pictureIn = (file: Diagram, id: string): string => file.icons?.find((one) => one.id === id)?.url ?? '';

  test('become icons of ours where a server shows them, and the server names them', () => {
    const file = withIcon({ url: RED, collection: 'brand', scale: 1.5, name: 'My box' });
    expect(rowsOf(file).icons).toEqual([{ id: 'fossflow-mine', name: 'My box', collection: 'brand', keywords: [], is_isometric: true, scale: 1.5, image: expect.stringMatching(/^data:image\/svg\+xml;base64,/) }]);
    expect(shown(file)).toBe('fossflow-mine');
    expect(readFile(file).warnings.filter((warning) => warning.includes('icon'))).toEqual([]);
  });

  test('leave with the picture they have here, under the id they came with', () => {
    const out = written(rowsOf(withIcon({ url: RED, collection: 'brand' })));
    expect(out.items.find(({ name }) => name === 'Odd')?.icon).toBe('mine');
    expect(out.icons?.find(({ id }) => id === 'mine')).toMatchObject({ name: 'mine', collection: 'brand', isIsometric: true, url: rowsOf(withIcon({ url: RED })).icons[0]?.image });
    expect(out.icons?.map(({ id }) => id)).not.toContain('unused');
  });

  test('what changed here of name, size and stance leaves too', () => {
    const rows = rowsOf(withIcon({ url: RED, collection: 'brand', scale: 0.5 }));
    const changed = { ...rows, icons: rows.icons.map((row) => ({ ...row, name: 'Renamed', scale: 2, is_isometric: false })) };
    expect(written(changed).icons?.find(({ id }) => id === 'mine')).toMatchObject({ name: 'Renamed', collection: 'brand', scale: 2, isIsometric: false });
    expect(rowsOf(written(changed)).icons).toEqual(changed.icons);
  });

  test('an icon of ours comes back as itself, in whatever accent, with its new size where somebody resized it in FossFLOW', () => {
    const rows = largeSite(30);
    const out = written(rows);
    const resized = { ...out, icons: out.icons?.map((one) => (one.id === 'uc-own-logo' ? { ...one, scale: 1.25 } : one)) } as Diagram;
    expect(out.icons?.map(({ id }) => id)).toEqual(expect.arrayContaining(['uc-own-logo', 'uc-own-type']));
    expect(rowsOf(out).icons).toEqual(rows.icons);
    expect(rowsOf(resized).icons).toEqual(rows.icons.map((row) => (row.id === 'own-logo' ? { ...row, scale: 1.25 } : row)));
  });

  test('ids that ours cannot be stay apart from each other', () => {
    const file = diagram({
      icons: [icon('server'), icon('storage'), { ...icon('my box'), url: RED }, { ...icon('my-box'), url: svgUrl(squareSvg('#00f')) }],
      items: [{ id: 'a', name: 'A', icon: 'my box' }, { id: 'b', name: 'B', icon: 'my-box' }], views: [{ id: 'v', name: 'V', items: [] }],
    });
    expect(rowsOf(file).icons).toHaveLength(2);
    expect(written(rowsOf(file)).items.map((item) => item.icon)).toEqual(['my box', 'my-box']);
    expect(rowsOf(written(rowsOf(file)))).toEqual(rowsOf(file));
  });

  test('what could run in a picture is taken away, told, and does not leave again', () => {
    const file = withIcon({ url: svgUrl(squareSvg('#f00').replace('<rect', '<script>alert(1)</script><rect onclick="alert(2)"')) });
    expect(readFile(file).warnings).toContain('Something was taken away from the pictures of 1 icons, so that nothing in them can run or load anything: "mine"');
    for (const url of [rowsOf(file).icons[0]?.image ?? '', pictureIn(written(rowsOf(file)), 'mine')]) expect(Buffer.from(url.split(',')[1] ?? '', 'base64').toString()).not.toMatch(/alert|script/);
  });

  test.each([
    ['broken', svgUrl('<svg'), /^The icon "mine" comes without its picture: \/icons\/2\/url is not well-formed XML/],
    ['of another type', 'data:text/html,<script>alert(1)</script>', /^The icon "mine" comes without its picture: \/icons\/2\/url is "text\/html"/],
    ['that is no PNG', 'data:image/png;base64,AAAA', /\/icons\/2\/url says it is image\/png, but its bytes are not/],
    ['with sides of 60000 pixels', dataUrl('image/png', pngOf(1, 2, 3, 8, 60_000)), /\/icons\/2\/url is 60000 × 60000 pixels/],
    ['somewhere else', 'https://pictures.example/one.png', /\/icons\/2\/url must be a data URL/],
  ])('a picture %s is named, and all the rest is there', (_what, url, warning) => {
    const file = withIcon({ url });
    expect(readFile(file).warnings).toContainEqual(expect.stringMatching(warning));
    expect(readFile(file).warnings).toContainEqual(expect.stringMatching(/have no picture here.*"mine" \(1 in all\)/));
    expect(rowsOf(file)).toMatchObject({ icons: [], servers: { length: 3 } });
    expect(rowsOf(written(rowsOf(file)))).toEqual(rowsOf(file));
    expect(pictureIn(written(rowsOf(file)), 'mine')).toMatch(url.startsWith('https:') ? /^https:/ : /^data:image\/svg/);
  });

  test('an icon that only names itself is no icon of ours, and stays its name in the compact form', () => {
    const compact = { t: 'Tiny', i: [['VM', 'azure-vm', '']], v: [[[[0, 0, 0]], []]], _: { f: 'compact', v: '1.0' } };
    const rows = rowsOf(compact);
    expect([rows.icons, rows.servers[0]?.type]).toEqual([[], 'generic']);
    expect(writtenCompact(rows)).toMatchObject({ i: [['VM', 'azure-vm', '']] });
    expect(rowsOf(written(rows))).toEqual(rows);
  });
});
