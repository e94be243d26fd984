import { describe, expect, test } from '@jest/globals';
import type { Sense } from '../../backend/collectors/collector.ts';
import { isPartition, isRealDisk, isRealFileSystem, isRealInterface } from '../../backend/collectors/device-names.ts';
import { cpu } from '../../backend/collectors/senses/cpu.ts';
import { disks } from '../../backend/collectors/senses/disks.ts';
import { fileSystems } from '../../backend/collectors/senses/file-systems.ts';
import { identity } from '../../backend/collectors/senses/identity.ts';
import { linkSpeed } from '../../backend/collectors/senses/link-speed.ts';
import { load } from '../../backend/collectors/senses/load.ts';
import { memory } from '../../backend/collectors/senses/memory.ts';
import { network } from '../../backend/collectors/senses/network.ts';
import { readingsOf } from '../../backend/collectors/senses/readings.ts';
import { tcp } from '../../backend/collectors/senses/tcp.ts';
import { uptime } from '../../backend/collectors/senses/uptime.ts';

const DF = 'Filesystem     1024-blocks     Used Available Capacity Mounted on\n';
const TCP_NAMES = 'Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab InSegs\n';

describe('senses', () => {
  test.each<[string, Sense, string, object]>([
    ['the first line of /proc/stat', cpu, 'cpu  100 10 50 800 40 5 5 10 30 0\ncpu0 1 2 3 4\n', { counters: { cpu: { busy: 180, total: 1020 } } }],
    ['a kernel of before 2.6.11', cpu, 'cpu  100 10 50 800\n', { counters: { cpu: { busy: 160, total: 960 } } }],
    ['available memory', memory, 'MemTotal:       1000 kB\nMemFree: 100 kB\nMemAvailable:    250 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n', { gauges: { memory_percent: 75 } }],
    ['memory of a kernel of before 3.14', memory, 'MemTotal: 1000\nMemFree: 100\nBuffers: 50\nCached: 150\nSwapTotal: 200\nSwapFree: 50\n', { gauges: { memory_percent: 70, swap_percent: 75 } }],
    ['load', load, '0.21 0.37 0.39 1/719 19737\n', { gauges: { load1: 0.21 } }],
    ['uptime', uptime, '350735.47 234388.90\n', { gauges: { uptime_seconds: 350735.47 } }],
    ['whole disks of /proc/diskstats', disks, [
      '   7       0 loop0 9 9 9 9 9 9 9 9 9 9 9 0 0 0 0', ' 254       0 vda 52578 18499 4424834 18521 36483 84482 3569920 13963 0 9248 33623 8843 59 311120 886 4925 250',
      ' 254       1 vda1 1 1 1 1 1 1 1 1 1 1 1', ' 259       0 nvme0n1 10 0 0 20 30 0 0 40 0 0 0', ' 259       1 nvme0n1p1 1 1 1 1 1 1 1 1 1 1 1', ' 253       0 dm-0 1 1 1 1 1 1 1 1 1 1 1', ''].join('\n'),
      { counters: { disks: { names: ['vda', 'nvme0n1'], values: [89061, 32484, 40, 60] } } }],
    ['real interfaces of /proc/net/dev', network, [
      'Inter-|   Receive                                                |  Transmit', ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
      '    lo:    3193      29    0    0    0     0          0         0     3193      29    0    0    0     0       0          0', '  eth0: 413922897   13346    1    2    0     0          0         0  1318830    9343    3    4    0     0       0          0',
      'br-1a2b: 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5', 'wlan0:7 1 0 0 0 0 0 0 8 1 0 0 0 0 0 0', ''].join('\n'),
      { counters: { network: { names: ['eth0', 'wlan0'], values: [413922897, 1318830, 10, 7, 8, 0] } } }],
    ['established connections', tcp, `${TCP_NAMES}Tcp: 1 200 120000 -1 245 8 3 4 17 25966\n`, { gauges: { connections: 17 } }],
    ['the fullest file system', fileSystems, `${DF}/dev/sda1  1000 500 400      56% /\n/dev/sdb1  2000 1800 200  90% /srv/my data\n`, { gauges: { disk_percent: 90, disk_free_bytes: 204_800 } }],
    ['a file system filled into its reserve', fileSystems, `${DF}/dev/sda1  1000 1000 -20 102% /\n`, { gauges: { disk_percent: 100, disk_free_bytes: 0 } }],
    ['memory is no disk, and an empty one is none', fileSystems, `${DF}tmpfs 100 100 0 100% /run\n/dev/sdc1 0 0 0 - /boot/efi\n/dev/sda1 100 50 50 50% /\n`, { gauges: { disk_percent: 50, disk_free_bytes: 51_200 } }],
    ['no file system', fileSystems, '', {}],
    ['names', identity, 'web1\n6.1.0-18-amd64\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n', { facts: { hostname: 'web1', kernel: '6.1.0-18-amd64', os: 'Debian GNU/Linux 12 (bookworm)' } }],
    ['speeds of links that are up and known', linkSpeed, 'eth0 1000\neth1 -1\nbond0 2000\nwlan0 \n', { speeds: { eth0: 125_000_000 } }],
  ])('%s', (_what, sense, output, readings) => {
    expect(sense.parse(output)).toEqual(readings);
  });

  test.each<[Sense, string]>([
    [cpu, ''], [cpu, 'intr 1 2 3\n'], [cpu, 'cpu  x y z\n'], [memory, ''], [memory, 'MemTotal: lots\n'], [load, '\n'], [uptime, 'soon\n'], [tcp, TCP_NAMES], [tcp, ''],
    [disks, ' 8 0 sda what\n'], [network, 'eth0: 1 2\n'],
  ])('$name refuses %j', (sense, output) => {
    expect(() => sense.parse(output)).toThrow(SyntaxError);
  });

  test('one that cannot be read never stops the others', () => {
    const { readings, unread } = readingsOf([[cpu, ''], [load, '0.5 1 1'], [tcp, 'Tcp:']]);
    expect(readings).toEqual({ gauges: { load1: 0.5 }, counters: {} });
    expect(unread).toEqual(['cpu', 'tcp']);
  });
});

