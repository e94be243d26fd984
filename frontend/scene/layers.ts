import type { View } from '../../backend/contract/view.ts';

/** A part of the picture that can be left out. */
export type Layer = View['hidden'][number];

/** All of them, in the order in which they are offered. */
export const LAYERS: readonly Layer[] = ['networks', 'clusters', 'areas', 'texts', 'lines', 'connections', 'labels'];

/** Nothing is left out. */
export const NO_LAYERS: ReadonlySet<Layer> = new Set();
