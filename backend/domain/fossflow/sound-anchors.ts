import { endOf, type Ground } from './anchors.ts';
import { isSame } from './kept.ts';
import type { Anchor, Connector } from './shape.ts';

/**
 * Connectors whose anchors lead where they are meant to. One that went by an anchor of another line, which is not there any more or leads elsewhere
 * now, has its own plain anchors instead, `plain` in the same order; so has what went by its anchors in turn.
 */
export function sound(connectors: readonly Connector[], plain: readonly Connector[], ground: Ground): Connector[] {
  const current = [...connectors];
  for (let isSettled = false; !isSettled;) {
    const anchors = new Map(current.flatMap((connector) => connector.anchors.map((anchor) => [anchor.id, anchor] as const)));
    const now: Ground = { ...ground, anchorOf: (id) => anchors.get(id) };
    isSettled = true;
    current.forEach((connector, index) => {
      const other = plain[index]?.anchors;
      if (other === undefined || connector.anchors === other || connector.anchors.every((anchor) => isSame(reached(anchor, now), reached(anchor, ground)))) return;
      current[index] = { ...connector, anchors: other };
      isSettled = false;
    });
  }
  return current;
}

const reached = (anchor: Anchor, ground: Ground): unknown => (anchor.ref.anchor === undefined ? anchor.ref : endOf(anchor, ground));
