/** What is drawn over the map: nobody sees any of it before the map itself is there, so it comes in a file of its own. */
export { LiveMarks } from './live/live-marks.ts';
export { drawOverlay } from './overlay.ts';
