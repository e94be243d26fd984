import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { isatty } from 'node:tty';

/** What the command line needs of the terminal it was typed in. */
export type Terminal = {
  /** Answers: standard output. */
  write(text: string): void;
  /** Answers that are long: resolves when there is room for more. */
  pass(bytes: Uint8Array): Promise<void>;
  /** Questions, progress and errors: standard error. */
  say(text: string): void;
  /** All bytes of standard input. */
  readInput(): Promise<Buffer>;
  /** Asks on the terminal; true for y or yes, in any case. Only where `isInteractive`. */
  confirm(question: string): Promise<boolean>;
  /** A person can be asked: standard input and standard error are terminals. */
  readonly isInteractive: boolean;
  /** Standard output shows colours. */
  readonly hasColour: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The terminal of this process. Colour is left out where output is no terminal, where NO_COLOR is set, or TERM is dumb. Source: no-color.org. */
export function openTerminal(env: Environment): Terminal {
  const { stdin, stdout, stderr } = process;
  // `clusterctl servers list | head` closes the pipe before everything is written; that is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    write: (text) => void stdout.write(text),
    async pass(bytes) {
      if (!stdout.write(bytes)) await once(stdout, 'drain');
    },
    say: (text) => void stderr.write(text),
    async readInput() {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
    async confirm(question) {
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        const answer = await Promise.race([lines.question(`${question} [y/N] `), closed(lines)]);
        return /^y(es)?$/i.test(answer.trim());
      } finally {
        lines.close();
      }
    },
    isInteractive: isatty(0) && isatty(2),
    hasColour: isatty(1) && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  };
}

/** "" once the input ends: Ctrl-D is no. */
async function closed(lines: ReturnType<typeof createInterface>): Promise<string> {
  return new Promise((resolve) => lines.once('close', () => resolve('')));
}
