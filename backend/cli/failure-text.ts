import type { Problem } from '../contract/problem.ts';
import { messageOf, StartError } from '../errors.ts';
import { ClientProblem } from '../sdk/client-problem.ts';
import { CommandError, EXIT_FAILED, EXIT_USAGE, FileFaults, UsageError } from './failures.ts';

/** What went wrong: for people, for programs, and the exit status. */
export type Failure = { readonly text: string; readonly problem: Problem; readonly status: number };

/** Anything thrown by a command. A refusal of the daemon is its sentence, then its faults, one a line with the pointer to the field. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) return failure(EXIT_USAGE, 'usage', 'The command is not complete', error.message);
  if (error instanceof FileFaults) return faultsOf(error);
  if (error instanceof CommandError) return failure(EXIT_FAILED, error.code, 'The command failed', error.message);
  if (error instanceof ClientProblem) return refusalOf(error);
  if (error instanceof StartError) return failure(EXIT_FAILED, 'configuration', 'The configuration has faults', error.message);
  return failure(EXIT_FAILED, 'failed', 'The command failed', error instanceof Error && isBug(error) ? error.stack ?? error.message : messageOf(error));
}

/** These are mistakes of ours, not of the person: the place is worth more than the sentence. */
const isBug = (error: Error): boolean => error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;

function refusalOf(error: ClientProblem): Failure {
  if (error.cause instanceof CommandError) return failureOf(error.cause);
  if (error.problem === null) return failure(EXIT_FAILED, error.code, 'The daemon did not answer as expected', error.message);
  const { title, detail, errors = [] } = error.problem;
  const faults = errors.map(({ pointer, message }) => `  ${pointer === '' ? 'body' : pointer} ${message}`);
  const sentence = faults.length > 0 ? `${title}:` : detail;
  return { text: [sentence, ...faults].join('\n'), problem: error.problem, status: EXIT_FAILED };
}

function faultsOf(error: FileFaults): Failure {
  const { text, problem, status } = failure(EXIT_FAILED, error.code, 'The file has faults', error.message);
  return { text, problem: { ...problem, errors: [...error.faults] }, status };
}

const failure = (status: number, code: string, title: string, detail: string): Failure =>
  ({ text: detail, status, problem: { type: 'about:blank', title, status: 0, code, detail } });
