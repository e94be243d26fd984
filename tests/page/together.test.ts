import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from '../../backend/sdk/client.ts';
import { MapPage } from './support/map-page.ts';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';

pageSuite('two people at one map', (browser) => {
  let product: Product;
  let map: MapPage;
  /** Somebody else, with a token of her own. */
  let maria: Client;

  const press = (keys: string): Promise<void> => map.page.keyboard.press(keys);
  const openForm = async (): Promise<void> => {
    await map.click('web1');
    await map.page.keyboard.press('e');
    await map.waitForDialog('edit-server');
    await map.page.waitForFunction(() => document.querySelector<HTMLInputElement>('dialog [name="name"]')?.value === 'web1');
  };

  beforeEach(async () => {
    product = await startProduct();
    await product.client.servers.add({ id: 'web1', name: 'web1', region: 'old', position: { x: 3, y: 0 } });
    const { token } = await product.client.addToken({ name: 'maria', rights: ['view', 'edit'], clusters: '*' });
    maria = new Client({ api: new URL('/api/', product.url).href, token });
    map = await MapPage.open(browser(), product.url);
    await map.waitFor('servers', '2');
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });

  test('a form opened before somebody changed the same says who and what, and keeps mine where told', async () => {
    await openForm();
    await map.page.fill('dialog [name="region"]', 'Madrid');
    await maria.servers.patch('web1', { region: 'Lisbon', os: 'Debian 13' });
    await map.page.waitForTimeout(300);
    await map.submit();
    await map.page.waitForSelector('[data-clash="region"]');
    const said = await map.page.innerText('dialog .alert');
    for (const words of ['maria', 'Region', 'Lisbon', 'Madrid']) expect(said).toContain(words);
    expect(await product.client.servers.get('web1')).toMatchObject({ region: 'Lisbon' });
    await map.page.click('[data-name="keep-mine"]');
    expect(await map.page.inputValue('dialog [name="os"]')).toBe('Debian 13');
    await map.submit();
    await map.waitUntilClosed();
    expect(await product.client.servers.get('web1')).toMatchObject({ region: 'Madrid', os: 'Debian 13' });
  });

  test('theirs may be taken; my other fields stay mine', async () => {
    await openForm();
    await map.page.fill('dialog [name="region"]', 'Madrid');
    await map.page.fill('dialog [name="hostname"]', 'web1.example');
    await maria.servers.patch('web1', { region: 'Lisbon' });
    await map.submit();
    await map.page.click('[data-name="take-theirs"]');
    expect(await map.page.inputValue('dialog [name="region"]')).toBe('Lisbon');
    await map.submit();
    await map.waitUntilClosed();
    expect(await product.client.servers.get('web1')).toMatchObject({ region: 'Lisbon', hostname: 'web1.example' });
  });

  test('what somebody else changed elsewhere in the row is kept, and told', async () => {
    await openForm();
    await map.page.fill('dialog [name="region"]', 'Madrid');
    await maria.servers.patch('web1', { notes: 'hers' });
    await map.submit();
    await map.waitUntilClosed();
    expect(await map.notice()).toContain('Notes');
    expect(await product.client.servers.get('web1')).toMatchObject({ region: 'Madrid', notes: 'hers' });
  });

  test('the buttons say what would be taken back and made again', async () => {
    const title = (name: string): Promise<string | null> => map.page.getAttribute(`.bar--tools [data-name="${name}"]`, 'title');
    const waitForTitle = (name: string, words: string): Promise<unknown> =>
      map.page.waitForFunction(([button, text]) => document.querySelector(`.bar--tools [data-name="${button ?? ''}"]`)?.getAttribute('title')?.includes(text ?? '') === true, [name, words]);
    // What was done before this page was opened has the words of the daemon.
    await waitForTitle('undo', 'added the server web1');
    await map.click('web1');
    await map.page.keyboard.press('Alt+ArrowRight');
    await waitForTitle('undo', 'Moved web1.');
    await map.page.keyboard.press('Control+z');
    await waitForTitle('redo', 'Moved web1.');
    expect(await title('undo')).toContain('added the server web1');
    // The same person elsewhere: that is now the last edit.
    await product.client.servers.patch('web1', { notes: 'from the command line' });
    await waitForTitle('undo', 'changed the server web1');
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('changed the server web1');
    expect((await product.client.servers.get('web1')).notes).toBe('');
  });

  test('an undo that would take back somebody else\'s change is refused and names who and what', async () => {
    await map.click('web1');
    await map.page.keyboard.press('Alt+ArrowRight');
    await map.waitForNotice('Moved');
    await maria.servers.patch('web1', { notes: 'hers' });
    await map.page.keyboard.press('Control+z');
    await map.page.locator('[data-notice="fault"]').waitFor();
    const said = await map.page.innerText('[data-notice="fault"]');
    for (const words of ['maria', 'changed the server', 'web1']) expect(said).toContain(words);
  });

  test('an edit whose server somebody deleted is left as it is, and the one before it can be taken back', async () => {
    await product.client.servers.add({ id: 'web2', position: { x: 0, y: 4 } });
    await map.waitFor('servers', '3');
    await map.click('web2');
    await press('Alt+ArrowRight');
    await map.waitForNotice('Moved web2.');
    await map.click('web1');
    await press('Alt+ArrowRight');
    await map.waitForNotice('Moved web1.');
    await maria.servers.remove('web1');
    await map.waitFor('servers', '2');
    await press('Control+z');
    await map.waitForNotice('"maria" removed the server "web1" since');
    expect((await product.client.servers.get('web2')).position).toEqual({ x: 1, y: 4 });
    await map.page.click('[data-name="notice-offer"]');
    await map.waitForNotice('Left as it is: Moved web1.');
    await press('Control+z');
    await map.waitForNotice('Taken back: Moved web2.');
    expect((await product.client.servers.get('web2')).position).toEqual({ x: 0, y: 4 });
  });
});
