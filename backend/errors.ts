import type { Fault } from './contract/problem.ts';

/** Every refusal the daemon can answer: its HTTP status and its title. The sentence is given where it is thrown. */
export const PROBLEMS = {
  malformed: [400, 'The request cannot be read'],
  invalid_cursor: [400, 'The cursor is not one of ours'],
  unauthorized: [401, 'A token or a session is needed'],
  forbidden: [403, 'Not allowed'],
  wrong_origin: [403, 'The request comes from another page'],
  wrong_host: [403, 'The request names another host'],
  not_found: [404, 'There is no such thing'],
  method_not_allowed: [405, 'This method is not offered here'],
  id_taken: [409, 'The id is taken'],
  duplicate_connection: [409, 'This connection exists'],
  in_use: [409, 'It is still in use'],
  built_in: [409, 'It is shipped with the product'],
  undo_conflict: [409, 'Somebody changed it since'],
  nothing_to_undo: [409, 'There is nothing to undo'],
  precondition_failed: [412, 'It changed since it was read'],
  limit_reached: [409, 'The configured limit is reached'],
  too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'This content type is not read here'],
  invalid: [422, 'Some values are not valid'],
  too_many_requests: [429, 'Too many attempts'],
  internal: [500, 'The daemon made a mistake'],
  busy: [503, 'Too much is waiting to be written'],
  storage: [503, 'The database does not take the change'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A refusal: a stable code for programs, a sentence with the value and the remedy for people. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail: string, options: { faults?: readonly Fault[]; extra?: Record<string, unknown>; cause?: unknown } = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.faults = options.faults ?? [];
    this.extra = options.extra ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }
}

/** 422 with every fault of a body. */
export const invalid = (faults: readonly Fault[]): ProblemError =>
  new ProblemError('invalid', faults.map(({ pointer, message }) => `${pointer || 'The body'} ${message}`).slice(0, 3).join('; ') + (faults.length > 3 ? `; and ${faults.length - 3} more` : '') + '.', { faults });

/** 404 that names what is missing. */
export const notFound = (noun: string, id: string): ProblemError =>
  new ProblemError('not_found', `There is no ${noun} ${JSON.stringify(id)}.`);

/** The sentence of anything thrown. */
export const messageOf = (error: unknown): string =>
  // Not instanceof: errors of other contexts (workers, test runners) are errors too.
  (typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error));

/** A start that cannot succeed: the sentence goes to the terminal, without a stack, and the process ends with status 1. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
