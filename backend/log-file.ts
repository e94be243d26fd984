import { appendFile, appendFileSync, openSync } from 'node:fs';
import { messageOf, StartError } from './errors.ts';

/** What waits for a slow disk; lines beyond it are lost. */
const WAITING_MAX_CHARACTERS = 1_048_576;

/**
 * A file to which lines are appended, readable for this user alone. Lines that come while others are on their way wait and go together.
 * What the disk does not take is lost: a full one must not end the daemon. Opened for appending only, so rotation may copy and truncate it.
 * pino's own destination tries a full disk forever when the process ends.
 */
export class LogFile {
  readonly #descriptor: number;
  #waiting: string[] = [];
  #characters = 0;
  #isWriting = false;

  /** Throws StartError where the file cannot be opened. */
  constructor(file: string) {
    try {
      this.#descriptor = openSync(file, 'a', 0o600);
    } catch (error) {
      throw new StartError(`The log ${file} cannot be opened: ${messageOf(error)}. Make its folder, owned by the daemon's user.`, { cause: error });
    }
    process.on('exit', () => this.#writeLast());
  }

  write(line: string): void {
    if (this.#characters + line.length > WAITING_MAX_CHARACTERS) return;
    this.#waiting.push(line);
    this.#characters += line.length;
    this.#writeNext();
  }

  #writeNext(): void {
    if (this.#isWriting || this.#waiting.length === 0) return;
    this.#isWriting = true;
    appendFile(this.#descriptor, this.#take(), () => {
      this.#isWriting = false;
      this.#writeNext();
    });
  }

  #writeLast(): void {
    try {
      appendFileSync(this.#descriptor, this.#take());
    } catch {
      return; // Nobody is left to be told.
    }
  }

  #take(): string {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#characters = 0;
    return text;
  }
}
