import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Icon } from '../../backend/contract/icon.ts';
import { dataUrl, pngOf, squareSvg, svgUrl } from '../support/icon-files.ts';
import { openApi, type TestApi } from './open-api.ts';

let at: TestApi;
beforeAll(async () => { at = await openApi(); });
afterAll(async () => at.end());

const RED = svgUrl(squareSvg('#f00'));

describe('/api/icons', () => {
  test('adds, lists, changes and removes', async () => {
    const made = await at.ask('POST', '/api/icons', { json: { name: 'My logo', collection: 'Brand', image: RED } });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/api/icons/my-logo']);
    expect(made.json()).toMatchObject({ id: 'my-logo', collection: 'Brand', is_isometric: true, scale: 1, media_type: 'image/svg+xml' });
    expect(made.text).not.toContain('base64');
    const patched = await at.ask('PATCH', '/api/icons/my-logo', { json: { scale: 0.5, is_isometric: false, image: dataUrl('image/png', pngOf(1, 2, 3)) } });
    expect(patched.json()).toMatchObject({ scale: 0.5, is_isometric: false, media_type: 'image/png', bytes: pngOf(1, 2, 3).length });
    expect((await at.ask('GET', '/api/icons?collection=Brand')).json<{ items: Icon[] }>().items.map(({ id }) => id)).toEqual(['my-logo']);
    expect((await at.ask('GET', '/api/icons?collection=None')).json()).toMatchObject({ items: [] });
    expect((await at.ask('DELETE', '/api/icons/my-logo')).status).toBe(204);
    await at.ask('POST', '/api/undo');
    expect((await at.ask('GET', '/api/icons/my-logo')).json()).toMatchObject({ scale: 0.5, media_type: 'image/png' });
  });

  test('says what was taken away', async () => {
    const made = await at.ask('POST', '/api/icons', { json: { id: 'wicked', image: svgUrl(squareSvg('#fff').replace('<rect', '<script>1</script><rect onclick="x"')) } });
    expect(made.json()).toMatchObject({ warnings: ['The image was cleaned: <script> was taken away.', 'The image was cleaned: onclick of <rect> was taken away.'] });
  });

  test.each([
    ['no image', {}, '/image'], ['a broken image', { image: svgUrl('<svg') }, '/image'], ['an image of another type', { image: 'data:text/html,<b>x</b>' }, '/image'],
    ['a scale out of bounds', { image: RED, scale: 9 }, '/scale'], ['what is read-only', { image: RED, image_hash: 'x' }, '/image_hash'], ['an image that is none', { image: 7 }, '/image'],
    ['an image that is too long', { image: `data:image/png;base64,${'A'.repeat(1_000_000)}` }, '/image'],
  ])('refuses %s', async (_, body, pointer) => {
    const refused = await at.ask('POST', '/api/icons', { json: { id: 'refused', ...body } });
    expect(refused.json()).toMatchObject({ status: 422, errors: [{ pointer }] });
  });

  test('refuses 50 MB before it reads them, and an image taken away', async () => {
    expect((await at.ask('POST', '/api/icons', { json: { id: 'refused', image: `data:image/png;base64,${'A'.repeat(50_000_000)}` } })).status).toBe(413);
    expect((await at.ask('PATCH', '/api/icons/my-logo', { json: { image: null } })).json()).toMatchObject({ errors: [{ pointer: '/image' }] });
  });

  test('is changed by who may edit everything only, and seen by all', async () => {
    const [viewer, mine] = await Promise.all([at.tokenFor({ rights: ['view'], clusters: '*' }), at.tokenFor({ rights: ['view', 'edit'], clusters: ['k'] })]);
    for (const token of [viewer, mine]) {
      expect((await at.ask('POST', '/api/icons', { token, json: { id: 'no', image: RED } })).status).toBe(403);
      expect((await at.ask('PATCH', '/api/icons/my-logo', { token, json: { name: 'no' } })).status).toBe(403);
      expect((await at.ask('DELETE', '/api/icons/my-logo', { token })).status).toBe(403);
      expect((await at.ask('GET', '/api/icons/my-logo', { token })).status).toBe(200);
    }
    const exported = await at.ask('GET', '/api/export', { token: mine });
    expect(exported.json<{ icons: { id: string; image: string }[] }>().icons.map(({ id }) => id)).toEqual(['my-logo', 'wicked']);
  });
});

describe('/api/icon-images', () => {
  test('answers the bytes, for ever, with nothing in them that may run', async () => {
    const { image_hash: hash } = (await at.ask('GET', '/api/icons/wicked')).json<Icon>();
    const image = await at.ask('GET', `/api/icon-images/${hash}`);
    expect(image.text).toBe(Buffer.from(at.store.icons.images.get(hash)?.bytes ?? []).toString());
    expect(Object.fromEntries(['content-type', 'cache-control', 'content-security-policy', 'x-content-type-options'].map((name) => [name, image.headers.get(name)]))).toEqual({
      'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=31536000, immutable', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect((await at.ask('GET', `/api/icon-images/${hash}`, { headers: { 'If-None-Match': `"${hash}"` } })).status).toBe(304);
    expect((await at.ask('HEAD', `/api/icon-images/${hash}`)).text).toBe('');
    expect((await at.ask('GET', `/api/icon-images/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await at.ask('GET', `/api/icon-images/${hash}`, { token: null })).status).toBe(401);
  });
});
