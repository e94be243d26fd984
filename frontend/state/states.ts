import { SERVER_STATUSES, type ServerStatus } from '../../backend/contract/statuses.ts';
import type { World } from '../scene/world.ts';

/** How many servers are in this state. */
export const countOf = (world: World, status: ServerStatus): number => world.totals.of(0, SERVER_STATUSES.indexOf(status));

/** The state of a server. */
export const statusOf = (world: World, server: number): ServerStatus => SERVER_STATUSES[world.servers.status[server] as number] ?? 'unknown';