describe('names of devices', () => {
  test.each(['eth0', 'ens3', 'enp0s31f6', 'wlan0', 'eno1np0', 'wwan0', 'ib0', 'brq'])('%s is an interface of the machine', (name) => expect(isRealInterface(name)).toBe(true));
  test.each(['lo', 'veth1a2b', 'docker0', 'br-12ab', 'br0', 'virbr0', 'vmbr0', 'tap1', 'tun0', 'wg0', 'cni0', 'cali12', 'bond0', 'eth0.100', 'eth0:1', 'ifb0', 'dummy0', 'flannel.1'])('%s is not', (name) => expect(isRealInterface(name)).toBe(false));
  test.each(['sda', 'vda', 'nvme0n1', 'xvda1', 'mmcblk0'])('%s is a disk', (name) => expect(isRealDisk(name)).toBe(true));
  test.each(['loop0', 'ram1', 'zram0', 'dm-0', 'md127', 'sr0'])('%s is none', (name) => expect(isRealDisk(name)).toBe(false));
  test('a partition has its disk beside it', () => {
    const names = ['sda', 'sda1', 'nvme0n1', 'nvme0n1p2', 'mmcblk0', 'mmcblk0p1', 'xvda1', 'nvme0n10'];
    expect(names.filter((name) => isPartition(name, names))).toEqual(['sda1', 'nvme0n1p2', 'mmcblk0p1']);
  });
  test.each(['ext4', 'xfs', 'btrfs', 'zfs', 'vfat', 'fuseblk'])('%s is a file system of a disk', (type) => expect(isRealFileSystem(type)).toBe(true));
  test.each(['tmpfs', 'overlay', 'squashfs', 'nfs4', 'cifs', 'fuse.sshfs', 'devtmpfs', 'efivarfs', 'iso9660'])('%s is not', (type) => expect(isRealFileSystem(type)).toBe(false));
});
