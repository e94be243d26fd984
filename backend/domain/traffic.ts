import type { Socket, Traffic } from '../contract/traffic.ts';

/** Open connections and when they were read, in milliseconds of a clock that only goes forward. */
export type SocketsAt = { readonly atMs: number; readonly sockets: readonly Socket[] };

/** Two readings closer than this differ by chance more than by load. */
const SHORTEST_INTERVAL_MS = 200;
/** An older reading says nothing about now. */
const LONGEST_INTERVAL_MS = 300_000;
/** Bytes per second, and the share, by which traffic has to move for people to notice. */
const NOTICED = { bytes: 100, share: 0.2 } as const;

/**
 * Traffic between two readings; null where they are too near or too far apart. A socket that is new since counts from its beginning; what
 * one carried between the first reading and its end is not known, so this is the least that flowed.
 */
export function trafficOf(before: SocketsAt | null, now: SocketsAt): Traffic | null {
  if (before === null) return null;
  const elapsedMs = now.atMs - before.atMs;
  if (elapsedMs < SHORTEST_INTERVAL_MS || elapsedMs > LONGEST_INTERVAL_MS) return null;
  const earlier = new Map(before.sockets.map((socket) => [endsOf(socket), socket]));
  let [sent, received] = [0, 0];
  for (const socket of now.sockets) {
    const known = earlier.get(endsOf(socket));
    // The same two ends with less than before: another connection, that counts from its beginning.
    const base = known !== undefined && known.sent <= socket.sent && known.received <= socket.received ? known : { sent: 0, received: 0 };
    sent += socket.sent - base.sent;
    received += socket.received - base.received;
  }
  return { sent_bytes_per_second: perSecond(sent, elapsedMs), received_bytes_per_second: perSecond(received, elapsedMs) };
}

const endsOf = ({ local, peer }: Socket): string => `${local} ${peer}`;
const perSecond = (bytes: number, elapsedMs: number): number => Math.round((bytes / elapsedMs) * 1_000);

/** Whether people would notice: it began or ceased to be measured or to flow, or it moved by more than a fifth. */
export function isOtherTraffic(before: Traffic | null, after: Traffic | null): boolean {
  if (before === null || after === null) return before !== after;
  return isFurther(before.sent_bytes_per_second, after.sent_bytes_per_second) || isFurther(before.received_bytes_per_second, after.received_bytes_per_second);
}

const isFurther = (before: number, after: number): boolean => Math.abs(after - before) > Math.max(NOTICED.bytes, before * NOTICED.share) || (before === 0) !== (after === 0);
