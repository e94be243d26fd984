import type { LineStyle } from '../../backend/contract/look.ts';
import type { ConnectionDress } from '../../backend/contract/topology.ts';

/** What a connection has that few have. */
export function dressOf(label: string, style: LineStyle): ConnectionDress | null {
  const hasStyle = Object.keys(style).length > 0;
  return label === '' && !hasStyle ? null : { ...(label !== '' && { label }), ...(hasStyle && { style }) };
}
