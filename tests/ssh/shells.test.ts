import { afterEach, describe, expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ssh2 from 'ssh2';
import { textOf } from '../../backend/contract/sentence.ts';
import { Refused, SshConnection, type Credential } from '../../backend/ssh/connection.ts';
import { Gate } from '../../backend/ssh/gate.ts';
import type { HostKey } from '../../backend/ssh/host-key.ts';
import { KeptConnection } from '../../backend/ssh/kept-connection.ts';
import { until } from '../support/collecting.ts';
import { sshdMissing, startSshd, type Sshd } from '../support/sshd.ts';

const suite = sshdMissing === '' ? describe : describe.skip;
if (sshdMissing !== '') console.warn(sshdMissing);

let sshd: Sshd | null = null;
let kept: KeptConnection | null = null;
let losses: string[] = [];

async function open(options: { extra?: string[]; credential?: Credential; at?: { host: string; port: number } } = {}): Promise<KeptConnection> {
  losses = [];
  const known: { key: HostKey | null } = { key: null };
  sshd = options.at === undefined ? await startSshd({ host: '127.0.51.1', extra: options.extra ?? [] }) : null;
  const { host, port } = options.at ?? sshd ?? { host: '', port: 0 };
  kept = new KeptConnection({
    gate: new Gate({ perSecond: 30, atOnce: 10 }),
    onLost: (sentence) => losses.push(textOf(sentence)),
    destination: () => Promise.resolve({
      host, address: host, port, user: sshd?.user ?? 'nobody', credential: options.credential ?? { kind: 'ssh_key', value: sshd?.key ?? '' },
      knownKey: { get: () => known.key, trust: (key) => { known.key = key; return Promise.resolve(); } },
    }),
  });
  return kept;
}

afterEach(async () => {
  kept?.close();
  await sshd?.remove();
});

suite('a shell over SSH', () => {
  test('runs scripts one after the other in one process, which keeps what it was told', async () => {
    const shell = (await open()).shell('greeting=hello');
    const pids = await Promise.all([1, 2, 3].map(() => shell.run('echo "$greeting $$"', 5_000)));
    expect(new Set(pids).size).toBe(1);
    expect(pids[0]).toMatch(/^hello \d+\n$/);
  });

  test('what start files print before it is ready is not taken for output', async () => {
    const shell = (await open({ extra: ['ForceCommand echo Welcome to this server; echo warning >&2; exec /bin/sh'] })).shell(':');
    await expect(shell.run('echo it', 5_000)).resolves.toBe('it\n');
  });

  test('a slow login shell is waited for within the deadline, and named when it is too slow', async () => {
    const connection = await open({ extra: ['ForceCommand sleep 1; exec /bin/sh'] });
    await expect(connection.shell(':', 300).run('echo it', 5_000)).rejects.toThrow(/did not become ready in time; its start files/);
    await expect(connection.shell(':').run('echo it', 5_000)).resolves.toBe('it\n');
  });

  test('a login shell that ends at once says why', async () => {
    const shell = (await open({ extra: ['ForceCommand echo This account is not available.; exit 1'] })).shell(':');
    await expect(shell.run('echo it', 5_000)).rejects.toThrow(/No shell for this user: The shell ended: "This account is not available\."/);
  });

  test('a script that hangs is abandoned at its deadline with what it printed; the next one gets a new shell', async () => {
    const shell = (await open()).shell(':');
    const first = await shell.run('echo $$', 5_000);
    await expect(shell.run('echo before; sleep 30; echo after', 300)).rejects.toMatchObject({ isLate: true, printed: 'before\n' });
    const next = await shell.run('echo $$', 5_000);
    expect(next).not.toBe(first);
    expect(losses).toEqual([]);
  });

  test('a shell that is killed between scripts is opened again', async () => {
    const shell = (await open()).shell('told=yes');
    process.kill(Number(await shell.run('echo $$', 5_000)), 'SIGKILL');
    await sleep(100);
    await expect(shell.run('echo $told', 5_000)).resolves.toBe('yes\n');
  });

  test('a script that says too much is cut off', async () => {
    const shell = (await open()).shell(':');
    // In long lines: a loaded machine needs seconds for as much in short ones.
    await expect(shell.run('line=$(head -c 65536 /dev/zero | tr "\\0" x); while :; do echo "$line"; done', 20_000)).rejects.toThrow('says too much');
  }, 30_000);

  test('two shells share one connection', async () => {
    const connection = await open();
    const [one, other] = [connection.shell(':'), connection.shell(':')];
    const parents = await Promise.all([one, other].map((shell) => shell.run('echo $PPID', 5_000)));
    expect(parents[0]).toBe(parents[1]);
    expect(connection.isOpen).toBe(true);
  });

  test('closing ends shell and connection on the other side too', async () => {
    const connection = await open();
    const pid = Number(await connection.shell(':').run('echo $$', 5_000));
    connection.close();
    const isThere = (): boolean => { try { return readFileSync(`/proc/${pid}/comm`, 'utf8') !== ''; } catch { return false; } };
    await until(() => !isThere(), 3_000);
    await expect(connection.shell(':').run(':', 1_000)).rejects.toThrow(/given up/);
  });

  test('a connection that is lost is told once, with a sentence', async () => {
    const connection = await open();
    await connection.shell(':').run(':', 5_000);
    await sshd?.stop();
    await until(() => losses.length === 1, 2_000);
    expect(losses[0]).toMatch(/^sshd on 127\.0\.51\.1:\d+ closed the connection\.$/);
  });

  test('a key that cannot be read, and an agent that is not there, are said in words', async () => {
    await expect((await open({ credential: { kind: 'ssh_key', value: 'no key' } })).open()).rejects.toThrow(/The stored private key cannot be used/);
    kept?.close();
    await sshd?.remove();
    await expect((await open({ credential: { kind: 'agent', socket: '/nonexistent/agent' } })).open()).rejects.toThrow(/agent|does not let/);
  });
});

suite('logging in', () => {
  test('works with the key of an agent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uc-agent-'));
    const socket = join(folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    try {
      const connection = await open({ credential: { kind: 'agent', socket } });
      await until(() => existsSync(socket), 2_000);
      await expect(connection.open()).rejects.toThrow(/agent|does not let/);
      writeFileSync(join(folder, 'key'), sshd?.key ?? '', { mode: 0o600 });
      execFileSync('ssh-add', ['-q', join(folder, 'key')], { env: { SSH_AUTH_SOCK: socket }, stdio: 'ignore' });
      await expect(connection.shell(':').run('echo it', 5_000)).resolves.toBe('it\n');
    } finally {
      agent.kill();
      rmSync(folder, { recursive: true });
    }
  });

  test('works with a key that has a passphrase, and says so where it is wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uc-key-'));
    const connection = await open();
    await connection.open();
    const file = join(folder, 'key');
    writeFileSync(file, sshd?.key ?? '', { mode: 0o600 });
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'open sesame', '-f', file], { stdio: 'ignore' });
    const value = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    const as = (credential: Credential) => ({ host: sshd?.host ?? '', address: sshd?.host ?? '', port: sshd?.port ?? 0, user: sshd?.user ?? '', credential, knownKey: { get: () => null, trust: () => Promise.resolve() } });
    const { signal } = new AbortController();
    const opened = await SshConnection.open(as({ kind: 'ssh_key', value, passphrase: 'open sesame' }), signal);
    opened.close();
    await expect(SshConnection.open(as({ kind: 'ssh_key', value, passphrase: 'wrong' }), signal)).rejects.toThrow(/stored private key cannot be used/);
    await expect(SshConnection.open(as({ kind: 'ssh_key', value: sshd?.strangerKey ?? '' }), signal)).rejects.toBeInstanceOf(Refused);
  });

  test('with a password works too, and a wrong one is refused', async () => {
    const hostKey = sshdMissing === '' ? (await open(), sshd?.strangerKey ?? '') : '';
    kept?.close();
    // The system's sshd would need an account with a password; the server of ssh2 stands in.
    const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
      client.on('error', () => undefined);
      client.on('authentication', (context) => { if (context.method === 'password' && context.password === 'right') context.accept(); else context.reject(['password']); });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.51.3', resolve));
    const { port } = server.address() as AddressInfo;
    const as = (value: string) => ({ host: '127.0.51.3', address: '127.0.51.3', port, user: 'ann', credential: { kind: 'password', value } as const, knownKey: { get: () => null, trust: () => Promise.resolve() } });
    const { signal } = new AbortController();
    (await SshConnection.open(as('right'), signal)).close();
    await expect(SshConnection.open(as('wrong'), signal)).rejects.toThrow(`sshd on 127.0.51.3:${port} does not let ann in with this password.`);
    server.close();
  });
});

describe('a port that is no sshd', () => {
  let server: Server;
  afterEach(() => { server.close(); });
  const listen = async (greet: string | null): Promise<{ host: string; port: number }> => {
    server = createServer((socket) => { socket.on('error', () => undefined); if (greet !== null) socket.end(greet); });
    await new Promise<void>((resolve) => server.listen(0, '127.0.51.2', resolve));
    return { host: '127.0.51.2', port: (server.address() as AddressInfo).port };
  };

  test.each(['HTTP/1.1 400 Bad Request\r\n\r\n', '', 'SSH-1.5-old\r\n'])('greets with %j: a sentence', async (greet) => {
    const connection = await open({ at: await listen(greet), credential: { kind: 'password', value: 'x' } });
    await expect(connection.open()).rejects.toThrow(/^(sshd on )?127\.0\.51\.2:\d+/);
  });

  test('says nothing: the handshake has a deadline', async () => {
    const connection = await open({ at: await listen(null), credential: { kind: 'password', value: 'x' } });
    await expect(connection.open()).rejects.toThrow(/did not finish the handshake in time/);
  }, 15_000);
});

