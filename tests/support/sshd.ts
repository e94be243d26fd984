import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync, chmodSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = '/usr/sbin/sshd';

/** Why no sshd can be started here, or "". */
export const sshdMissing = existsSync(PROGRAM) && existsSync('/usr/bin/ssh-keygen') ? '' : 'sshd is not installed; type: apt-get install -y openssh-server';

export type Sshd = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Private key that is let in, and one that is not; OpenSSH format. */
  readonly key: string;
  readonly strangerKey: string;
  /** Public host key as ssh-keygen -l prints it. */
  fingerprint(): string;
  start(): Promise<void>;
  /** Ends the listener and every session, as a machine that goes down. */
  stop(): Promise<void>;
  /** Stops or continues listener and sessions without closing anything: they hang. */
  freeze(): void;
  thaw(): void;
  /** Makes a new host key; restart to use it. */
  changeHostKey(): void;
  /** Stops and removes its folder. */
  remove(): Promise<void>;
};

/**
 * A real sshd of Debian's openssh-server with its own keys, on a loopback address and a free port, for the user who runs the tests.
 * `extra` are further lines of its configuration.
 */
export async function startSshd(options: { host?: string; extra?: readonly string[] } = {}): Promise<Sshd> {
  const host = options.host ?? '127.0.0.1';
  const folder = mkdtempSync(join(tmpdir(), 'uc-sshd-'));
  chmodSync(folder, 0o755);
  for (const name of ['host', 'user', 'stranger']) makeKey(join(folder, name));
  writeFileSync(join(folder, 'authorized_keys'), readFileSync(join(folder, 'user.pub')), { mode: 0o600 });
  const port = await freePort(host);
  const config = [
    `ListenAddress ${host}:${port}`, `HostKey ${join(folder, 'host')}`, `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    `PidFile ${join(folder, 'sshd.pid')}`, 'StrictModes no', 'UsePAM no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password', 'PubkeyAuthentication yes', 'MaxStartups 200', 'LogLevel ERROR', 'UseDNS no',
    // Start files of whoever runs the tests would be run at each login, and killed in the middle.
    `SetEnv HOME=${folder}`, ...(options.extra ?? []),
  ];
  writeFileSync(join(folder, 'sshd_config'), `${config.join('\n')}\n`);
  // Privilege separation of an sshd started by root needs its empty folder; the package makes it at boot only.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  let child: ChildProcess | null = null;

  const sshd: Sshd = {
    host, port, user: userInfo().username,
    key: readFileSync(join(folder, 'user'), 'utf8'),
    strangerKey: readFileSync(join(folder, 'stranger'), 'utf8'),
    fingerprint: () => execFileSync('ssh-keygen', ['-lf', join(folder, 'host.pub')], { encoding: 'utf8' }).split(' ')[1] ?? '',
    async start() {
      child = spawn(PROGRAM, ['-D', '-e', '-f', join(folder, 'sshd_config')], { stdio: 'ignore' });
      await untilListening(host, port);
    },
    async stop() {
      const ended = child;
      child = null;
      if (ended?.pid === undefined || ended.exitCode !== null) return;
      const gone = new Promise((resolve) => ended.once('exit', resolve));
      for (const pid of [ended.pid, ...descendantsOf(ended.pid)]) signalTo(pid, 'SIGKILL');
      await gone;
    },
    freeze: () => { for (const pid of family(child)) signalTo(pid, 'SIGSTOP'); },
    thaw: () => { for (const pid of family(child)) signalTo(pid, 'SIGCONT'); },
    changeHostKey() {
      rmSync(join(folder, 'host'));
      rmSync(join(folder, 'host.pub'));
      makeKey(join(folder, 'host'));
    },
    async remove() {
      await sshd.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await sshd.start();
  return sshd;
}

function makeKey(file: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'unlimited-cluster test', '-f', file]);
}

const family = (child: ChildProcess | null): number[] => (child?.pid === undefined ? [] : [child.pid, ...descendantsOf(child.pid)]);

/** Processes below a process, from /proc. */
export function descendantsOf(pid: number): number[] {
  const children = (() => {
    try {
      return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    } catch {
      return [];
    }
  })();
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}

/** A port of an address that is free now. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, host, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Waits until somebody listens. */
export async function untilListening(host: string, port: number, deadlineMs = 10_000): Promise<void> {
  const isListening = (): Promise<boolean> => new Promise((resolve) => {
    const socket = connect({ host, port }, () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
  for (const untilMs = Date.now() + deadlineMs; Date.now() < untilMs;) {
    if (await isListening()) return;
    await sleep(30);
  }
  throw new Error(`Nobody listens on ${host}:${port} after ${deadlineMs / 1_000} s.`);
}
