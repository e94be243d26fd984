import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCollecting, told, until, type TestCollecting } from '../support/collecting.ts';
import { sshdMissing, startSshd, type Sshd } from '../support/sshd.ts';

const suite = sshdMissing === '' ? describe : describe.skip;
if (sshdMissing !== '') console.warn(sshdMissing);

suite('a server read over SSH', () => {
  let sshd: Sshd;
  let it: TestCollecting;
  const live = () => told(it.at.store.live.getServer('a'));
  const link = () => it.at.store.live.getConnection('a-b');

  beforeAll(async () => {
    sshd = await startSshd({ host: '127.0.22.1' });
    it = await openCollecting();
    const { store } = it.at;
    await store.write({ user: 'test' }, () => store.secrets.put({ id: 'key', name: 'Key', kind: 'ssh_key', value: sshd.key }));
    await store.write({ user: 'test' }, () => store.secrets.put({ id: 'stranger', name: 'Stranger', kind: 'ssh_key', value: sshd.strangerKey }));
    await it.addServer({ id: 'a', ip: sshd.host, source: { kind: 'ssh', port: sshd.port, user: sshd.user, credential: 'key' } });
  });
  afterAll(async () => {
    await it.end();
    await sshd.remove();
  });

  test('is active at once, and has its rates with the second reading', async () => {
    await until(() => it.statusOf('a') === 'active', 5_000, live);
    await until(() => live().metrics?.cpu_percent !== undefined, 5_000, live);
    expect(live().metrics).toMatchObject({
      cpu_percent: expect.any(Number), memory_percent: expect.any(Number), load1: expect.any(Number), uptime_seconds: expect.any(Number), connections: expect.any(Number),
    });
    expect(it.collecting.status()).toMatchObject({ failures: 0, sessions: 1 });
  });

  test('its host key is recorded at first use', () => {
    expect(it.at.store.knownHosts.get('a')).toEqual({ algorithm: 'ssh-ed25519', fingerprint: sshd.fingerprint() });
  });

  test('its connections are tried from there, and timed there', async () => {
    await it.addServer({ id: 'b', ip: sshd.host, source: { kind: 'ssh', port: sshd.port, user: sshd.user, credential: 'key' } });
    await it.addConnection({ id: 'a-b', from: 'a', to: 'b', type: 'ssh' });
    await until(() => link().status === 'connected', 8_000, link);
    expect(link()).toMatchObject({ status: 'connected', latency_ms: expect.any(Number), probed_from: 'a' });
    expect(link().latency_ms).toBeLessThan(1_000);
  });

  test('a stranger’s key, a missing credential and a wrong port are said in words', async () => {
    await it.addServer({ id: 'c', ip: sshd.host, source: { kind: 'ssh', port: sshd.port, user: sshd.user, credential: 'stranger' } });
    await it.addServer({ id: 'd', ip: sshd.host, source: { kind: 'ssh', port: sshd.port, user: sshd.user } });
    await it.addServer({ id: 'e', ip: sshd.host, source: { kind: 'ssh', port: 9, user: sshd.user, credential: 'key' } });
    await until(() => it.statusOf('c') === 'inactive' && it.statusOf('d') === 'inactive' && it.statusOf('e') === 'inactive', 10_000);
    expect(told(it.at.store.live.getServer('c'))).toMatchObject({ problem: `sshd on ${sshd.host}:${sshd.port} does not let ${sshd.user} in with this key.` });
    expect(told(it.at.store.live.getServer('d'))).toMatchObject({ problem: expect.stringContaining('names no credential') });
    expect(told(it.at.store.live.getServer('e'))).toMatchObject({ problem: `Nothing listens on ${sshd.host}:9 (connection refused).` });
  }, 15_000);

  test('is inactive within 5 s after it stopped, and its connections disconnected', async () => {
    await sshd.stop();
    expect(await until(() => it.statusOf('a') === 'inactive', 5_000, live)).toBeLessThan(5_000);
    await until(() => link().status === 'disconnected', 4_000, link);
  });

  test('is active again at the next look after it came back', async () => {
    await sshd.start();
    await until(() => it.statusOf('a') === 'active', 16_000, live);
    await until(() => link().status === 'connected', 10_000, link);
  }, 30_000);

  test('one that accepts and says nothing is inactive after two deadlines', async () => {
    sshd.freeze();
    void it.collecting.poll('a');
    await until(() => it.statusOf('a') === 'inactive', 25_000, live);
    sshd.thaw();
    await until(() => it.statusOf('a') === 'active', 25_000, live);
  }, 60_000);

  test('a changed host key is refused in words, until the known one is forgotten', async () => {
    const known = sshd.fingerprint();
    sshd.changeHostKey();
    await sshd.stop();
    await sshd.start();
    await until(() => it.statusOf('a') === 'inactive', 16_000, live);
    expect(live()).toMatchObject({ problem: expect.stringMatching(/host key of .* changed: known is ssh-ed25519 SHA256:.*, shown is ssh-ed25519 SHA256:/) });
    expect(live()).toMatchObject({ problem: expect.stringContaining(known) });
    expect(it.at.store.knownHosts.get('a')).toMatchObject({ fingerprint: known });
    await it.at.store.write({ user: 'test' }, () => it.at.store.knownHosts.forget('a'));
    expect(told(await it.collecting.poll('a'))).toMatchObject({ success: true });
    expect(it.at.store.knownHosts.get('a')).toMatchObject({ fingerprint: sshd.fingerprint() });
  }, 30_000);

  test('removing the server ends its connection', async () => {
    const before = it.collecting.status().sessions;
    await it.at.store.write({ user: 'test' }, () => it.at.store.servers.remove('a'));
    await until(() => it.collecting.status().sessions === before - 1, 2_000, () => it.collecting.status().sessions);
  });
});

test('stopping does not wait for servers that stand in line for a handshake', async () => {
  const many = await openCollecting({}, async ({ store }) => {
    await store.write({ user: 'test' }, () => {
      store.secrets.put({ id: 'secret', name: 'Secret', kind: 'password', value: 'x' });
      for (let index = 0; index < 300; index += 1) store.servers.add({ id: `s${index}`, ip: '127.0.22.9', source: { kind: 'ssh', port: 9, credential: 'secret' } }, Date.now());
    });
  });
  await until(() => many.collecting.status().polls > 5, 5_000);
  const startedMs = Date.now();
  await many.end();
  expect(Date.now() - startedMs).toBeLessThan(1_500);
});
