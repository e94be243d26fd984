/**
 * `npm test`: everything. Installs npm packages if they are missing, and Debian's packages that suites need where it may
 * (root with CI set, or `--install`); otherwise it prints the line to type and those suites count as skipped.
 * Ends with `N passed, N failed, N skipped`, and status 1 if anything failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addonEnvironment } from './addon-build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const options = process.argv.slice(2);
const counts = { passed: 0, failed: 0, skipped: 0 };

/** What suites need from Debian, and the file that shows it is there. */
const DEBIAN = {
  'openssh-server': '/usr/sbin/sshd',
  'prometheus-node-exporter': '/usr/bin/prometheus-node-exporter',
  chromium: '/usr/bin/chromium',
  'fonts-noto-core': '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf',
  perl: '/usr/bin/perl',
  'libnet-ssleay-perl': null,
  'libperl-critic-perl': '/usr/bin/perlcritic',
  git: '/usr/bin/git',
  shellcheck: '/usr/bin/shellcheck',
  nginx: '/usr/sbin/nginx',
  openssl: '/usr/bin/openssl',
  logrotate: '/usr/sbin/logrotate',
  iproute2: '/usr/bin/ip',
};

const run = (command, args, extra = {}) => spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...extra }).status === 0;

function step(name, ok) {
  counts[ok ? 'passed' : 'failed'] += 1;
  process.stdout.write(`${ok ? 'PASS' : 'FAIL'} ${name}\n`);
  return ok;
}

const isInstalled = ([name, file]) => (file === null
  ? spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' }).stdout?.trim() === 'installed'
  : existsSync(file));

function installDebianPackages() {
  const missing = Object.entries(DEBIAN).filter((entry) => !isInstalled(entry)).map(([name]) => name);
  if (missing.length === 0) return;
  const line = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const may = process.getuid?.() === 0 && (Boolean(process.env.CI) || options.includes('--install')) && existsSync('/usr/bin/apt-get');
  if (!may) {
    process.stdout.write(`Some suites will be skipped. To run them too, type:\n  ${line}\n`);
    return;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  if (!run('apt-get', line.split(' ').slice(1), { env })) process.stdout.write(`Not installed; the suites that need it are skipped: ${missing.join(' ')}\n`);
}

function installNpmPackages() {
  const lock = join(root, 'node_modules/.package-lock.json');
  const complete = existsSync(lock) && existsSync(join(root, 'node_modules/.bin/jest'))
    && statSync(lock).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  return complete || run('npm', ['ci', '--no-audit', '--no-fund'], { env: { ...process.env, ...addonEnvironment() } });
}

function runJest() {
  const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-test-'));
  const file = join(folder, 'jest.json');
  const ok = run(process.execPath, ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, ...options.filter((option) => option !== '--install')]);
  if (!existsSync(file)) return step('jest', false);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  counts.skipped += report.numPendingTests + report.numTodoTests;
  return ok;
}

function close() {
  process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  process.exit(counts.failed === 0 ? 0 : 1);
}

if (!installNpmPackages()) {
  step('npm ci', false);
  close();
}
installDebianPackages();
step('lint', run(process.execPath, ['node_modules/eslint/bin/eslint.js', '.']));
for (const project of ['tsconfig.json', 'frontend/tsconfig.json', 'tests/tsconfig.json']) {
  step(`types of ${project}`, run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project]));
}
if (step('build', run(process.execPath, ['backend/tools/build.mjs']))) runJest();
close();
