import { say } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';

/** A reply that this reader does not take apart itself: another framing, another protocol, another encoding. */
export class UnknownFraming extends Error {
  override readonly name = 'UnknownFraming';
}

/** Pages larger than this are refused: an exporter of a large machine says 300 kB. */
export const PAGE_MAX_BYTES = 8 * 1_048_576;
const HEAD_MAX_BYTES = 16_384;
const FIRST_PAGE_BYTES = 131_072;
const SPARE_PAGES = 16;

/** Buffers that pages are put together in; a few are kept for the next ones. */
const spare: Buffer[] = [];

const NEWLINE = 0x0a;

/**
 * One HTTP/1.1 reply (RFC 9112), put together as its bytes arrive: the chunks of a chunked one are joined on the way, so that
 * the page stands in one piece. The page is valid until `release`.
 */
export class Reply {
  status = 0;
  keepsAlive = true;
  #state: 'head' | 'size' | 'chunk' | 'chunk-end' | 'trailer' | 'length' | 'done' = 'head';
  #head = '';
  #line = '';
  #left = 0;
  #page: Buffer | null = null;
  #length = 0;

  /** Whether any byte has arrived. */
  get hasBegun(): boolean {
    return this.#state !== 'head' || this.#head !== '';
  }

  /** The body. */
  get page(): Buffer {
    return this.#page?.subarray(0, this.#length) ?? Buffer.alloc(0);
  }

  /** Takes bytes that arrived; true once the reply is complete. Throws UnknownFraming or a sentence. */
  take(bytes: Buffer, end: number): boolean {
    let at = 0;
    while (at < end && this.#state !== 'done') at = this.#step(bytes, at, end);
    if (at < end) throw new SentenceError(say('exporter_too_much'));
    return this.#state === 'done';
  }

  /** Gives the buffer back. */
  release(): void {
    if (this.#page !== null && spare.length < SPARE_PAGES && this.#page.length <= FIRST_PAGE_BYTES * 4) spare.push(this.#page);
    this.#page = null;
    this.#state = 'done';
  }

  #step(bytes: Buffer, at: number, end: number): number {
    switch (this.#state) {
      case 'head': return this.#takeHead(bytes, at, end);
      case 'size': return this.#takeLine(bytes, at, end, (line) => this.#beginChunk(line));
      case 'chunk': return this.#takeData(bytes, at, end, 'chunk-end');
      case 'chunk-end': return this.#takeLine(bytes, at, end, () => { this.#state = 'size'; });
      case 'trailer': return this.#takeLine(bytes, at, end, (line) => { if (line === '') this.#state = 'done'; });
      case 'length': return this.#takeData(bytes, at, end, 'done');
      case 'done': return end;
    }
  }

  #takeHead(bytes: Buffer, at: number, end: number): number {
    const before = this.#head.length;
    this.#head += bytes.toString('latin1', at, end);
    const headEnd = this.#head.indexOf('\r\n\r\n', Math.max(0, before - 3));
    if (headEnd < 0) {
      if (this.#head.length > HEAD_MAX_BYTES || !'HTTP/1.1 '.startsWith(this.#head.slice(0, 9))) throw new UnknownFraming('Not HTTP/1.1.');
      return end;
    }
    this.#readHead(this.#head.slice(0, headEnd + 2));
    const next = at + headEnd + 4 - before;
    this.#head = '-';
    return next;
  }

  #readHead(head: string): void {
    const status = /^HTTP\/1\.1 ([2-5]\d\d)[ \r]/.exec(head)?.[1];
    if (status === undefined || /\r\ncontent-encoding:\s*(?!identity)/i.test(head)) throw new UnknownFraming('Another protocol or encoding.');
    this.status = Number(status);
    this.keepsAlive = !/\r\nconnection:[^\r]*\bclose\b/i.test(head);
    const coding = /\r\ntransfer-encoding:\s*([^\r]*)\r/i.exec(head)?.[1];
    const length = /\r\ncontent-length:\s*(\d+)\s*\r/i.exec(head)?.[1];
    if (coding?.trim().toLowerCase() === 'chunked' && length === undefined) this.#state = 'size';
    else if (coding === undefined && length !== undefined) this.#expect(Number(length), 'length');
    else throw new UnknownFraming('Neither chunked nor of a known length.');
    if (this.#state === 'length' && this.#left === 0) this.#state = 'done';
  }

  #beginChunk(line: string): void {
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
    if (size === undefined) throw new UnknownFraming('Not a chunk.');
    const bytes = parseInt(size, 16);
    if (bytes === 0) this.#state = 'trailer';
    else this.#expect(bytes, 'chunk');
  }

  #expect(bytes: number, state: 'chunk' | 'length'): void {
    if (this.#length + bytes > PAGE_MAX_BYTES) throw new SentenceError(say('exporter_too_large', { mib: PAGE_MAX_BYTES / 1_048_576 }));
    this.#left = bytes;
    this.#state = state;
  }

  /** A line that may arrive in pieces. */
  #takeLine(bytes: Buffer, at: number, end: number, take: (line: string) => void): number {
    const found = bytes.indexOf(NEWLINE, at);
    const stop = found < 0 || found >= end ? end : found;
    this.#line += bytes.toString('latin1', at, stop);
    if (this.#line.length > HEAD_MAX_BYTES) throw new UnknownFraming('A line without an end.');
    if (stop === end) return end;
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    take(line);
    return stop + 1;
  }

  #takeData(bytes: Buffer, at: number, end: number, next: 'chunk-end' | 'done'): number {
    const size = Math.min(this.#left, end - at);
    const page = this.#room(size);
    bytes.copy(page, this.#length, at, at + size);
    this.#length += size;
    this.#left -= size;
    if (this.#left === 0) this.#state = next;
    return at + size;
  }

  #room(size: number): Buffer {
    const page = this.#page ?? spare.pop() ?? Buffer.allocUnsafeSlow(FIRST_PAGE_BYTES);
    this.#page = page;
    if (this.#length + size <= page.length) return page;
    const larger = Buffer.allocUnsafeSlow(Math.max(page.length * 2, this.#length + size));
    page.copy(larger, 0, 0, this.#length);
    this.#page = larger;
    return larger;
  }
}
