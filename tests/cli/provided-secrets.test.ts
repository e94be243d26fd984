import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { chmodSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Store } from '../../backend/store/store.ts';
import type { Credential } from '../../backend/contract/credential.ts';
import { openLog } from '../../backend/log.ts';
import { providedSecrets } from '../../backend/provided-secrets.ts';
import { storeWorkerFile } from '../support/store-worker.ts';
import { freshFolder } from './command-line.ts';
import { build, clusterctl } from './product.ts';

const SECRETS = ['horse-of-aws', 'battery-of-azure', 'staple-of-google', 'correct-of-backups', 'rotated-of-aws'];
const GOOGLE = JSON.stringify({ type: 'service_account', client_email: 'a@b', private_key: 'staple-of-google' });

// Each test starts several daemons, one after the other.
jest.setTimeout(120_000);

let folder: string;
let config: string;
beforeEach(() => {
  build();
  folder = freshFolder();
  config = join(folder, 'config.json');
});

const write = (value: object): void => writeFileSync(config, JSON.stringify({ collection: { probes_per_second: 0 }, ...value }));
const ask = (line: string, env: Record<string, string> = {}) => clusterctl([...line.split(' '), '--data', folder], { env: { UNLIMITED_CLUSTER_CONFIG: config, ...env } });
const log = (): string => readFileSync(join(folder, 'daemon.log'), 'utf8');

async function start(env: Record<string, string> = {}): Promise<void> {
  const { status, said } = await ask('start --listen 127.0.0.1:0', env);
  if (status !== 0) throw new Error(said);
}
async function restart(env: Record<string, string> = {}): Promise<void> {
  await ask('stop');
  await start(env);
}
afterEach(() => ask('stop --force'));

async function stored(): Promise<Credential[]> {
  return (JSON.parse((await ask('credentials list --json')).out) as { items: Credential[] }).items;
}
const ids = async (): Promise<string[]> => (await stored()).map(({ id, kind }) => `${id} ${kind}`);

/** A value as the senses get it, read from the data of a daemon that has ended. */
async function revealed(id: string): Promise<unknown> {
  await ask('stop');
  const store = await Store.open({ folder, nowMs: Date.now, log: openLog('silent'), workerFile: await storeWorkerFile() });
  try {
    return JSON.parse(store.secrets.reveal(id).value);
  } finally {
    await store.close();
  }
}

describe('a daemon with an older manager\'s configuration', () => {
  test('copies its secrets once, leaves the file alone, and shows a value nowhere', async () => {
    writeFileSync(join(folder, 'google.json'), GOOGLE);
    write({
      aws: { access_key: 'AKIA1', secret_key: 'horse-of-aws', region: 'eu-west-1', auto_discovery: true }, gcp: { project_id: 'p', credentials_file: 'google.json' },
      azure: { subscription_id: 's', client_id: 'c', client_secret: 'battery-of-azure', tenant_id: 't', resource_group: 'r' },
    });
    const before = readFileSync(config, 'utf8');
    await start({ BACKUP_ENCRYPTION_KEY: 'correct-of-backups' });
    expect(await ids()).toEqual(['config-aws aws', 'config-azure azure', 'config-backup-key encryption_key', 'config-gcp gcp']);
    const first = await stored();
    const shown = [(await ask('credentials list --json')).out, (await ask('export')).out, (await ask('diagnose')).out, log()].join();
    await restart({ BACKUP_ENCRYPTION_KEY: 'correct-of-backups' });
    expect(await stored()).toEqual(first);
    expect(log()).toBe('');
    expect(readFileSync(config, 'utf8')).toBe(before);
    expect(SECRETS.filter((secret) => shown.includes(secret))).toEqual([]);
    const holders = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile() && SECRETS.some((secret) => readFileSync(join(folder, name)).includes(secret)));
    expect(holders.sort()).toEqual(['config.json', 'google.json']);
    expect(await revealed('config-aws')).toEqual({ access_key_id: 'AKIA1', secret_access_key: 'horse-of-aws', region: 'eu-west-1' });
    expect(await revealed('config-azure')).toEqual({ tenant_id: 't', client_id: 'c', client_secret: 'battery-of-azure', subscription_id: 's' });
    expect(await revealed('config-gcp')).toEqual(JSON.parse(GOOGLE));
  });

  test('what was removed stays away until the file says something else', async () => {
    write({ aws: { access_key_id: 'AKIA1', secret_access_key: 'horse-of-aws' } });
    await start();
    expect(await ask('credentials remove config-aws --yes')).toMatchObject({ status: 0 });
    await restart();
    expect(await ids()).toEqual([]);
    write({ aws: { access_key_id: 'AKIA1', secret_access_key: 'rotated-of-aws' } });
    await restart();
    expect(await ids()).toEqual(['config-aws aws']);
    expect(await revealed('config-aws')).toEqual({ access_key_id: 'AKIA1', secret_access_key: 'rotated-of-aws' });
  });

  test('a file of Google that cannot be read is a warning with its remedy, not the end', async () => {
    write({ gcp: { credentials_file: '/nowhere/google.json' } });
    await start();
    expect(log()).toMatch(/"level":40.*\/nowhere\/google\.json cannot be read \(ENOENT.*gcp\.credentials_file/);
    expect(await ids()).toEqual([]);
  });

  test('a key file that others can read is a warning too, and nothing is stored', async () => {
    write({ aws: { access_key_id: 'AKIA1', secret_access_key: 'horse-of-aws' } });
    await start();
    await ask('stop');
    chmodSync(join(folder, 'secret.key'), 0o644);
    await start();
    expect(log()).toMatch(/could not be stored: Others can read the key file .* Set its mode to 0600/);
  });

  test('the API takes a cloud\'s keys only whole', async () => {
    write({});
    await start();
    writeFileSync(join(folder, 'keys.json'), '{"access_key_id":"AKIA1"}');
    const { status, said } = await ask(`credentials add Cloud --kind aws --from ${join(folder, 'keys.json')}`);
    expect([status, said]).toEqual([1, expect.stringContaining('/secret_access_key is missing')]);
    writeFileSync(join(folder, 'keys.json'), 'horse-of-aws');
    expect((await ask(`credentials add Cloud --kind aws --from ${join(folder, 'keys.json')}`)).said).toMatch(/must be JSON/);
    writeFileSync(join(folder, 'keys.json'), '{"access_key_id":"AKIA1","secret_access_key":"horse-of-aws"}');
    expect(await ask(`credentials add Cloud --kind aws --from ${join(folder, 'keys.json')}`)).toMatchObject({ status: 0 });
  });
});

