import { mkdir, open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';
import { randomId } from '../ids.ts';
import { refuseLength, tooLarge } from './body.ts';

/** Each may fill the disk by its limit, so only a few come in at once. */
const AT_ONCE_MAX = 2;

/** Bodies too large for memory, as files that exist while they are worked on. What a crash left is removed with the first. */
export class Uploads {
  readonly #folder: string;
  #cleaned: Promise<void> | undefined;
  #underWay = 0;

  constructor(folder: string) {
    this.#folder = path.join(folder, 'uploads');
  }

  /** Writes a body to a file, gives it to `work`, removes it. More than `limit` bytes are 413; a third at once is 503. */
  async with<Value>(request: IncomingMessage, limit: number, work: (file: string) => Promise<Value>): Promise<Value> {
    refuseLength(request, limit);
    if (this.#underWay >= AT_ONCE_MAX) throw new ProblemError('busy', say('uploads_busy'));
    this.#underWay += 1;
    const file = path.join(this.#folder, randomId());
    try {
      this.#cleaned ??= clean(this.#folder);
      await this.#cleaned;
      await receive(request, file, limit);
      return await work(file);
    } finally {
      this.#underWay -= 1;
      await rm(file, { force: true });
    }
  }
}

async function clean(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Writes the body as it comes. The request is left alive, so that a refusal can still be answered. */
async function receive(request: IncomingMessage, file: string, limit: number): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    let size = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      await handle.write(chunk);
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new ProblemError('storage', say('uploads_disk'), { cause: error });
    throw new ProblemError('malformed', say('body_cut'), { cause: error });
  } finally {
    await handle.close();
  }
}
