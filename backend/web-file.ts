import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './contract/public-address.ts';
import { say } from './contract/sentence.ts';
import { messageOf, ProblemError, SentenceError } from './errors.ts';

export type WebFileOptions = {
  /** Bytes that a file may have. */
  readonly mostBytes: number;
  /** Also from loopback and private networks. Otherwise whoever may edit could make the daemon ask what only it can reach. */
  readonly allowsPrivate: boolean;
  /** For everything together. 10 s unless told. */
  readonly timeoutMs?: number;
};

/** The bytes behind an address of the web. Throws a sentence that reads on after what named the address. */
export type WebFiles = (address: string) => Promise<Buffer>;

const REDIRECTS_MAX = 3;
/** Files under way at once; whoever asks for more is told to try again. */
const AT_ONCE = 4;
const TIMEOUT_MS = 10_000;

/** Fetches files by http and https. Where a name leads is checked at the moment of the connection, so that it cannot become another meanwhile. */
export function webFiles(options: WebFileOptions): WebFiles {
  let underWay = 0;
  return async (address) => {
    if (underWay >= AT_ONCE) throw new ProblemError('busy', say('web_busy'));
    underWay++;
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await fetched(address, options, signal);
    } catch (error) {
      if (error instanceof SentenceError) throw error;
      throw new SentenceError(signal.aborted ? say('web_slow', { seconds: timeoutMs / 1_000 }) : say('web_unreachable', { why: messageOf(error) }), { cause: error });
    } finally {
      underWay--;
    }
  };
}

async function fetched(address: string, options: WebFileOptions, signal: AbortSignal): Promise<Buffer> {
  let url = checked(address, options, null);
  for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
    const response = await opened(url, options, signal);
    const { statusCode = 0, headers: { location } } = response;
    if (statusCode === 200) return bytesOf(response, options.mostBytes);
    response.destroy();
    if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) throw new SentenceError(say('web_status', { status: statusCode }));
    url = checked(location, options, url);
  }
  throw new SentenceError(say('web_redirects', { limit: REDIRECTS_MAX }));
}

/** An address that may be asked. One that was reached by https leads to no other. */
function checked(address: string, { allowsPrivate }: WebFileOptions, from: URL | null): URL {
  const url = URL.canParse(address, from?.href) ? new URL(address, from?.href) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '' || (from?.protocol === 'https:' && url.protocol !== 'https:')) throw new SentenceError(say('web_address'));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !allowsPrivate && !isPublicAddress(host)) throw new SentenceError(say('web_private', { address: host }));
  return url;
}

function opened(url: URL, { allowsPrivate }: WebFileOptions, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp;
    // A connection of its own: one that is kept could have been made under another rule.
    get(url, { agent: false, signal, lookup: allowsPrivate ? undefined : publicOnly, headers: { 'accept': 'image/*', 'accept-encoding': 'identity', 'user-agent': 'unlimited-cluster' } }, resolve).on('error', reject);
  });
}

/** Resolves a name to the addresses that are connected to; to none at all where one of them is not public. */
const publicOnly: LookupFunction = (host, options, callback) => {
  lookUp(host, { ...options, all: true }, (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => {
    const [first] = found as LookupAddress[] | undefined ?? [];
    if (error !== null || first === undefined) { callback(error ?? new SentenceError(say('web_unreachable', { why: host })), []); return; }
    const inside = found.find(({ address }) => !isPublicAddress(address));
    if (inside !== undefined) callback(new SentenceError(say('web_private', { address: inside.address })), []);
    else if (options.all === true) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

async function bytesOf(response: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    // Leaving the loop ends the connection.
    if (length > most) throw new SentenceError(say('web_bytes', { limit: most }));
  }
  return Buffer.concat(parts);
}
