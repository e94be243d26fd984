import { afterEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Late, type Shell } from '../../backend/collectors/collector.ts';
import { parseProbe, PROBE_PRELUDE } from '../../backend/collectors/remote-tcp.ts';
import { PRELUDE, sectionsOf, ssh } from '../../backend/collectors/ssh.ts';
import { readingsOf } from '../../backend/collectors/senses/readings.ts';
import { createServer, type AddressInfo } from 'node:net';
import { plain } from '../../backend/contract/sentence.ts';

const SHELLS = ['/bin/sh', '/bin/dash', '/bin/bash', '/bin/busybox'].filter((shell) => existsSync(shell));
const children: ChildProcess[] = [];
const folders: string[] = [];

/** A shell of this machine, with the markers left out: the scripts are what is tried here. */
function localShell(program: string, prelude: string): Shell {
  const child = spawn(program, program.endsWith('busybox') ? ['sh'] : [], { stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: '/usr/bin:/bin' } });
  children.push(child);
  child.stdin.write(`${prelude}\n`);
  return {
    run: (script, deadlineMs) => new Promise((resolve, reject) => {
      let printed = '';
      const end = `end ${Math.random()}`;
      const timer = setTimeout(() => reject(new Late(plain('late'), printed)), deadlineMs);
      child.stdout.removeAllListeners('data').on('data', (bytes: Buffer) => {
        printed += bytes.toString();
        if (!printed.endsWith(`${end}\n`)) return;
        clearTimeout(timer);
        resolve(printed.slice(0, -end.length - 1));
      });
      child.stdin.write(`${script}\necho '${end}'\n`);
    }),
    close: () => child.kill('SIGKILL'),
  };
}

/** A folder with programs that stand before the real ones. */
async function programs(scripts: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'uc-programs-'));
  folders.push(folder);
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    child.stdin?.destroy();
    child.stdout?.destroy();
  }
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

describe.each(SHELLS)('the script of a poll in %s', (program) => {
  test('says everything of this machine, facts the first time only', async () => {
    const shell = localShell(program, PRELUDE);
    const first = readingsOf(sectionsOf(await shell.run('uc_poll', 5_000)));
    expect(first.unread).toEqual([]);
    expect(first.readings.gauges).toMatchObject({ memory_percent: expect.any(Number), load1: expect.any(Number), uptime_seconds: expect.any(Number), connections: expect.any(Number) });
    expect(first.readings.counters).toMatchObject({ cpu: expect.any(Object), network: expect.any(Object) });
    expect(first.readings.facts).toMatchObject({ hostname: expect.any(String), kernel: expect.any(String) });
    const second = await shell.run('uc_poll brief', 5_000);
    expect(second).not.toContain('identity');
    expect(second).not.toContain('file_systems');
  });

  test('tries ports, and says the time it took where it can', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.42.1', resolve));
    const { port } = server.address() as AddressInfo;
    const shell = localShell(program, PROBE_PRELUDE);
    const reports = parseProbe(await shell.run(`uc_probe '127.0.42.1' ${port} 1`, 8_000), [port, 1]);
    expect(reports).toEqual([{ port, outcome: 'accepted', latencyMs: expect.any(Number) }, { port: 1, outcome: 'refused', latencyMs: null }]);
    server.close();
  });
});

describe('the script of a probe', () => {
  test.each(['perl', 'python3', 'nc', 'none'])('works by %s as well', async (by) => {
    if (!['/usr/bin', '/bin'].some((folder) => existsSync(`${folder}/${by}`)) && by !== 'none') return;
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.42.2', resolve));
    const { port } = server.address() as AddressInfo;
    const shell = localShell('/bin/sh', `${PROBE_PRELUDE}\nuc_by=${by}`);
    const reports = parseProbe(await shell.run(`uc_probe '127.0.42.2' ${port} 1`, 8_000), [port, 1]);
    if (by === 'none') expect(reports).toBeNull();
    else expect(reports).toMatchObject([{ port, outcome: 'accepted' }, { port: 1, outcome: 'refused' }]);
    server.close();
  });

  test('a port that says nothing is silent', () => {
    expect(parseProbe('80 closed\n', [80, 443])).toEqual([{ port: 80, outcome: 'refused', latencyMs: null }, { port: 443, outcome: 'silent', latencyMs: null }]);
    expect(parseProbe('22 accepted 10.5 10.502\n', [22])).toEqual([{ port: 22, outcome: 'accepted', latencyMs: expect.closeTo(2, 3) }]);
    expect(parseProbe('22 accepted  \n', [22])).toEqual([{ port: 22, outcome: 'accepted', latencyMs: null }]);
  });
});

describe('a server whose df hangs', () => {
  test('is read without its disks, and spared the question for a while', async () => {
    const folder = await programs({ df: 'exec sleep 5', timeout: 'shift; exec "$@"' });
    const shells: Shell[] = [];
    const reader = ssh.open({ id: 'a', ip: '', port: 0, path: '', tls: false }, {
      resolve: (ip) => Promise.resolve(ip), onLost: () => undefined,
      shell: (prelude) => {
        const open = (): Shell => localShell('/bin/sh', prelude.replace('PATH=', `PATH=${folder}:`));
        shells.push(open());
        // As over SSH: a shell that was late is given up, the next script gets a new one.
        return {
          run: (script, deadlineMs) => (shells.at(-1) as Shell).run(script, deadlineMs).catch((error: unknown) => { shells.at(-1)?.close(); shells.push(open()); throw error; }),
          close: () => shells.at(-1)?.close(),
        };
      },
    });
    const first = await reader.read(1_000);
    expect(first.gauges).toMatchObject({ memory_percent: expect.any(Number) });
    expect(first.gauges).not.toHaveProperty('disk_percent');
    expect(shells).toHaveLength(2);
    const startedMs = Date.now();
    await expect(reader.read(1_000)).resolves.toMatchObject({ gauges: { memory_percent: expect.any(Number) } });
    expect(Date.now() - startedMs).toBeLessThan(900);
    expect(shells).toHaveLength(2);
    reader.close();
  });

  test('a shell that is late before it came to df is a failure', async () => {
    const reader = ssh.open({ id: 'a', ip: '', port: 0, path: '', tls: false }, {
      resolve: (ip) => Promise.resolve(ip), onLost: () => undefined,
      shell: (prelude) => localShell('/bin/sh', `${prelude}\nuc_poll() { sleep 5; }`),
    });
    await expect(reader.read(300)).rejects.toThrow('late');
    reader.close();
  });

  test('one that is no Linux is said so', async () => {
    const reader = ssh.open({ id: 'a', ip: '', port: 0, path: '', tls: false }, {
      resolve: (ip) => Promise.resolve(ip), onLost: () => undefined,
      shell: (prelude) => localShell('/bin/sh', prelude.replaceAll('/proc/', '/no-proc/')),
    });
    await expect(reader.read(2_000)).rejects.toThrow('not as Linux');
    reader.close();
  });
});
