import type { MapWords } from '../../frontend/render/view.ts';

/** The words of the map, in English. */
export const WORDS: MapWords = { servers: (count) => `${count} servers`, number: (value) => value.toLocaleString('en'), noRegion: 'No region' };
