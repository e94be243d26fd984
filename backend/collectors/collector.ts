import type { Readings } from '../contract/readings.ts';
import type { Sentence } from '../contract/sentence.ts';
import type { SourceKind } from '../contract/source.ts';
import { SentenceError } from '../errors.ts';

/** The server a collector reads: its address and what its source says, with the standard values filled in. */
export type Target = {
  readonly id: string;
  /** IPv4, IPv6, host name or "". */
  readonly ip: string;
  readonly port: number;
  readonly path: string;
  readonly tls: boolean;
};

/** A /bin/sh on the server, opened when first needed and again after it was lost. */
export type Shell = {
  /**
   * Runs a script, one at a time in the order of the calls, and answers what it printed on standard output.
   * Past the deadline the shell is abandoned; a `Late` error holds what was printed until then.
   */
  run(script: string, deadlineMs: number): Promise<string>;
  close(): void;
};

/** A script that did not end in time, and what it had printed. */
export class Late extends SentenceError {
  override readonly name = 'Late';
  readonly printed: string;

  constructor(sentence: Sentence, printed: string) {
    super(sentence);
    this.printed = printed;
  }
}

/** The server answered and does not let us in: it is asked again only after a while. */
export class Unwelcome extends SentenceError {
  override readonly name = 'Unwelcome';
}

/** What the loop lends a reader. */
export type Tools = {
  /** The address to connect to, never a forbidden one; throws a sentence. */
  resolve(ip: string): Promise<string>;
  /** A shell that runs `prelude` whenever it is opened. */
  shell(prelude: string): Shell;
  /** To be called when a kept connection closes between two readings. */
  onLost(sentence: Sentence): void;
};

/** One server's source, kept open between readings. */
export type Reader = {
  /** Reads once. Throws a sentence for people; past the deadline too. Never called twice at once. */
  read(deadlineMs: number): Promise<Readings>;
  /** Ends the connection, and with it a reading under way. */
  close(): void;
};

/** Knows one kind of source and how to read it. */
export type Collector = {
  readonly kind: SourceKind;
  /** How long one reading may take, in milliseconds. */
  readonly deadlineMs: number;
  open(target: Target, tools: Tools): Reader;
};

/**
 * One file or command that a server is asked for over its shell. `command` is POSIX sh, uses builtins where it can, reads
 * nothing from standard input and says (by `uc_say`, `uc_line` or printing) what `parse` reads: the format of `file`, if it names one.
 */
export type Sense = {
  readonly name: string;
  readonly command: string;
  readonly file?: string;
  /** Text to readings; throws SyntaxError on anything else. */
  parse(output: string): Partial<Readings>;
};
