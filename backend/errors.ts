import type { Language } from './contract/language.ts';
import { plain, say, textOf, type Flaw, type Sentence, type SentenceKey } from './contract/sentence.ts';

/** Every refusal the daemon can answer, with its HTTP status. Its title is the sentence `title_<code>`; what happened is told where it is thrown. */
export const PROBLEMS = {
  malformed: 400,
  invalid_cursor: 400,
  unauthorized: 401,
  forbidden: 403,
  wrong_origin: 403,
  wrong_host: 403,
  not_found: 404,
  method_not_allowed: 405,
  id_taken: 409,
  duplicate_connection: 409,
  in_use: 409,
  built_in: 409,
  undo_conflict: 409,
  nothing_to_undo: 409,
  precondition_failed: 412,
  limit_reached: 409,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  too_many_requests: 429,
  internal: 500,
  busy: 503,
  storage: 503,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The few words that name a refusal. */
export const titleOf = (code: ProblemCode, language: Language = 'en'): string => textOf(say(`title_${code}`), language);

/** Anything thrown with a sentence for people. Its message is the English text; who answers somebody says the sentence in his language. */
export class SentenceError extends Error {
  override readonly name: string = 'SentenceError';
  readonly sentence: Sentence;

  constructor(sentence: Sentence, options?: ErrorOptions) {
    super(textOf(sentence), options);
    this.sentence = sentence;
  }
}

/** A refusal: a stable code for programs, a sentence with the value and the remedy for people. */
export class ProblemError extends SentenceError {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly faults: readonly Flaw[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail: Sentence, options: { faults?: readonly Flaw[]; extra?: Readonly<Record<string, unknown>>; cause?: unknown } = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.faults = options.faults ?? [];
    this.extra = options.extra ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code];
  }
}

const FAULTS_TOLD = 3;

/** The first few faults as one sentence. */
export function faultsSentence(faults: readonly Flaw[]): Sentence {
  const more = faults.length - FAULTS_TOLD;
  return more > 0 ? say('faults_and_more', { faults: faults.slice(0, FAULTS_TOLD).map(faultSentence), count: more }) : allFaultsSentence(faults);
}

/** All faults as one sentence. */
export const allFaultsSentence = (faults: readonly Flaw[]): Sentence => say('faults', { faults: faults.map(faultSentence) });

const faultSentence = ({ pointer, message }: Flaw): Sentence => say('fault', { where: pointer === '' ? say('the_body') : pointer, what: message });

/** 422 with every fault of a body. */
export const invalid = (faults: readonly Flaw[]): ProblemError => new ProblemError('invalid', faultsSentence(faults), { faults });

/** What can be missing or there already: each has its name, `noun_…`, in the catalogue. */
export type NounName = SentenceKey extends infer Key ? Key extends `noun_${infer Name}` ? Name : never : never;

/** 404 that names what is missing. */
export const notFound = (noun: NounName, id: string): ProblemError =>
  new ProblemError('not_found', say('not_found', { noun: say(`noun_${noun}`), id: JSON.stringify(id) }));

/** The sentence of anything thrown, in English. */
export const messageOf = (error: unknown): string =>
  // Not instanceof: errors of other contexts (workers, test runners) are errors too.
  (typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error));

/** The sentence of anything thrown, not said yet. What another program said stays as it said it. */
export const sentenceOf = (error: unknown): Sentence => (error instanceof SentenceError ? error.sentence : plain(messageOf(error)));

/** A start that cannot succeed: the sentence goes to the terminal, without a stack, and the process ends with status 1. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
