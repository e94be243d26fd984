import { hostname, networkInterfaces, release, type } from 'node:os';
import type { NewServer } from './contract/server.ts';
import { slugOf } from './ids.ts';

/** The machine the daemon runs on, as the first server of a new map. */
export function thisMachine(): NewServer {
  const name = hostname();
  const id = slugOf(name);
  return {
    id: id === '' ? 'this-machine' : id,
    name: name === '' ? 'This machine' : name.slice(0, 200),
    type: 'generic',
    ip: firstAddress(),
    hostname: name.slice(0, 253),
    os: `${type()} ${release()}`,
    notes: 'The machine that Unlimited Cluster runs on.',
    source: { kind: 'local' },
  };
}

/** The first address that others can reach, IPv4 before IPv6; else loopback. */
function firstAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((interfaces) => interfaces ?? []).filter(({ internal }) => !internal);
  const found = addresses.find(({ family }) => family === 'IPv4') ?? addresses.find(({ address }) => !address.startsWith('fe80'));
  return found?.address ?? '127.0.0.1';
}