describe('providedSecrets', () => {
  type Provisions = Parameters<typeof providedSecrets>[0];
  const from = (given: Partial<Provisions>) => providedSecrets({ aws: undefined, azure: undefined, gcp: undefined, environment: {}, ...given, configFile: '/etc/config.json' });
  const valueOf = (given: Partial<Provisions>): unknown => JSON.parse(from(given).found[0]?.value ?? 'null');

  test('a pair of the environment wins over the file\'s', () => {
    const environment = { AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 'e', AWS_DEFAULT_REGION: 'eu' };
    expect(valueOf({ environment, aws: { access_key_id: 'F', secret_access_key: 'f', region: 'us' } })).toEqual({ access_key_id: 'E', secret_access_key: 'e', region: 'eu' });
  });

  test('half a pair of the environment is never joined with half of the file\'s', () => {
    const { found, warnings } = from({ environment: { AWS_ACCESS_KEY_ID: 'E' }, aws: { secret_access_key: 'f-secret' } });
    expect(found).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/^The environment .* add AWS_SECRET_ACCESS_KEY, or remove AWS_ACCESS_KEY_ID\.$/), expect.stringMatching(/^\/etc\/config\.json .* add aws\.access_key_id, or remove aws\.secret_access_key\.$/)]);
    expect(warnings.join()).not.toContain('f-secret');
  });

  test('an empty text, as in a template nobody filled in, is absent', () => {
    expect(from({ aws: { access_key: '', secret_key: ' ' }, gcp: { credentials_file: '' }, environment: { BACKUP_ENCRYPTION_KEY: '' } })).toEqual({ found: [], warnings: [] });
  });

  test('AZURE_SUBSCRIPTION_ID says which subscription, and is no secret alone', () => {
    const azure = { tenant_id: 't', client_id: 'c', client_secret: 's', subscription_id: 'file' };
    expect(valueOf({ azure, environment: { AZURE_SUBSCRIPTION_ID: 'env' } })).toMatchObject({ subscription_id: 'env' });
    expect(from({ environment: { AZURE_SUBSCRIPTION_ID: 'env' } })).toEqual({ found: [], warnings: [] });
  });

  test.each(['not json', '[]', '{"type":""}'])('a file of Google that holds %j is refused without quoting it', (text) => {
    const file = join(folder, 'g.json');
    writeFileSync(file, text);
    const { found, warnings } = from({ environment: { GOOGLE_APPLICATION_CREDENTIALS: file } });
    expect([found, warnings]).toEqual([[], [expect.stringContaining(`${file} is not a credential file`)]]);
  });
});
