import { arrange } from '../../scene/layouts/arrange.ts';
import type { LayoutName, LayoutOptions, Site } from '../../scene/layouts/layout.ts';
import { LAYOUTS } from '../../scene/layouts/registry.ts';

/** What the page asks of the worker. The answer is the places, or the sentence of what was thrown. */
export type LayoutQuestion = { readonly layout: LayoutName; readonly site: Site; readonly options: LayoutOptions };
export type LayoutAnswer = { readonly places: Float32Array } | { readonly fault: string };

// The page's types know a worker's global only as a window; this is all of it that is needed.
type WorkerScope = { onmessage: ((event: MessageEvent<LayoutQuestion>) => void) | null; postMessage(answer: LayoutAnswer): void };
const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: { layout, site, options } }) => {
  try {
    scope.postMessage({ places: arrange(LAYOUTS[layout], site, options) });
  } catch (error) {
    scope.postMessage({ fault: String(error) });
  }
};
