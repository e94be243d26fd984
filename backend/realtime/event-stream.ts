import type { ServerResponse } from 'node:http';
import type { Frame } from './frame.ts';
import type { Hub } from './hub.ts';
import type { Guest, Wire } from './seat.ts';

/**
 * Answers with server-sent events until the client goes: the same frames as the WebSocket, `event:` the type, `id:` the number of the
 * change, so that a browser's Last-Event-ID resumes by itself. `watch` names the servers whose samples are wanted.
 */
export function openEventStream(hub: Hub, response: ServerResponse, guest: Guest, options: { resumeAfter?: number; watch: ReadonlySet<string>; headers: Record<string, string> }): void {
  hub.needRoom();
  response.writeHead(200, {
    ...options.headers,
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  const wire: Wire = {
    send: (frame: Frame) => void response.write(frame.event),
    buffered: () => response.writableLength,
    ping: () => {
      response.write(':\n\n');
      return true;
    },
    close: () => response.destroy(),
  };
  const seat = hub.join(wire, guest, options.resumeAfter);
  if (options.watch.size > 0) hub.watch(seat, options.watch);
  response.on('close', () => hub.leave(seat));
}
