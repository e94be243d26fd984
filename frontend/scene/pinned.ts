import { LOCKED } from './flags.ts';
import type { ServerColumns } from './server-columns.ts';

/** It stays where it is whatever layout is chosen. */
export const isPinned = (servers: ServerColumns, server: number): boolean => ((servers.flags[server] ?? 0) & LOCKED) !== 0;
