import { roomFor } from './server-columns.ts';

const NONE = -1;

/**
 * Which server belongs to which groups, many to many: one entry per membership, chained from both ends through typed arrays.
 * Joining and leaving take as long as the server has groups, however large these are.
 */
export class Memberships {
  #server = new Int32Array(16);
  #group = new Int32Array(16);
  #nextOfServer = new Int32Array(16);
  #nextOfGroup = new Int32Array(16);
  #previousOfGroup = new Int32Array(16);
  #firstOfServer = new Int32Array(0);
  #firstOfGroup = new Int32Array(0);
  #sizes = new Uint32Array(0);
  #count = 0;
  /** Entries that were given up, chained by `nextOfServer`. */
  #free = NONE;

  /** Those that hold from the beginning, each member once in its group; as many servers as there are. */
  static of(groups: readonly Uint32Array[], servers: number): Memberships {
    const all = new Memberships();
    all.#fill(groups, servers);
    return all;
  }

  /** Members of a group. */
  sizeOf(group: number): number { return this.#sizes[group] ?? 0; }

  has(server: number, group: number): boolean { return this.#entryOf(server, group) !== NONE; }

  eachGroup(server: number, visit: (group: number) => void): void {
    for (let entry = this.#firstOfServer[server] ?? NONE; entry !== NONE; entry = this.#nextOfServer[entry] as number) visit(this.#group[entry] as number);
  }

  /** Calls `visit` for every member of a group, in no order. */
  eachMember(group: number, visit: (server: number) => void): void {
    for (let entry = this.#firstOfGroup[group] ?? NONE; entry !== NONE; entry = this.#nextOfGroup[entry] as number) visit(this.#server[entry] as number);
  }

  /** Calls `visit` for groups that members of this one belong to as well, some of them often, until it says true. */
  someNeighbour(group: number, visit: (other: number) => boolean): boolean {
    let last = group;
    for (let entry = this.#firstOfGroup[group] ?? NONE; entry !== NONE; entry = this.#nextOfGroup[entry] as number) {
      for (let own = this.#firstOfServer[this.#server[entry] as number] as number; own !== NONE; own = this.#nextOfServer[own] as number) {
        const other = this.#group[own] as number;
        if (other === group || other === last) continue;
        last = other;
        if (visit(other)) return true;
      }
    }
    return false;
  }

  /** False if it was a member already. */
  join(server: number, group: number): boolean {
    if (this.has(server, group)) return false;
    const entry = this.#take();
    this.#firstOfServer = withRoom(this.#firstOfServer, server);
    this.#firstOfGroup = withRoom(this.#firstOfGroup, group);
    this.#sizes = roomFor(this.#sizes, group + 1);
    this.#link(entry, server, group);
    this.#sizes[group] = (this.#sizes[group] as number) + 1;
    return true;
  }

  /** False if it was no member. */
  leave(server: number, group: number): boolean {
    const entry = this.#entryOf(server, group);
    if (entry === NONE) return false;
    const following = this.#nextOfServer[entry] as number;
    if (this.#firstOfServer[server] === entry) this.#firstOfServer[server] = following;
    else {
      let before = this.#firstOfServer[server] as number;
      while (this.#nextOfServer[before] !== entry) before = this.#nextOfServer[before] as number;
      this.#nextOfServer[before] = following;
    }
    const next = this.#nextOfGroup[entry] as number;
    const previous = this.#previousOfGroup[entry] as number;
    if (next !== NONE) this.#previousOfGroup[next] = previous;
    if (previous === NONE) this.#firstOfGroup[group] = next;
    else this.#nextOfGroup[previous] = next;
    this.#sizes[group] = (this.#sizes[group] as number) - 1;
    this.#nextOfServer[entry] = this.#free;
    this.#free = entry;
    return true;
  }

  #fill(groups: readonly Uint32Array[], servers: number): void {
    const count = groups.reduce((sum, { length }) => sum + length, 0);
    this.#count = count;
    this.#server = new Int32Array(count);
    this.#group = new Int32Array(count);
    this.#nextOfServer = new Int32Array(count);
    this.#nextOfGroup = new Int32Array(count);
    this.#previousOfGroup = new Int32Array(count);
    this.#firstOfServer = withRoom(this.#firstOfServer, servers - 1);
    this.#firstOfGroup = withRoom(this.#firstOfGroup, groups.length - 1);
    this.#sizes = roomFor(this.#sizes, groups.length);
    let entry = 0;
    groups.forEach((members, group) => {
      this.#sizes[group] = members.length;
      for (const server of members) {
        this.#link(entry, server, group);
        entry++;
      }
    });
  }

  /** Puts an entry before the others of its server and of its group. */
  #link(entry: number, server: number, group: number): void {
    const next = this.#firstOfGroup[group] as number;
    this.#server[entry] = server;
    this.#group[entry] = group;
    this.#nextOfServer[entry] = this.#firstOfServer[server] as number;
    this.#nextOfGroup[entry] = next;
    this.#previousOfGroup[entry] = NONE;
    if (next !== NONE) this.#previousOfGroup[next] = entry;
    this.#firstOfServer[server] = entry;
    this.#firstOfGroup[group] = entry;
  }

  #entryOf(server: number, group: number): number {
    let entry = this.#firstOfServer[server] ?? NONE;
    while (entry !== NONE && this.#group[entry] !== group) entry = this.#nextOfServer[entry] as number;
    return entry;
  }

  #take(): number {
    const free = this.#free;
    if (free !== NONE) {
      this.#free = this.#nextOfServer[free] as number;
      return free;
    }
    const entry = this.#count++;
    if (entry >= this.#server.length) this.#grow();
    return entry;
  }

  #grow(): void {
    this.#server = roomFor(this.#server, this.#count);
    this.#group = roomFor(this.#group, this.#count);
    this.#nextOfServer = roomFor(this.#nextOfServer, this.#count);
    this.#nextOfGroup = roomFor(this.#nextOfGroup, this.#count);
    this.#previousOfGroup = roomFor(this.#previousOfGroup, this.#count);
  }
}

/** The heads of chains with room for this one; a new head leads nowhere. */
function withRoom(heads: Int32Array<ArrayBuffer>, place: number): Int32Array<ArrayBuffer> {
  if (place < heads.length) return heads;
  const before = heads.length;
  return roomFor(heads, place + 1).fill(NONE, before);
}
