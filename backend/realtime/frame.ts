import type { Change } from '../contract/change.ts';
import type { LiveFrame } from '../contract/live-frame.ts';

/** One frame for many clients: serialised once for each kind of wire, when the first client needs it. */
export class Frame {
  readonly value: LiveFrame;
  /** What a client of server-sent events sends back as Last-Event-ID; null where nothing numbered is inside. */
  readonly id: number | null;
  #json: Buffer | undefined;
  #event: Buffer | undefined;

  constructor(value: LiveFrame, id: number | null = null) {
    this.value = value;
    this.id = id;
  }

  /** The text frame of a WebSocket. */
  get json(): Buffer {
    return (this.#json ??= Buffer.from(JSON.stringify(this.value)));
  }

  /** One event of text/event-stream (WHATWG HTML, 9.2). JSON has no newline, so one data line is enough. */
  get event(): Buffer {
    return (this.#event ??= Buffer.concat([
      Buffer.from(`event: ${this.value.type}\n${this.id === null ? '' : `id: ${this.id}\n`}data: `), this.json, Buffer.from('\n\n'),
    ]));
  }
}

/** The frame of a change: a reset where too many rows changed to send them. */
export const frameOf = (change: Change): Frame =>
  new Frame(change.rows === null ? { type: 'reset', number: change.number } : { type: 'change', ...change }, change.number);

export const resetFrame = (number: number): Frame => new Frame({ type: 'reset', number }, number);
