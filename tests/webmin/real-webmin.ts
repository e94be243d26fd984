import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyModule } from './module-copy.ts';
import { writeUsers } from './stand-in/stand-in.ts';
import type { Webmin } from './webmin.ts';

const named = process.env['WEBMIN_ROOT'];

/** The Webmin tree that WEBMIN_ROOT names, or undef where a real one cannot be run: it must be installed as root. */
export const webminRoot = named !== undefined && existsSync(join(named, 'miniserv.pl')) && process.getuid?.() === 0 ? named : undefined;

export interface RealWebmin extends Webmin {
  /** The tree it runs from, a copy of WEBMIN_ROOT. */
  readonly root: string;
  /** Runs install-module.pl on a package; returns what it printed. */
  installModule(file: string): string;
  /** Runs some lines of Perl as a program of Webmin's; returns what they printed. */
  runPerl(code: string): string;
  /** Deletes the module as Webmin's own page does; returns what was deleted. */
  deleteModule(): string;
  /** Sets the path of Node.js in the module's configuration. */
  useNode(file: string): void;
  /** Gives a user a module, with these rights in it. */
  allow(user: string, module: string, rights: string): void;
}

/** With TLS its certificate is one that it made itself. `copied`: the module's Webmin side with a small page is in the tree. `none`: no module yet. */
export async function startRealWebmin({ module, tls = false }: { module: 'copied' | 'none'; tls?: boolean }): Promise<RealWebmin> {
  if (webminRoot === undefined) throw new Error('WEBMIN_ROOT does not name a Webmin tree');
  const lab = mkdtempSync(join(tmpdir(), 'uc-real-'));
  const root = copyTree(webminRoot, join(lab, 'root'));
  if (module === 'copied') copyModule(join(root, 'unlimited-cluster'));
  const [configDirectory, varDirectory, temporary] = [join(lab, 'etc'), join(lab, 'var'), join(lab, 'tmp')];
  mkdirSync(temporary);
  const port = await freePort();
  setUp(root, { config_dir: configDirectory, var_dir: varDirectory, tempdir: temporary, port: String(port), ssl: tls ? '1' : '0' });
  writeConfiguration(configDirectory, temporary);
  const dataDirectory = join(varDirectory, 'modules/unlimited-cluster');
  if (module === 'copied') {
    writeUsers(configDirectory);
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  }
  const env = { ...process.env, WEBMIN_CONFIG: configDirectory, WEBMIN_VAR: varDirectory, PERLLIB: root };
  execFileSync('perl', [join(root, 'miniserv.pl'), join(configDirectory, 'miniserv.conf')], { env, stdio: 'ignore', cwd: root });
  const runPerl = (code: string): string => {
    const start = 'push(@INC, "."); $main::no_acl_check = 1; $0 = "$ARGV[0]/install-module.pl"; require WebminCore; WebminCore->import(); init_config();';
    const { stdout, stderr } = spawnSync('perl', ['-e', start + code, root], { env, encoding: 'utf8', cwd: root });
    return stdout + stderr;
  };
  const sessions = new Map<string, Promise<string>>();
  const origin = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  await answersAt(port);
  return {
    kind: 'real', port, origin, root, configDirectory, varDirectory, dataDirectory,
    cookieOf(user) {
      const session = sessions.get(user) ?? logIn(origin, user);
      sessions.set(user, session);
      return session;
    },
    installModule(file) {
      const { stdout, stderr } = spawnSync('perl', [join(root, 'install-module.pl'), file, configDirectory], { env, encoding: 'utf8', cwd: root });
      return stdout + stderr;
    },
    runPerl,
    deleteModule: () => runPerl('foreign_require("webmin", "webmin-lib.pl"); print webmin::delete_webmin_module("unlimited-cluster", 1);'),
    useNode(file) {
      const settings = join(configDirectory, 'unlimited-cluster/config');
      writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^node=.*$/m, `node=${file}`));
    },
    allow(user, name, rights) {
      const acl = join(configDirectory, 'webmin.acl');
      writeFileSync(acl, readFileSync(acl, 'utf8').replace(new RegExp(`^(${user}:.*)$`, 'm'), `$1 ${name}`));
      writeFileSync(join(configDirectory, name, `${user}.acl`), rights);
    },
    async stop() {
      process.kill(Number(readFileSync(join(varDirectory, 'miniserv.pid'), 'utf8')));
      await new Promise((resolve) => setTimeout(resolve, 300));
      rmSync(lab, { recursive: true, force: true });
    },
  };
}

/** Hard links where the disk can: the test installs a module into the tree and changes nothing else in it. */
function copyTree(from: string, to: string): string {
  if (spawnSync('cp', ['-al', from, to], { stdio: 'ignore' }).status !== 0) cpSync(from, to, { recursive: true });
  rmSync(join(to, 'unlimited-cluster'), { recursive: true, force: true });
  return to;
}

function setUp(root: string, places: Record<string, string>): void {
  const answers = {
    perl: '/usr/bin/perl', login: 'root', password: 'secret', atboot: '0', nostart: '1', nouninstall: '1', nopostinstall: '1',
    noperlpath: '1', nochown: '1', session: '1', autoos: '3', nodepsmsg: '1',
  };
  const { status, stdout } = spawnSync('sh', ['./setup.sh'], { cwd: root, env: { ...process.env, ...answers, ...places }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`setup.sh failed: ${stdout.slice(-2000)}`);
}

/** Loopback only, no delay after a wrong password, and two more users with the password of root. */
function writeConfiguration(configDirectory: string, temporary: string): void {
  const file = join(configDirectory, 'miniserv.conf');
  const kept = readFileSync(file, 'utf8').split('\n').filter((line) => !/^(listen|bind|ipv6|passdelay|syslog)=/.test(line) && line !== '');
  writeFileSync(file, `${[...kept, 'bind=127.0.0.1', 'ipv6=0', 'passdelay=0', 'syslog=0'].join('\n')}\n`);
  appendFileSync(join(configDirectory, 'config'), `tempdir=${temporary}\n`);
  const users = join(configDirectory, 'miniserv.users');
  const root = readFileSync(users, 'utf8').split('\n').find((line) => line.startsWith('root:')) ?? '';
  writeFileSync(users, `${['root', 'viewer', 'joe'].map((user) => root.replace(/^root/, user)).join('\n')}\n`);
  const acl = join(configDirectory, 'webmin.acl');
  appendFileSync(acl, 'viewer: proc\njoe: proc\n');
}

async function logIn(origin: string, user: string): Promise<string> {
  const { request } = origin.startsWith('https:') ? https : http;
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    // With a charset behind it miniserv does not know the type.
    const headers = { cookie: 'testing=1', 'content-type': 'application/x-www-form-urlencoded' };
    request(`${origin}/session_login.cgi`, { method: 'POST', headers, agent: false, rejectUnauthorized: false }, resolve).on('error', reject).end(`user=${user}&pass=secret&page=/`);
  });
  answer.resume();
  const sid = /sid=[0-9a-f]+/.exec(String(answer.headers['set-cookie']))?.[0];
  if (sid === undefined) throw new Error(`Webmin refused the login of ${user}: ${String(answer.statusCode)}`);
  return sid;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function answersAt(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ host: '127.0.0.1', port }, () => { socket.destroy(); resolve(true); });
      socket.on('error', () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Webmin does not answer on port ${port}`);
}
