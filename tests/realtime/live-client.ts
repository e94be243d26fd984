import { WebSocket } from 'ws';
import type { LiveFrame } from '../../backend/contract/live-frame.ts';

/** A client that keeps every frame and can wait for one. */
export class LiveClient {
  readonly frames: LiveFrame[] = [];
  readonly socket: WebSocket;
  #waiting: { readonly matches: (frame: LiveFrame) => boolean; readonly resolve: (frame: LiveFrame) => void }[] = [];

  constructor(address: string, options: { headers?: Record<string, string>; protocol?: string } = {}) {
    this.socket = new WebSocket(address, options.protocol === undefined ? [] : [options.protocol], { headers: options.headers ?? {} });
    this.socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString()) as LiveFrame));
    this.socket.on('error', () => undefined);
  }

  /** The first frame of a kind, past or coming. */
  async frame<Kind extends LiveFrame['type']>(type: Kind, matches: (frame: Extract<LiveFrame, { type: Kind }>) => boolean = () => true): Promise<Extract<LiveFrame, { type: Kind }>> {
    type Wanted = Extract<LiveFrame, { type: Kind }>;
    const fits = (frame: LiveFrame): boolean => frame.type === type && matches(frame as Wanted);
    const found = this.frames.find(fits) ?? await new Promise<LiveFrame>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No ${type} came; there were ${this.frames.map((frame) => frame.type).join(', ')}.`)), 5_000);
      this.#waiting.push({ matches: fits, resolve: (frame) => { clearTimeout(timer); resolve(frame); } });
    });
    return found as Wanted;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Resolves with the closing code. */
  closed(): Promise<number> {
    return new Promise((resolve) => this.socket.once('close', (code) => resolve(code)));
  }

  end(): void {
    this.socket.terminate();
  }

  #take(frame: LiveFrame): void {
    this.frames.push(frame);
    this.#waiting = this.#waiting.filter(({ matches, resolve }) => {
      if (!matches(frame)) return true;
      resolve(frame);
      return false;
    });
  }
}
