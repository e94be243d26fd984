import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';

const HOST = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::\d{1,5})?$/;
const WILDCARDS: readonly string[] = ['0.0.0.0', '::'];

/**
 * Whether a Host header names this daemon: its listen address, localhost or a configured name, with any port, since tunnels change it.
 * Any other name is a page that made its own name point here (DNS rebinding). Listening on all addresses, an address is enough: it
 * cannot be rebound.
 */
export function hostRule(listenHost: string, names: readonly string[]): (host: string | undefined) => boolean {
  const known = new Set(['localhost', '127.0.0.1', '::1', listenHost, ...names].map((name) => name.toLowerCase()));
  const isAnyAddressKnown = WILDCARDS.includes(listenHost);
  // Hosts repeat with every request; the answers are few, and the number of names a stranger can put here is bounded.
  const judged = new Map<string, boolean>();
  const judge = (host: string): boolean => {
    const name = HOST.exec(host.toLowerCase())?.[1]?.replace(/^\[|\]$/g, '');
    return name !== undefined && (known.has(name) || (isAnyAddressKnown && isIP(name) !== 0));
  };
  return (host) => {
    if (host === undefined) return false;
    const earlier = judged.get(host);
    if (earlier !== undefined) return earlier;
    const verdict = judge(host);
    if (judged.size < 100) judged.set(host, verdict);
    return verdict;
  };
}

/** Refuses a request whose Origin is another page's. Where `isNeeded`, a missing one is refused too. */
export function checkOrigin(request: IncomingMessage, isNeeded: boolean): void {
  const { origin, host } = request.headers;
  if (origin === undefined) {
    if (isNeeded) throw new ProblemError('wrong_origin', say('origin_needed'));
    return;
  }
  if (hostOf(origin) !== host?.toLowerCase()) throw new ProblemError('wrong_origin', say('wrong_origin', { origin: JSON.stringify(origin.slice(0, 200)) }));
}

/** Host and port of an origin; a TLS proxy before the daemon changes the scheme only. */
const hostOf = (origin: string): string | undefined => /^https?:\/\/([^/?#@]+)$/.exec(origin.toLowerCase())?.[1];
