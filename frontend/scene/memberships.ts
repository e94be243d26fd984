import { roomFor } from './server-columns.ts';

/** Members of many groups, one group after the other: those of a group are at `starts[group]` up to `starts[group + 1]`. */
export type GroupedMembers = { readonly members: Uint32Array; readonly starts: Uint32Array };

/**
 * Which server belongs to which groups, many to many. What holds from the beginning lies in two rows of numbers, by group and by
 * server; who joined or left since is kept beside them. So a membership costs eight bytes, and joining and leaving take as long as
 * the server has groups, however large these are.
 */
export class Memberships {
  readonly #byGroup: GroupedMembers;
  readonly #groups: Uint32Array;
  /** Where the groups of each server begin in `#groups`, and one more. */
  readonly #groupsFrom: Uint32Array;
  /** All groups of the servers that joined or left one. */
  readonly #ofChanged = new Map<number, readonly number[]>();
  readonly #joined = new Map<number, Set<number>>();
  readonly #left = new Map<number, Set<number>>();
  #sizes: Uint32Array;

  /** Those that hold from the beginning, each member once in its group; as many servers as there are. */
  constructor(beginning: GroupedMembers, servers: number) {
    this.#byGroup = beginning;
    const { members, starts } = beginning;
    this.#sizes = Uint32Array.from({ length: Math.max(0, starts.length - 1) }, (_, group) => (starts[group + 1] as number) - (starts[group] as number));
    this.#groupsFrom = new Uint32Array(servers + 1);
    this.#groups = new Uint32Array(members.length);
    this.#fill(servers);
  }

  /** Members of a group. */
  sizeOf(group: number): number { return this.#sizes[group] ?? 0; }

  has(server: number, group: number): boolean {
    let found = false;
    this.eachGroup(server, (own) => { found ||= own === group; });
    return found;
  }

  eachGroup(server: number, visit: (group: number) => void): void {
    const changed = this.#ofChanged.size === 0 ? undefined : this.#ofChanged.get(server);
    if (changed !== undefined) for (const group of changed) visit(group);
    else for (let at = this.#groupsFrom[server] ?? 0; at < (this.#groupsFrom[server + 1] ?? 0); at++) visit(this.#groups[at] as number);
  }

  /** Adds the groups of a server to others: `eachGroup` for very many servers. */
  addGroupsTo(found: Set<number>, server: number): void {
    if (this.#ofChanged.size > 0) this.eachGroup(server, (group) => found.add(group));
    else for (let at = this.#groupsFrom[server] as number; at < (this.#groupsFrom[server + 1] as number); at++) found.add(this.#groups[at] as number);
  }

  /** Calls `visit` for every member of a group, in no order. */
  eachMember(group: number, visit: (server: number) => void): void {
    const { members, starts } = this.#byGroup;
    const left = this.#left.size === 0 ? undefined : this.#left.get(group);
    const end = starts[group + 1] ?? 0;
    for (let at = starts[group] ?? 0; at < end; at++) if (left?.has(members[at] as number) !== true) visit(members[at] as number);
    for (const server of this.#joined.get(group) ?? []) visit(server);
  }

  /** The first of a server's groups at the beginning, or -1. */
  firstOf(server: number): number {
    const at = this.#groupsFrom[server] as number;
    return at < (this.#groupsFrom[server + 1] as number) ? this.#groups[at] as number : -1;
  }

  /** Calls `visit` for groups that members of this one belong to as well, some of them often, until it says true. */
  someNeighbour(group: number, visit: (other: number) => boolean): boolean {
    let last = group;
    let isOver = false;
    return this.#someMember(group, (server) => {
      this.eachGroup(server, (other) => {
        if (isOver || other === group || other === last) return;
        last = other;
        isOver = visit(other);
      });
      return isOver;
    });
  }

  /** False if it was a member already. */
  join(server: number, group: number): boolean {
    const groups = this.#groupsOf(server);
    if (groups.includes(group)) return false;
    this.#ofChanged.set(server, [...groups, group]);
    if (this.#left.get(group)?.delete(server) !== true) setOf(this.#joined, group).add(server);
    this.#sizes = roomFor(this.#sizes, group + 1);
    this.#sizes[group] = (this.#sizes[group] as number) + 1;
    return true;
  }

  /** False if it was no member. */
  leave(server: number, group: number): boolean {
    const groups = this.#groupsOf(server);
    if (!groups.includes(group)) return false;
    this.#ofChanged.set(server, groups.filter((own) => own !== group));
    if (this.#joined.get(group)?.delete(server) !== true) setOf(this.#left, group).add(server);
    this.#sizes[group] = (this.#sizes[group] as number) - 1;
    return true;
  }

  #groupsOf(server: number): readonly number[] {
    const found: number[] = [];
    this.eachGroup(server, (group) => found.push(group));
    return found;
  }

  #someMember(group: number, visit: (server: number) => boolean): boolean {
    const { members, starts } = this.#byGroup;
    const left = this.#left.get(group);
    for (let at = starts[group] ?? 0; at < (starts[group + 1] ?? 0); at++) {
      const server = members[at] as number;
      if (left?.has(server) !== true && visit(server)) return true;
    }
    for (const server of this.#joined.get(group) ?? []) if (visit(server)) return true;
    return false;
  }

  /** Turns members by group into groups by server: counted first, then written where the counts say. */
  #fill(servers: number): void {
    const { members, starts } = this.#byGroup;
    const from = this.#groupsFrom;
    for (const server of members) from[server + 1] = (from[server + 1] as number) + 1;
    for (let server = 0; server < servers; server++) from[server + 1] = (from[server + 1] as number) + (from[server] as number);
    // Each place is moved on as it is written to, and stands at the beginning of the next server's in the end.
    for (let group = 0; group + 1 < starts.length; group++) {
      for (let at = starts[group] as number; at < (starts[group + 1] as number); at++) {
        const server = members[at] as number;
        const place = from[server] as number;
        this.#groups[place] = group;
        from[server] = place + 1;
      }
    }
    from.copyWithin(1, 0, servers);
    from[0] = 0;
  }
}

function setOf(sets: Map<number, Set<number>>, group: number): Set<number> {
  const known = sets.get(group);
  if (known !== undefined) return known;
  const made = new Set<number>();
  sets.set(group, made);
  return made;
}
