import type { ServerColumns } from './server-columns.ts';

/** Bit of `flags`: locked where it stands. */
const LOCKED = 4;

/** It stays where it is whatever layout is chosen. */
export const isPinned = (servers: ServerColumns, server: number): boolean => ((servers.flags[server] ?? 0) & LOCKED) !== 0;
