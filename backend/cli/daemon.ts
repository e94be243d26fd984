import { messageOf } from '../errors.ts';
import { Client } from '../sdk/client.ts';
import { unixTransport } from '../sdk/unix-transport.ts';
import type { Collection } from '../sdk/collection.ts';
import type { Transport } from '../sdk/request.ts';
import { nameOf, type Door } from './door.ts';
import { CommandError } from './failures.ts';

/** A large file takes its time to import; anything else is over long before. */
const DEADLINE_MS = 600_000;
const HEALTH_DEADLINE_MS = 2_000;

/** The daemon behind a door. What nobody answers fails with the door's name and the remedy. */
export function openDaemon(door: Door, deadlineMs = DEADLINE_MS): Client {
  const transport: Transport = async (address, init) => {
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    try {
      return await wayOf(door)(address, { ...init, signal });
    } catch (error) {
      throw new CommandError('unreachable', sentenceOf(door, error), { cause: error });
    }
  };
  const { language } = door;
  return door.kind === 'socket'
    ? new Client({ api: 'http://localhost/api/', transport, language })
    : new Client({ api: `${door.url}/api/`, token: door.token, transport, language });
}

/** Whether a daemon answers at a door. */
export async function isAnswering(door: Door): Promise<boolean> {
  try {
    await openDaemon(door, HEALTH_DEADLINE_MS).health();
    return true;
  } catch {
    return false; // Nobody, or somebody else: either way no daemon.
  }
}

/** All items that meet the filters, or the first `limit` of them. */
export async function listAll<Item, Draft>(collection: Collection<Item, Draft>, filters: Readonly<Record<string, string | undefined>>, limit = Infinity): Promise<readonly Item[]> {
  const items: Item[] = [];
  if (limit === 0) return items;
  for await (const item of collection.each({ ...filters, limit: Math.min(limit, 1_000) })) {
    items.push(item);
    if (items.length >= limit) break;
  }
  return items;
}

const wayOf = (door: Door): Transport => (door.kind === 'socket' ? unixTransport(door.file) : (address, init) => fetch(address, init));

function sentenceOf(door: Door, error: unknown): string {
  const why = messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
  return `No daemon answers at ${nameOf(door)} (${why}). Start it with: clusterctl start`;
}
