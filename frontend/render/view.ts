import type { Camera } from '../scene/camera.ts';
import type { HeldEnd, Shaped } from '../scene/anchors.ts';
import type { DrawnLine, DrawnText } from '../scene/drawings.ts';
import type { Layer } from '../scene/layers.ts';
import type { Point } from '../scene/space.ts';
import type { ThemeName } from '../scene/theme.ts';

export type { ThemeName } from '../scene/theme.ts';

/** What lies under a point of the screen. `index` is the place in the World. */
export type Pick =
  | { readonly kind: 'server'; readonly index: number }
  /** The round connect handle beside the hovered or selected server. */
  | { readonly kind: 'handle'; readonly index: number }
  | { readonly kind: 'connection'; readonly index: number }
  | { readonly kind: 'cluster'; readonly index: number }
  /** The border of a network, or its name. */
  | { readonly kind: 'network'; readonly index: number }
  | { readonly kind: 'group'; readonly index: number }
  /** A drawing, by its place among those that are shown. */
  | { readonly kind: 'area' | 'text' | 'line'; readonly index: number }
  /** A handle of the selected shape, by its place among its anchors. */
  | { readonly kind: 'anchor'; readonly index: number };

/** A shape being drawn or changed, as it would be. */
export type Shaping =
  | { readonly kind: 'area'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'text'; readonly row: DrawnText }
  | { readonly kind: 'line'; readonly row: DrawnLine }
  | { readonly kind: 'connection'; readonly row: number; readonly waypoints: readonly Point[]; readonly end?: HeldEnd };

/** Everything that decides one picture. Screen coordinates are CSS pixels from the top left of the host. */
export type View = {
  readonly camera: Camera;
  readonly theme: ThemeName;
  readonly selection: ReadonlySet<number>;
  /** Selected connections. */
  readonly chosen?: readonly number[] | undefined;
  readonly hover: Pick | null;
  /** One byte per server, 1 = dimmed. A new array (not the same one changed) redraws the map. */
  readonly dimmed: Uint8Array | null;
  /** Layers that are left out. A new set (not the same one changed) redraws the map. */
  readonly hidden?: ReadonlySet<Layer>;
  /** Connections drawn in full over the map, as those of a focus are. */
  readonly traced?: readonly number[] | null;
  /** The cluster or network that is selected. */
  readonly chosenGroup?: Pick | null | undefined;
  /** Servers and drawings being dragged, with how far in tiles. */
  readonly moving?: { readonly servers: ReadonlySet<number>; readonly shapes?: readonly Shaped[]; readonly dx: number; readonly dy: number } | undefined;
  /** Lasso under way, screen points: two opposite corners of a rectangle, or a free line of three and more. */
  readonly lasso?: readonly Point[] | undefined;
  /** Connection being drawn: from a server to a screen point, or to the server it would reach. */
  readonly connecting?: { readonly from: number; readonly to: Point; readonly target: number | null } | undefined;
  /** The selected drawing or connection, whose handles are offered; null for none. */
  readonly item?: Shaped | null | undefined;
  /** Several selected drawings, or some beside servers: outlined, each with the handle that moves all. */
  readonly shapes?: readonly Shaped[];
  readonly shaping?: Shaping | undefined;
  readonly reducedMotion: boolean;
  /** A pan or zoom is under way: sharpness waits. */
  readonly gesture: boolean;
};

/** Words that the map itself writes, translated by the page. */
export type MapWords = {
  /** `servers(1200)` → "1,200 servers". */
  readonly servers: (count: number) => string;
  /** Decimal mark and thousands of the language. */
  readonly number: (value: number) => string;
  /** A server without a region. */
  readonly noRegion: string;
};

/** Something of the view belongs on the overlay. */
export function hasOverlay({ selection, chosen, chosenGroup, hover, moving, lasso, connecting, item, shaping, traced = null }: View): boolean {
  return traced !== null || selection.size > 0 || chosen !== undefined || Boolean(chosenGroup) || Boolean(item) || shaping !== undefined || hover !== null || moving !== undefined || lasso !== undefined || connecting !== undefined;
}
