import type { LineStyle } from '../contract/look.ts';

/** The style of a line drawn from its other end: everything stays where it is on the map, but for the heads of the arrow, which follow the direction. */
export function reversedStyle({ waypoints, labels, ...style }: LineStyle): LineStyle {
  const isDouble = (style.pattern ?? 'single') !== 'single';
  return {
    ...style,
    ...(labels === undefined ? {} : {
      labels: labels.map(({ position_percent: at, strand, ...label }) => ({
        ...label, ...(at === undefined ? {} : { position_percent: 100 - at }), ...(isDouble ? { strand: 3 - (strand ?? 1) } : strand === undefined ? {} : { strand }),
      })),
    }),
    ...(waypoints === undefined ? {} : { waypoints: waypoints.toReversed() }),
  };
}
