import type { Fault } from '../contract/problem.ts';

/** The command was typed wrong: exit status 2, with the sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command could not be done: exit status 1, with the sentence. `code` is stable, for programs. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: string;

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}

/** A file has faults. The sentence lists them as `file:line: pointer message`, one a line. */
export class FileFaults extends CommandError {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[], sentence: string) {
    super('invalid', sentence);
    this.faults = faults;
  }
}

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;
