import { messageOf } from '../errors.ts';

const SENTENCES: Readonly<Record<string, (where: string) => string>> = {
  ECONNREFUSED: (where) => `Nothing listens on ${where} (connection refused).`,
  ECONNRESET: (where) => `${where} broke the connection off.`,
  EPIPE: (where) => `${where} broke the connection off.`,
  ETIMEDOUT: (where) => `${where} does not answer.`,
  EHOSTUNREACH: (where) => `There is no way to ${where} (host unreachable).`,
  ENETUNREACH: (where) => `There is no way to ${where} (network unreachable).`,
  ECONNABORTED: (where) => `${where} broke the connection off.`,
  EMFILE: () => 'The daemon has too many files open; raise LimitNOFILE of its service.',
};

/** An error of the network as a sentence for people. */
export function sentenceOf(error: unknown, where: string): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  return SENTENCES[code]?.(where) ?? `${where}: ${messageOf(error).replace(/\.$/, '')}.`;
}
