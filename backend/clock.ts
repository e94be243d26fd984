/** Milliseconds since 1970, UTC. The only reader of the wall clock: everything else is given the time. */
export const nowMs = (): number => Date.now();

/** Milliseconds that only go forward, for durations and deadlines. */
export const elapsedMs = (): number => performance.now();

/** ISO 8601, UTC, as times travel on the wire. */
export const isoOf = (ms: number): string => new Date(ms).toISOString();
