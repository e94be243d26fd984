import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chmodSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
const SECRET = 'correct horse battery staple';
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

const write = <T>(work: () => T) => at.store.write(ME, work);
const keyFile = () => join(at.folder, 'secret.key');
const putRoot = () => write(() => at.store.secrets.put({ name: 'Root', kind: 'password', value: SECRET }));

describe('secrets', () => {
  test('come back for the senses, never in a list, and stand nowhere in the files', async () => {
    await putRoot();
    await write(() => at.store.secrets.put({ id: 'key', name: 'Key', kind: 'ssh_key', value: '-----BEGIN', passphrase: SECRET }));
    expect(at.store.secrets.reveal('root')).toEqual({ kind: 'password', value: SECRET, passphrase: undefined });
    expect(at.store.secrets.reveal('key')).toEqual({ kind: 'ssh_key', value: '-----BEGIN', passphrase: SECRET });
    expect(at.store.secrets.list()).toEqual([expect.objectContaining({ id: 'key', state: 'ready' }), expect.objectContaining({ id: 'root', name: 'Root', kind: 'password' })]);
    expect(JSON.stringify(at.store.secrets.list())).not.toContain('horse');
    expect(readdirSync(at.folder).some((name) => readFileSync(join(at.folder, name)).includes(SECRET))).toBe(false);
    expect(at.store.feed.number).toBe(0);
  });

  test('the key is made at first use, for its owner alone', async () => {
    expect(readdirSync(at.folder)).not.toContain('secret.key');
    await putRoot();
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  });

  test('without their key say "enter again", and take a new value', async () => {
    await putRoot();
    rmSync(keyFile());
    at = await at.reopen();
    expect(at.store.secrets.list()).toMatchObject([{ id: 'root', state: 'enter_again' }]);
    expect(() => at.store.secrets.reveal('root')).toThrow(/"Root" was encrypted with a key that is not here\. Enter it again\./);
    await write(() => at.store.secrets.put({ id: 'root', name: 'Root', kind: 'password', value: 'new' }));
    expect(at.store.secrets.reveal('root').value).toBe('new');
  });

  test('a key that others can read, or that is no key, is refused', async () => {
    await putRoot();
    at = await at.reopen();
    chmodSync(keyFile(), 0o644);
    expect(() => at.store.secrets.reveal('root')).toThrow(/Set its mode to 0600/);
    chmodSync(keyFile(), 0o600);
    writeFileSync(keyFile(), 'not a key');
    expect(() => at.store.secrets.reveal('root')).toThrow(/does not hold 64 hexadecimal digits/);
  });

  test('an id in use is a clash, one that is gone is 404', async () => {
    await putRoot();
    await expect(write(() => at.store.secrets.put({ id: 'root', name: 'x', kind: 'password', value: 'x' }))).rejects.toMatchObject({ code: 'id_taken' });
    await write(() => at.store.secrets.remove('root'));
    expect(() => at.store.secrets.reveal('root')).toThrow(expect.objectContaining({ code: 'not_found' }));
    await expect(write(() => at.store.secrets.remove('root'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('tokens', () => {
  test('are shown once and found by themselves only', async () => {
    const { id, token } = await write(() => at.store.tokens.add({ name: 'CI job', rights: ['view', 'edit'], clusters: ['k'] }));
    expect(id).toBe('ci-job');
    expect(at.store.tokens.find(token)).toEqual({ user: 'CI job', access: { rights: ['view', 'edit'], clusters: ['k'] } });
    expect(at.store.tokens.find(`${token}x`)).toBeNull();
    expect(JSON.stringify(at.store.tokens.list())).not.toContain(token);
    expect(readdirSync(at.folder).some((name) => readFileSync(join(at.folder, name)).includes(token))).toBe(false);
    await write(() => at.store.tokens.remove(id));
    expect(at.store.tokens.find(token)).toBeNull();
  });

  test('end when they say', async () => {
    const { token } = await write(() => at.store.tokens.add({ name: 'x', expires_at: new Date(at.clock.ms + 1_000).toISOString() }));
    expect(at.store.tokens.find(token)?.access).toEqual({ rights: ['view'], clusters: '*' });
    at.clock.ms += 1_000;
    expect(at.store.tokens.find(token)).toBeNull();
  });
});

describe('sessions', () => {
  test('last their time, across a restart, unless revoked', async () => {
    const { sessions } = at.store.tokens;
    const [one, two] = await write(() => [sessions.add(1_000), sessions.add(5_000)] as const);
    const again = await at.reopen();
    at = again;
    expect(again.store.tokens.sessions.find(one)).toEqual({ expires_at: '2026-01-01T00:00:01.000Z' });
    again.clock.ms += 1_000;
    expect(again.store.tokens.sessions.find(one)).toBeNull();
    await write(() => again.store.tokens.sessions.revoke(two));
    expect(again.store.tokens.sessions.find(two)).toBeNull();
    expect(again.store.tokens.sessions.find('')).toBeNull();
  });
});

describe('known hosts', () => {
  test('keep the key first seen until it is forgotten', async () => {
    expect(at.store.knownHosts.get('a')).toBeNull();
    await write(() => at.store.knownHosts.trust('a', { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:x' }));
    at = await at.reopen();
    expect(at.store.knownHosts.get('a')).toEqual({ algorithm: 'ssh-ed25519', fingerprint: 'SHA256:x' });
    await write(() => at.store.knownHosts.forget('a'));
    expect(at.store.knownHosts.get('a')).toBeNull();
  });
});
