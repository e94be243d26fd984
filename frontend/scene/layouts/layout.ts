/**
 * The servers that a layout is asked about, numbered from 0, in typed arrays that travel to a worker as they are.
 * Group columns hold places in the lists of names; -1 = in none.
 */
export type Site = {
  readonly count: number;
  /** Where they stand now, in tiles. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly type: Uint16Array;
  readonly region: Int32Array;
  readonly cluster: Int32Array;
  readonly network: Int32Array;
  /** 1 = stays where it is. */
  readonly pinned: Uint8Array;
  /** One a line. */
  readonly names: string;
  readonly regions: readonly string[];
  readonly clusters: readonly string[];
  readonly networks: readonly string[];
  /** Connections between two of them, and 1 for those that have no direction because they only hold a cluster together. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly undirected: Uint8Array;
  /** Tiles of the servers that were not asked about: nobody may land on them. */
  readonly takenX: Float32Array;
  readonly takenY: Float32Array;
};

/** Along which axis of the floor connections run: `right` is +x, right and down on the screen; `down` is +y, left and down. */
export type Direction = 'right' | 'down';

export type LayoutOptions = {
  /** Tiles between neighbours, a whole number from 1. */
  readonly pitch: number;
  readonly direction: Direction;
};

/** Places of all servers of a site, x and y in turn. Those of pinned ones are not looked at. */
export type Places = Float32Array;

/** Every layout, in the order they are offered. */
export const LAYOUT_NAMES = ['circular', 'grid', 'layered', 'force', 'region', 'network', 'cluster'] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** Layouts that are not offered for more servers than this. */
export const MOST_SERVERS: Readonly<Partial<Record<LayoutName, number>>> = { layered: 5_000 };

/** One way to arrange servers. The same site gives the same places, whatever order its servers are numbered in. */
export type Layout = {
  /** Pinned servers are part of its picture, so it says itself where the picture lies; others are centred where the servers stood. */
  readonly usesPinned?: boolean;
  /** `order` holds the servers to place, by type and then by name. */
  place(site: Site, order: Uint32Array, options: LayoutOptions): Places;
};
