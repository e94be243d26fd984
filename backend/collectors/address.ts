import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { elapsedMs } from '../clock.ts';
import { say } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';

/** Addresses that no server of a map has: link-local ones, and those at which clouds hand out credentials. */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet('169.254.0.0', 16, 'ipv4');
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6');
FORBIDDEN.addAddress('fd00:ec2::254', 'ipv6');
// IPv4 behind a translator (RFC 6052).
FORBIDDEN.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');

const KEPT_MS = 60_000;
const KEPT_FAILURE_MS = 10_000;
const NAMES_MAX = 10_000;

/** Throws a sentence for an address that is never connected to. */
export function assertAllowed(address: string, name = address): void {
  const plain = address.replace(/%.*$/, '');
  if (!FORBIDDEN.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')) return;
  throw new SentenceError(name === address ? say('net_forbidden', { address }) : say('net_forbidden_name', { name, address }));
}

/** Names to addresses, each asked for once a minute, a few at a time: a slow resolver shares its threads with everything else. */
export class Addresses {
  readonly #known = new Map<string, { readonly address: Promise<string>; untilMs: number }>();
  readonly #waiting: (() => void)[] = [];
  #free = 2;

  /** The address to connect to: an address as it is, a name as the resolver says it, IPv4 first. Throws a sentence. */
  async resolve(name: string): Promise<string> {
    if (name === '') throw new SentenceError(say('net_no_address'));
    if (isIP(name.replace(/%.*$/, '')) !== 0) {
      assertAllowed(name);
      return name;
    }
    return this.#named(name.toLowerCase());
  }

  #named(name: string): Promise<string> {
    const known = this.#known.get(name);
    if (known !== undefined && elapsedMs() < known.untilMs) return known.address;
    if (this.#known.size >= NAMES_MAX) this.#known.clear();
    const address = this.#ask(name);
    const entry = { address, untilMs: Infinity };
    this.#known.set(name, entry);
    address.then(() => { entry.untilMs = elapsedMs() + KEPT_MS; }, () => { entry.untilMs = elapsedMs() + KEPT_FAILURE_MS; });
    return address;
  }

  async #ask(name: string): Promise<string> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      const found = await lookup(name, { all: true }).catch((error: unknown) => {
        throw new SentenceError(say('net_no_name', { name: JSON.stringify(name), why: (error as NodeJS.ErrnoException).code ?? say('net_no_answer') }), { cause: error });
      });
      const { address } = found.find(({ family }) => family === 4) ?? found[0] ?? { address: '' };
      assertAllowed(address, name);
      return address;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
