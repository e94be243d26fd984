import { toWorld } from '../../scene/camera.ts';
import { worldToTile } from '../../scene/space.ts';
import type { Shaping } from '../../state/map-state.ts';
import { reconnect } from '../../state/reconnecting.ts';
import { sentenceOf } from '../../state/api.ts';
import { t } from '../../state/words.ts';
import { idle } from '../hand/idle.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

type Held = Extract<Shaping, { readonly kind: 'connection' }>;

/** An end of a connection hangs on the pointer, and its line is drawn as it would be. Released over another server, the connection leads there. */
export function holdingEnd(hand: Hand, from: Pointer, id: string, side: 'from' | 'to'): HandState {
  const { page } = hand;
  const otherSide = side === 'from' ? 'to' : 'from';
  let wasDragged = false;
  const otherEnd = (): number => page.world?.connections[otherSide][page.world.connectionIndexOf(id)] ?? -1;
  const serverAt = (pointer: Pointer): number | null => {
    const hit = hand.pick(pointer.at);
    return hit?.kind === 'server' ? hit.index : null;
  };
  const show = (pointer: Pointer): void => {
    const row = page.world?.connectionIndexOf(id) ?? -1;
    const under = serverAt(pointer);
    const server = under === otherEnd() ? null : under;
    const at = worldToTile(toWorld(page.map.camera.peek(), page.map.size.peek(), pointer.at));
    const waypoints = page.world?.links.dressOf(row)?.style?.waypoints ?? [];
    page.map.hover.value = server === null ? null : { kind: 'server', index: server };
    page.map.shaping.value = row < 0 ? undefined : { kind: 'connection', id, row, waypoints, end: { side, at, server } };
  };
  const end = (): HandState => {
    page.map.hover.value = null;
    page.map.shaping.value = undefined;
    return idle(hand);
  };
  const self: HandState = {
    name: 'holding-end',
    claims: true,
    down: end,
    move(pointer) {
      wasDragged ||= isDragged(from, pointer);
      if (wasDragged) show(pointer);
      return self;
    },
    up(pointer) {
      if (!wasDragged) return end();
      show(pointer);
      const held = page.map.shaping.peek();
      if (held?.kind !== 'connection') return end();
      if (serverAt(pointer) === otherEnd()) page.notices.fault(t('reconnect_same'));
      const server = held.end?.server ?? null;
      if (server === null || server === page.world?.connections[side][held.row]) return end();
      page.map.hover.value = null;
      void keep(held, server);
      return idle(hand);
    },
    cancel: end,
  };

  /** Asks the daemon; the drawn line stays until it has answered. */
  async function keep(held: Held, server: number): Promise<void> {
    try {
      await reconnect(page, id, { [side]: page.world?.idOf(server) });
    } catch (error) {
      page.notices.fault(sentenceOf(error));
    }
    if (page.map.shaping.peek() === held) page.map.shaping.value = undefined;
  }
  return self;
}
