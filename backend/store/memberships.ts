import { SERVER_STATUSES } from '../contract/statuses.ts';

const NONE: readonly number[] = SERVER_STATUSES.map(() => 0);

/** Which server is in which clusters, and how many members of each cluster are in each state. */
export class Memberships {
  readonly #members = new Map<string, readonly string[]>();
  readonly #clusters = new Map<string, readonly string[]>();
  readonly #counts = new Map<string, number[]>();

  clusters(): string[] {
    return [...this.#members.keys()];
  }

  membersOf(cluster: string): readonly string[] {
    return this.#members.get(cluster) ?? [];
  }

  clustersOf(server: string): readonly string[] {
    return this.#clusters.get(server) ?? [];
  }

  countsOf(cluster: string): readonly number[] {
    return this.#counts.get(cluster) ?? NONE;
  }

  /** Replaces the members of a cluster; null removes it. `codeOf` answers a server's state, undefined for one that is not there. */
  put(cluster: string, members: readonly string[] | null, codeOf: (server: string) => number | undefined): void {
    for (const server of this.membersOf(cluster)) this.#leave(server, cluster);
    if (members === null) {
      this.#members.delete(cluster);
      this.#counts.delete(cluster);
      return;
    }
    const counts = [...NONE];
    const alone = [cluster];
    for (const server of members) {
      const others = this.#clusters.get(server);
      this.#clusters.set(server, others === undefined ? alone : [...others, cluster]);
      const code = codeOf(server);
      if (code !== undefined) counts[code] = (counts[code] ?? 0) + 1;
    }
    this.#members.set(cluster, members);
    this.#counts.set(cluster, counts);
  }

  /** A member listed before it was there is there now. */
  serverAppeared(server: string, code: number): void {
    this.#count(server, code, 1);
  }

  /** A server is gone; it stays listed until its clusters are put without it. */
  serverGone(server: string, code: number): void {
    this.#count(server, code, -1);
  }

  serverMoved(server: string, before: number, after: number): void {
    this.#count(server, before, -1);
    this.#count(server, after, 1);
  }

  #leave(server: string, cluster: string): void {
    const left = this.clustersOf(server).filter((id) => id !== cluster);
    if (left.length === 0) this.#clusters.delete(server);
    else this.#clusters.set(server, left);
  }

  #count(server: string, code: number, step: number): void {
    for (const cluster of this.clustersOf(server)) {
      const counts = this.#counts.get(cluster);
      if (counts !== undefined) counts[code] = (counts[code] ?? 0) + step;
    }
  }
}
