import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { AccessSchema, FULL_ACCESS, type Access } from '../contract/access.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import { parse } from '../contract/validate.ts';
import { ProblemError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { ADMIN, type Caller } from './caller.ts';
import { FailedLogins } from './failed-logins.ts';
import { checkOrigin, hostRule } from './hosts.ts';
import { sessionOf } from './session-cookie.ts';
import { Tickets } from './tickets.ts';

/**
 * `tcp` asks for a token or a session cookie; `unix` is the socket file that only the daemon's user and root can open, and where
 * Webmin's headers are believed; `ticket` is the loopback port that miniserv's websocket route names.
 */
export type DoorKind = 'tcp' | 'unix' | 'ticket';

export type DoorOptions = {
  /** The daemon's own token, as in $DATA/token. */
  readonly token: string;
  readonly listenHost: string;
  /** Further names under which browsers and scripts may ask for it. */
  readonly hostNames: readonly string[];
  /** What miniserv sends as `Authorization: Basic …` at the ticket door; nothing is asked for if absent. */
  readonly ticketSecret?: string;
  readonly tokens: Store['tokens'];
  readonly nowMs: () => number;
};

/** Decides who a request comes from. A connection that no `watch` announced came through the TCP door, which believes least. */
export class Doors {
  readonly tickets: Tickets;
  readonly failedLogins: FailedLogins;
  readonly #options: DoorOptions;
  readonly #isOwnHost: (host: string | undefined) => boolean;
  readonly #kinds = new WeakMap<Socket, DoorKind>();
  readonly #admin: Caller = { user: ADMIN, access: FULL_ACCESS, isStillValid: () => true };

  constructor(options: DoorOptions) {
    this.#options = options;
    this.tickets = new Tickets(options.nowMs);
    this.failedLogins = new FailedLogins(options.nowMs);
    this.#isOwnHost = hostRule(options.listenHost, options.hostNames);
  }

  /** Remembers through which door the connections of a server come. */
  watch(server: Server, kind: DoorKind): void {
    server.on('connection', (socket: Socket) => this.#kinds.set(socket, kind));
  }

  kindOf(request: IncomingMessage): DoorKind {
    return this.#kinds.get(request.socket) ?? 'tcp';
  }

  /** Refuses (403) a request to the TCP door that names another host. */
  checkPlace(request: IncomingMessage): void {
    if (this.kindOf(request) !== 'tcp') return;
    if (!this.#isOwnHost(request.headers.host)) {
      throw new ProblemError('wrong_host', say('wrong_host', { host: JSON.stringify((request.headers.host ?? '').slice(0, 200)) }));
    }
  }

  /** The caller of a request, or 401, 403, 429. `changes` says that more than reading is asked: a cookie alone is not enough then. */
  admit(request: IncomingMessage, changes: boolean): Caller {
    this.checkPlace(request);
    switch (this.kindOf(request)) {
      case 'unix': return this.#fromSocketFile(request);
      case 'tcp': return this.#fromNetwork(request, changes);
      case 'ticket': throw new ProblemError('unauthorized', say('door_ticket'));
    }
  }

  /** The caller of an upgrade: by ticket at every door, else as any request that changes something. */
  admitUpgrade(request: IncomingMessage): Caller {
    const ticket = request.headers['sec-websocket-protocol'];
    const kind = this.kindOf(request);
    this.checkPlace(request);
    if (kind === 'ticket') this.#checkSecret(request);
    if (ticket !== undefined) {
      if (kind !== 'ticket') checkOrigin(request, false);
      const caller = this.tickets.take(ticket.trim());
      if (caller !== null) return caller;
      throw this.#failed(request, say('wrong_ticket'));
    }
    if (kind === 'tcp') checkOrigin(request, false);
    return this.admit(request, true);
  }

  /** Whether this is the daemon's own token. */
  isOwnToken(given: string): boolean {
    return isSame(given, this.#options.token);
  }

  /** 401, or 429 after too many. */
  #failed(request: IncomingMessage, detail: Sentence): ProblemError {
    return this.failedLogins.refusal(request.socket.remoteAddress ?? '', detail);
  }

  #fromNetwork(request: IncomingMessage, changes: boolean): Caller {
    const { authorization, cookie } = request.headers;
    const { sessions } = this.#options.tokens;
    if (authorization !== undefined) return this.#fromBearer(request, authorization);
    const session = sessionOf(cookie, request.socket.localPort ?? 0);
    if (session !== undefined && sessions.find(session) !== null) {
      checkOrigin(request, changes);
      return { ...this.#admin, isStillValid: () => sessions.find(session) !== null };
    }
    throw new ProblemError('unauthorized', say('door_token'));
  }

  #fromBearer(request: IncomingMessage, authorization: string): Caller {
    const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization)?.[1];
    if (token !== undefined) {
      if (this.isOwnToken(token)) return this.#admin;
      const known = this.#options.tokens.find(token);
      if (known !== null) return { ...known, isStillValid: () => this.#options.tokens.find(token) !== null };
    }
    throw this.#failed(request, say('wrong_token'));
  }

  #fromSocketFile(request: IncomingMessage): Caller {
    const { authorization, 'x-unlimited-cluster-user': user, 'x-unlimited-cluster-access': access } = request.headers;
    if (user === undefined && access === undefined) {
      // The file is 0600: who can open it could read the token as well.
      return authorization === undefined ? this.#admin : this.#fromBearer(request, authorization);
    }
    if (typeof user !== 'string' || user === '' || typeof access !== 'string') throw new ProblemError('unauthorized', say('door_headers'));
    return { user: userOf(user), access: accessOf(access), isStillValid: () => true };
  }

  #checkSecret(request: IncomingMessage): void {
    const { ticketSecret } = this.#options;
    if (ticketSecret === undefined) return;
    const given = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!isSame(Buffer.from(given, 'base64').toString('utf8'), ticketSecret)) throw this.#failed(request, say('door_miniserv'));
  }
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b);
}

/** A user's name as Webmin sends it: percent-encoded where a header could not hold it. */
function userOf(header: string): string {
  try {
    return decodeURIComponent(header).slice(0, 200);
  } catch {
    return header.slice(0, 200);
  }
}

function accessOf(header: string): Access {
  try {
    return parse(AccessSchema, JSON.parse(header));
  } catch (error) {
    throw new ProblemError('unauthorized', say('door_access'), { cause: error });
  }
}
