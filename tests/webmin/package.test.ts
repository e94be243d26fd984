import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moduleDirectory, webminFiles } from './module-copy.ts';
import { isBuilt, packInto } from './package-file.ts';

if (!isBuilt) test.skip('the package: skipped, nothing is built', () => undefined);

(isBuilt ? describe : describe.skip)('the package', () => {
  let folder: string;
  let file: string;
  let unpacked: string;
  let names: string[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'uc-package-'));
    file = packInto(join(folder, 'unlimited-cluster.wbm.gz'));
    spawnSync('tar', ['-xzf', file, '-C', folder]);
    unpacked = join(folder, 'unlimited-cluster');
    names = spawnSync('tar', ['-tzf', file], { encoding: 'utf8' }).stdout.trim().split('\n').filter((name) => !name.endsWith('/'));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('the same sources give the same bytes', () => {
    const again = packInto(join(folder, 'again.wbm.gz'));
    expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
  }, 60_000);

  test('everything is below one folder, and belongs to root', () => {
    const { stdout } = spawnSync('tar', ['-tvzf', file], { encoding: 'utf8' });
    const lines = stdout.trim().split('\n');
    expect(lines.filter((line) => !/^\S+ root\/root .* unlimited-cluster\//.test(line))).toEqual([]);
  });

  test('Webmin\'s files, the words, the daemon and the page are in it', () => {
    const wanted = [
      ...webminFiles(), 'lang/en', 'lang/es', 'help/intro.html', 'images/icon.gif', 'backend/dist/main.js', 'backend/dist/clusterctl.js', 'backend/tools/check-runtime.cjs',
      'backend/tools/rebuild-addon.mjs', 'backend/tools/unlimited-cluster.service', 'frontend/dist/manifest.json', 'LICENSE', 'README.md', 'package.json',
      `backend/dist/native/better_sqlite3-${process.platform}-${process.arch}-abi${process.versions.modules}.node`,
      'backend/dist/native/package.json', 'backend/dist/native/package-lock.json',
    ];
    expect(wanted.filter((name) => !names.includes(`unlimited-cluster/${name}`))).toEqual([]);
  });

  test('sources, tests, maps and packages of others are not', () => {
    expect(names.filter((name) => /node_modules|\/tests\/|\.map$|\.cache$|\.tsx?$|tsconfig|eslint|jest|install\.sh|\.git|\.data|token|secret/.test(name))).toEqual([]);
  });

  test('pages can be run, other files cannot', () => {
    const executable = names.map((name) => name.replace('unlimited-cluster/', '')).filter((name) => (statSync(join(unpacked, name)).mode & 0o111) !== 0);
    expect(executable.sort()).toEqual([...webminFiles().filter((name) => name.endsWith('.cgi')), 'backend/dist/clusterctl.js', 'daemon.pl'].sort());
  });

  test('each packed file of the page is newer than its original, or miniserv would not serve it', () => {
    const dist = join(unpacked, 'frontend/dist');
    const packed = readdirSync(dist).filter((name) => name.endsWith('.gz'));
    expect(packed.length).toBeGreaterThan(0);
    expect(packed.filter((name) => statSync(join(dist, name)).mtimeMs < statSync(join(dist, name.slice(0, -3))).mtimeMs)).toEqual([]);
  });

  test('the page has the names and types that miniserv serves rightly', () => {
    const { script, style } = JSON.parse(readFileSync(join(unpacked, 'frontend/dist/manifest.json'), 'utf8')) as { script: string; style: string | null };
    expect(script).toMatch(/^[\w-]+\.js$/);
    if (style !== null) expect(style).toMatch(/^[\w-]+\.css$/);
    expect(readdirSync(join(unpacked, 'frontend/dist')).filter((name) => !/\.(?:js|css|svg|png)(?:\.gz)?$|^manifest\.json$/.test(name))).toEqual([]);
  });

  test('the addon loads, and without it the reason is said', () => {
    const check = (addons: string): string => spawnSync(process.execPath, [join(unpacked, 'backend/tools/check-runtime.cjs'), addons], { encoding: 'utf8' }).stdout;
    expect(check(join(unpacked, 'backend/dist/native'))).toBe(`ok ${process.versions.node}\n`);
    expect(check(folder)).toMatch(/^addon better_sqlite3-linux-\w+-abi\d+\.node .*No such file/);
  });

  test('what rebuilds the addon is complete, at the version that was tested', () => {
    const native = join(unpacked, 'backend/dist/native');
    const description = JSON.parse(readFileSync(join(native, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    const lock = JSON.parse(readFileSync(join(native, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version: string; integrity?: string; dependencies?: Record<string, string> }> };
    const whole = JSON.parse(readFileSync(join(moduleDirectory, 'package-lock.json'), 'utf8')) as typeof lock;
    expect(description.dependencies['better-sqlite3']).toBe(whole.packages['node_modules/better-sqlite3']?.version);
    const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(entries.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path)).toEqual([]);
    const needed = new Set(entries.flatMap(([, entry]) => Object.keys(entry.dependencies ?? {})));
    expect([...needed].filter((name) => !entries.some(([path]) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
  });
});

describe('install.sh', () => {
  const run = (...args: string[]) => spawnSync('sh', [join(moduleDirectory, 'install.sh'), ...args], { encoding: 'utf8' });
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'uc-install-')); });
  afterAll(() => rmSync(folder, { recursive: true }));
  const files = (): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length)).sort();

  const parts = join(moduleDirectory, 'backend/tools/install');
  const scripts = [join(moduleDirectory, 'install.sh'), ...readdirSync(parts).filter((name) => name.endsWith('.sh')).map((name) => join(parts, name))];
  const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;
  (shellcheck ? test : test.skip)(`shellcheck finds nothing${shellcheck ? '' : ' (skipped: shellcheck is not installed)'}`, () => {
    expect(spawnSync('shellcheck', scripts, { encoding: 'utf8' }).stdout).toBe('');
  });

  test('--help explains, and a wrong option ends with status 2', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--uninstall') as unknown as string });
    expect(run('--no-such-option').status).toBe(2);
    expect(run('--purge').status).toBe(1);
    expect(run('--listen', '8080').stderr).toContain('needs an address and a port');
  });

  test.each([
    [['--nginx', 'a b.example; }'], 'needs a host name'], [['--nginx', '-x'], 'needs a host name'], [['--nginx', 'a.example', '--nginx-address', '1;'], 'needs an IP address'],
    [['--tls-cert', '/dev/null', '--tls-key', '/dev/null'], 'go with --nginx'], [['--no-tls'], 'go with --nginx'], [['--nginx', 'a.example', '--tls-cert', '/dev/null'], 'belong together'],
    [['--nginx', 'a.example', '--no-tls', '--tls-cert', '/dev/null', '--tls-key', '/dev/null'], 'contradict'], [['--nginx', 'a.example', '--verify'], 'goes with an installation'],
    [['--nginx', 'a.example', '--tls-cert', '/nowhere/c', '--tls-key', '/nowhere/k'], 'cannot be read'], [['--nginx', 'a.example', '--tls-cert', 'a;b', '--tls-key', '/dev/null'], 'nginx would not read'],
  ])('%j is refused before anything is done', (options, why) => {
    expect(run(...options)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(why) as unknown as string });
  });

  describe('where Node.js is too old', () => {
    /** Runs with a Node.js 18 and with Debian's packages offering `candidate`; says only what it would do. */
    const dryRun = (candidate: string, ...more: string[]) => {
      const bin = mkdtempSync(join(folder, 'bin-'));
      const script = (name: string, text: string): void => writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
      script('node', 'echo v18.19.0');
      script('apt-cache', `printf 'nodejs:\\n  Installed: (none)\\n  Candidate: ${candidate}\\n'`);
      return spawnSync('sh', [join(moduleDirectory, 'install.sh'), '--dry-run', '--no-webmin', ...more], { encoding: 'utf8', env: { ...process.env, PATH: `${bin}:/usr/bin:/bin` } });
    };

    test('the system\'s own is taken if it is new enough', () => {
      const { status, stdout } = dryRun('20.19.2+dfsg-1');
      expect([status, stdout]).toEqual([0, expect.stringMatching(/node 18\.19\.0 is too old.*would run: env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends nodejs npm\n/s)]);
    });

    test.each(['18.20.4+dfsg-1~deb12u1', '(none)'])('else it says what to do and does nothing (%s)', (candidate) => {
      const { status, stderr, stdout } = dryRun(candidate);
      expect([status, stderr]).toEqual([1, expect.stringContaining('--nodesource')]);
      expect(stdout).not.toContain('install -y');
    });

    test('asked for, NodeSource\'s packages are added by key and signature', () => {
      const { status, stdout } = dryRun('18.20.4+dfsg-1~deb12u1', '--nodesource');
      expect([status, stdout]).toEqual([0, expect.stringMatching(/would write: \/usr\/share\/keyrings\/nodesource\.gpg.*apt-get install -y --no-install-recommends nodejs\n/s)]);
    });
  });

  test('nothing that is fetched is run', () => {
    const text = scripts.map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(text).toContain('curl ');
    expect(text).not.toMatch(/(?:curl|wget)[^\n]*\|\s*(?:sudo\s+)?(?:ba|da)?sh/);
  });

  (isBuilt ? describe : describe.skip)('with a package, into a folder', () => {
    let file: string;
    beforeAll(() => { file = packInto(join(folder, 'package.wbm.gz')); }, 60_000);
    const install = (...more: string[]) => run('--root', join(folder, 'root'), '--package', file, ...more);

    test('--dry-run changes nothing', () => {
      const before = files();
      expect(install('--dry-run').status).toBe(0);
      expect(files()).toEqual(before);
    });

    test('it puts program, unit, rotation and command where they belong', () => {
      const { status, stderr } = install('--listen', '127.0.0.1:8090');
      expect([status, stderr]).toEqual([0, '']);
      const unit = readFileSync(join(folder, 'root/etc/systemd/system/unlimited-cluster.service'), 'utf8');
      expect(unit).toMatch(/^ExecStart=\S*node \/opt\/unlimited-cluster\/backend\/dist\/main\.js --socket --logs \/var\/log\/unlimited-cluster$/m);
      expect(unit).toContain('UNLIMITED_CLUSTER_LISTEN=127.0.0.1:8090\n');
      expect(unit).not.toMatch(/@|root\/opt/);
      expect(readFileSync(join(folder, 'root/etc/logrotate.d/unlimited-cluster'), 'utf8')).toContain('/var/log/unlimited-cluster/*.log {');
      expect(statSync(join(folder, 'root/var/lib/unlimited-cluster')).mode & 0o777).toBe(0o700);
      expect(readFileSync(join(folder, 'root/usr/local/bin/clusterctl'), 'utf8')).toMatch(/^#!\/bin\/sh\nexec \S*node \/opt\/unlimited-cluster\/backend\/dist\/clusterctl\.js "\$@"\n$/);
    });

    test('the installed daemon runs from there', () => {
      const { stdout } = spawnSync(process.execPath, [join(folder, 'root/opt/unlimited-cluster/backend/dist/clusterctl.js'), '--help'], { encoding: 'utf8' });
      expect(stdout).toMatch(/clusterctl/);
    });

    test('run again it gives the same, and keeps the data', () => {
      const data = join(folder, 'root/var/lib/unlimited-cluster/token');
      spawnSync('sh', ['-c', `echo kept > ${data}; echo stale > ${join(folder, 'root/opt/unlimited-cluster/stale')}`]);
      const before = files().filter((name) => !name.endsWith('/stale'));
      expect(install('--listen', '127.0.0.1:8090').status).toBe(0);
      expect(files()).toEqual(before);
      expect(readFileSync(data, 'utf8')).toBe('kept\n');
    });

    test('a package that is not one leaves the old program', () => {
      spawnSync('sh', ['-c', `mkdir -p ${folder}/bad/x && tar -czf ${folder}/bad.gz -C ${folder}/bad x`]);
      const { status, stderr } = run('--root', join(folder, 'root'), '--package', join(folder, 'bad.gz'));
      expect([status, stderr]).toEqual([1, expect.stringContaining('is not a package')]);
      expect(existsSync(join(folder, 'root/opt/unlimited-cluster/backend/dist/main.js'))).toBe(true);
    });

    (spawnSync('openssl', ['version']).status === 0 ? test : test.skip)('install.sh alone beside a package can do everything, the site of nginx too (skipped without openssl)', () => {
      const [alone, root] = [join(folder, 'alone'), join(folder, 'alone/root')];
      spawnSync('sh', ['-c', `mkdir -p ${root}/etc/unlimited-cluster && cp ${join(moduleDirectory, 'install.sh')} ${alone} && echo '{"cluster": {"name": "Kept"}}' > ${root}/etc/unlimited-cluster/config.json`]);
      const it = (...args: string[]) => spawnSync('sh', [join(alone, 'install.sh'), '--root', root, ...args], { encoding: 'utf8' });
      expect(it('--package', file, '--listen', '127.0.0.1:8090', '--nginx', 'Map.Example.test')).toMatchObject({ status: 0, stderr: '' });
      const site = readFileSync(join(root, 'etc/nginx/sites-available/unlimited-cluster'), 'utf8');
      expect(site).toMatch(/^\tserver 127\.0\.0\.1:8090;$/m);
      expect(site).toMatch(/^\tlisten 443 ssl( http2)?;$/m);
      expect(site).toContain('return 301 https://map.example.test$request_uri;');
      expect(site).toContain('ssl_certificate /etc/nginx/unlimited-cluster/certificate.pem;');
      expect(site).not.toMatch(/@|^#[A-Z0-9]{2}|alone/m);
      expect(JSON.parse(readFileSync(join(root, 'etc/unlimited-cluster/config.json'), 'utf8'))).toEqual({ cluster: { name: 'Kept' }, listen: { names: ['map.example.test'] } });
      expect(it('--verify')).toMatchObject({ status: 0, stdout: expect.stringContaining('ok     the daemon knows the name map.example.test') as unknown as string });
      expect(it('--uninstall')).toMatchObject({ status: 0, stderr: '' });
      expect(existsSync(join(root, 'etc/nginx/sites-available/unlimited-cluster'))).toBe(false);
      expect(it('--package', file, '--uninstall', '--purge')).toMatchObject({ status: 0, stderr: '' });
      expect(existsSync(join(root, 'etc/nginx/unlimited-cluster'))).toBe(false);
      expect(it('--uninstall')).toMatchObject({ status: 1, stderr: expect.stringContaining('give it --package FILE') as unknown as string });
      rmSync(alone, { recursive: true });
    });

    test('a configuration that cannot be read gets no site', () => {
      const [root, config] = [join(folder, 'faulty'), join(folder, 'faulty/etc/unlimited-cluster/config.json')];
      spawnSync('sh', ['-c', `mkdir -p ${root}/etc/unlimited-cluster && echo '{oops' > ${config}`]);
      const { status, stderr } = run('--root', root, '--package', file, '--nginx', 'map.example.test', '--no-tls');
      expect([status, stderr]).toEqual([1, expect.stringMatching(/config\.json is not JSON[^]*so the site was taken back/)]);
      expect(readFileSync(config, 'utf8')).toBe('{oops\n');
      expect(existsSync(join(root, 'etc/nginx/sites-available/unlimited-cluster'))).toBe(false);
      rmSync(root, { recursive: true });
    });

    test('--uninstall keeps the data, with --purge nothing stays', () => {
      const root = join(folder, 'root');
      expect(run('--root', root, '--uninstall').stdout).toContain('The data stays');
      expect(files().filter((name) => name.startsWith('/root/'))).toEqual(['/root/var/lib/unlimited-cluster/token']);
      expect(run('--root', root, '--uninstall', '--purge').status).toBe(0);
      expect(files().filter((name) => name.startsWith('/root/'))).toEqual([]);
    });
  });
});
