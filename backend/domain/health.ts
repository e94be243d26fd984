import type { Metrics } from '../contract/metrics.ts';
import type { ConnectionStatus, ServerStatus } from '../contract/statuses.ts';

/** From which value a server is in warning, in percent. */
export type Thresholds = { readonly cpu: number; readonly memory: number; readonly disk: number };

/** What one attempt to reach a server or a service saw. `strained`: it answered, but is over a threshold or refuses to serve. */
export type Attempt = 'well' | 'strained' | 'failed';

/**
 * What is known of one server or one connection. A first failure only raises a doubt, and what was known before stays shown;
 * the second in a row is silence.
 */
export type Health =
  /** Nothing was asked yet, or there is nothing to ask. */
  | { readonly kind: 'unasked' }
  | { readonly kind: 'answering'; readonly strained: boolean }
  | { readonly kind: 'doubted'; readonly before: 'unasked' | 'well' | 'strained'; readonly sinceMs: number }
  | { readonly kind: 'silent'; readonly sinceMs: number };

export const UNASKED: Health = { kind: 'unasked' };
const WELL: Health = { kind: 'answering', strained: false };
const STRAINED: Health = { kind: 'answering', strained: true };

/** The state that follows one attempt. Two failures in a row are needed for silence, one answer ends it. */
export function nextHealth(health: Health, attempt: Attempt, nowMs: number): Health {
  if (attempt !== 'failed') return attempt === 'well' ? WELL : STRAINED;
  switch (health.kind) {
    case 'unasked': return { kind: 'doubted', before: 'unasked', sinceMs: nowMs };
    case 'answering': return { kind: 'doubted', before: health.strained ? 'strained' : 'well', sinceMs: nowMs };
    case 'doubted': return { kind: 'silent', sinceMs: health.sinceMs };
    case 'silent': return health;
  }
}

/** What the map shows for a server. Maintenance wins over all. */
export function serverStatusOf(health: Health, isInMaintenance: boolean): ServerStatus {
  if (isInMaintenance) return 'maintenance';
  switch (health.kind) {
    case 'unasked': return 'unknown';
    case 'answering': return health.strained ? 'warning' : 'active';
    case 'doubted': return health.before === 'unasked' ? 'unknown' : health.before === 'strained' ? 'warning' : 'active';
    case 'silent': return 'inactive';
  }
}

/** What the map shows for a connection. A port that refuses does not serve: its probe counts as failed. */
export function connectionStatusOf(health: Health): ConnectionStatus {
  switch (health.kind) {
    case 'unasked': return 'unknown';
    case 'answering': return 'connected';
    case 'doubted': return health.before === 'unasked' ? 'unknown' : 'connected';
    case 'silent': return 'disconnected';
  }
}

/** Times of a server's attempts, in milliseconds. */
export type Timing = { readonly intervalMs: number; readonly retryMs: number; readonly silentMs: number };

/** How long to wait for the next attempt: a doubt is settled soon, and a silent server's return is seen early. `chance` is in [0, 1). */
export function nextDelayMs(health: Health, timing: Timing, chance: number): number {
  switch (health.kind) {
    case 'unasked': case 'answering': return timing.intervalMs;
    case 'doubted': return timing.retryMs;
    case 'silent': return Math.min(timing.intervalMs, timing.silentMs) * (0.75 + 0.5 * chance);
  }
}

/** Whether a server that answers is over a threshold. What is not known does not count. */
export function isStrained(metrics: Metrics, thresholds: Thresholds): boolean {
  return (metrics.cpu_percent ?? 0) > thresholds.cpu
    || (metrics.memory_percent ?? 0) > thresholds.memory
    || (metrics.disk_percent ?? 0) > thresholds.disk;
}

/** What one TCP attempt saw: a service, a host that answers "nothing here", or nothing at all. */
export type PortOutcome = 'accepted' | 'refused' | 'silent';

/** What the ports of a server without a source say about it: one that accepts is enough, a refusal is still an answer. */
export function attemptOfPorts(outcomes: readonly PortOutcome[]): Attempt {
  if (outcomes.includes('accepted')) return 'well';
  return outcomes.includes('refused') ? 'strained' : 'failed';
}
