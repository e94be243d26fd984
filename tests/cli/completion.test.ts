import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, typed } from './command-line.ts';

let script: string;
beforeAll(async () => {
  script = join(freshFolder(), 'clusterctl.bash');
  writeFileSync(script, (await typed(['completion', 'bash'])).out);
});

/** What bash offers after these words; the last one is being typed. */
function offered(...words: readonly string[]): string[] {
  const asked = `
    source "$1"; shift
    clusterctl() { [[ "$*" == "servers list --ids --limit 1000" ]] && printf 'web-1\\nweb-2\\ndb-1\\n'; }
    COMP_WORDS=(clusterctl "$@"); COMP_CWORD=$#
    _clusterctl
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', asked, 'bash', script, ...words], { encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(`bash said: ${stderr}`);
  return stdout.split('\n').filter((line) => line !== '');
}

describe('in a real bash', () => {
  test.each([
    [['st'], ['start', 'stop', 'status']],
    [['servers', ''], ['list', 'get', 'add', 'edit', 'remove']],
    [['servers', 'list', '--stat'], ['--status']],
    [['servers', 'list', '--status', 'ma'], ['maintenance']],
    [['servers', '--json', 'list', '--status', 'ma'], ['maintenance']],
    [['import', 'x.json', '--mode', ''], ['merge', 'replace']],
    [['completion', ''], ['bash', 'zsh', 'fish']],
    [['connections', 'add', '--type', 'data'], ['database']],
    [['servers', 'get', 'web'], ['web-1', 'web-2']],
    [['connections', 'list', '--from', 'db'], ['db-1']],
    [['servers', 'add', '--name', ''], []],
  ])('clusterctl %j offers %j', (words, expected) => {
    const found = offered(...words);
    if (expected.length === 0) expect(found).toEqual([]);
    else expect(found).toEqual(expect.arrayContaining(expected));
    const last = words.at(-1) ?? '';
    expect(found.filter((word) => !word.startsWith(last))).toEqual([]);
  });

  test('every command offers --help and --json', () => {
    for (const command of ['start', 'status', 'servers list', 'clusters create', 'token revoke', 'diagnose', 'completion']) {
      expect(offered(...command.split(' '), '--')).toEqual(expect.arrayContaining(['--help', '--json']));
    }
  });

  test('a file is offered where one is wanted', () => {
    expect(offered('import', script.slice(0, -3))).toEqual([script]);
  });
});

test('sourcing it is silent and needs nothing else', () => {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-euc', 'source "$1"; complete -p clusterctl', 'bash', script], { encoding: 'utf8' });
  expect([status, stdout, stderr]).toEqual([0, 'complete -F _clusterctl clusterctl\n', '']);
});

test.each(['zsh', 'fish'])('the script for %s names every command', async (shell) => {
  const { out, status } = await typed(['completion', shell]);
  expect(status).toBe(0);
  for (const command of ['start', 'servers add', 'clusters create', 'token revoke']) expect(out).toContain(` ${command}`);
  if (spawnSync(shell, ['--version']).status === 0) {
    expect(spawnSync(shell, ['-n', '/dev/stdin'], { input: out, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  }
});
