import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ProvidedSecret } from '../../backend/store/secrets.ts';
import { openStore, type TestStore } from '../support/open-store.ts';

const ME = { user: 'daemon' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

const AWS: ProvidedSecret = { id: 'config-aws', name: 'AWS (configuration)', kind: 'aws', value: '{"access_key_id":"AKIA1","secret_access_key":"horse battery"}' };
const keep = (secret: ProvidedSecret) => at.store.write(ME, () => at.store.secrets.keep(secret));
const remove = () => at.store.write(ME, () => at.store.secrets.remove('config-aws'));

describe('a provided secret', () => {
  test('is kept encrypted, without a change, and is no news at the next start', async () => {
    expect(at.store.secrets.isNews(AWS)).toBe(true);
    expect(await keep(AWS)).toBe(true);
    at = await at.reopen();
    expect(at.store.secrets.isNews(AWS)).toBe(false);
    expect(at.store.secrets.reveal('config-aws')).toMatchObject({ kind: 'aws', value: AWS.value });
    expect(at.store.feed.number).toBe(0);
    expect(readdirSync(at.folder).filter((name) => readFileSync(join(at.folder, name)).includes('horse battery'))).toEqual([]);
  });

  test('is news with another value, and replaces the old one', async () => {
    await keep(AWS);
    const rotated = { ...AWS, value: '{"access_key_id":"AKIA2","secret_access_key":"x"}' };
    expect(at.store.secrets.isNews(rotated)).toBe(true);
    await keep(rotated);
    expect(at.store.secrets.reveal('config-aws').value).toBe(rotated.value);
    expect(at.store.secrets.list()).toHaveLength(1);
  });

  test('does not come back once a person removed it, unless its value changes', async () => {
    await keep(AWS);
    await remove();
    expect(at.store.secrets.isNews(AWS)).toBe(false);
    expect(at.store.secrets.isNews({ ...AWS, value: 'other' })).toBe(true);
  });

  test('leaves what a person entered under its id before, and what one made of it since', async () => {
    await at.store.write(ME, () => at.store.secrets.put({ id: 'config-aws', name: 'Mine', kind: 'password', value: 'mine' }));
    expect(await keep(AWS)).toBe(false);
    expect(at.store.secrets.reveal('config-aws').value).toBe('mine');
    await remove();
    expect(await keep(AWS)).toBe(true);
    await remove();
    await at.store.write(ME, () => at.store.secrets.put({ id: 'config-aws', name: 'Mine', kind: 'password', value: 'mine' }));
    expect(at.store.secrets.isNews(AWS)).toBe(false);
  });

  test('is kept anew where the key of the old one is lost', async () => {
    await keep(AWS);
    rmSync(join(at.folder, 'secret.key'));
    at = await at.reopen();
    expect(at.store.secrets.isNews(AWS)).toBe(true);
    expect(await keep(AWS)).toBe(true);
    expect(at.store.secrets.get('config-aws')?.state).toBe('ready');
    expect(at.store.secrets.isNews(AWS)).toBe(false);
  });
});
