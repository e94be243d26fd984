import { signal, type ReadonlySignal } from '@preact/signals';
import type { NextUndo } from '../../backend/contract/undo.ts';
import { codeOf, sentenceOf, type Api } from './api.ts';
import type { Notices } from './notices.ts';
import { t } from './words.ts';

type Direction = 'undo' | 'redo';
/** What one act of the reader was, in words and in edits of the daemon; `number` is that of the last of them, once it is known. */
type Made = { readonly text: string; readonly edits: number; number: number | null };

const REFRESH_MS = 150;

/**
 * What the reader did, and how it is taken back and made again: by the daemon, which remembers. The page only knows the words, in the
 * reader's language; what was done elsewhere has the daemon's.
 */
export class Undoing {
  readonly #api: Api;
  readonly #notices: Notices;
  readonly #next = signal<NextUndo | null>(null);
  readonly #acts: Readonly<Record<Direction, Made[]>> = { undo: [], redo: [] };
  #timer = 0;
  /** What is known of the next step was the one before it. */
  #isPast = false;

  constructor(api: Api, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  /** What the daemon says comes next; null until it was asked. */
  get next(): ReadonlySignal<NextUndo | null> { return this.#next; }

  /** What a step would take back or make again, in words; "" where there is nothing, or nobody knows yet. */
  describe(direction: Direction): string {
    const step = this.#next.value?.[direction];
    const made = this.#acts[direction].at(-1);
    return (isOf(made, step) ? made?.text : step?.summary) ?? '';
  }

  canStep(direction: Direction): boolean {
    return this.#next.value?.[direction] !== null || this.#acts[direction].length > 0;
  }

  /** Tells what was done, and remembers of how many of the daemon's edits it consists: Undo takes all of them back. */
  done(text: string, edits: number): void {
    this.#notices.done(text, edits);
    if (edits === 0) return;
    this.#acts.undo.push({ text, edits, number: null });
    this.#acts.redo.length = 0;
    this.refreshSoon();
  }

  /** Takes back what was done last, or makes it again. What was done elsewhere meanwhile comes first, one edit at a time. */
  async step(direction: Direction): Promise<void> {
    const [from, to] = direction === 'undo' ? [this.#acts.undo, this.#acts.redo] : [this.#acts.redo, this.#acts.undo];
    this.#notices.forgetUndo();
    const made = isOf(from.at(-1), this.#isPast ? undefined : this.#next.peek()?.[direction]) ? from.pop() : undefined;
    let turned = 0;
    let summary = '';
    try {
      for (; turned < (made?.edits ?? 1); turned++) summary = (await this.#api.post<{ summary: string }>(direction)).summary;
      this.#notices.done(t(direction === 'undo' ? 'done_undone' : 'done_redone', made?.text ?? summary));
    } catch (error) {
      const isStuck = codeOf(error) === 'undo_conflict';
      this.#notices.fault(sentenceOf(error), isStuck ? { label: t('undo_skip'), run: () => void this.#skip(direction) } : undefined);
    }
    this.#forgetNext();
    if (made === undefined) return;
    if (turned > 0) to.push({ ...made, edits: turned, number: null });
    if (turned < made.edits) from.push({ ...made, edits: made.edits - turned });
  }

  /** Leaves what cannot be taken back as it is: what was done before it comes next. */
  async #skip(direction: Direction): Promise<void> {
    const acts = this.#acts[direction];
    const made = isOf(acts.at(-1), this.#isPast ? undefined : this.#next.peek()?.[direction]) ? acts.pop() : undefined;
    try {
      let summary = '';
      for (let left = made?.edits ?? 1; left > 0; left--) summary = (await this.#api.post<{ summary: string }>(`${direction}?skip=true`)).summary;
      this.#notices.done(t('done_skipped', made?.text ?? summary));
    } catch (error) {
      this.#notices.fault(sentenceOf(error));
    }
    this.#forgetNext();
  }

  /** What came next has been dealt with: until the daemon has said what comes now, the page's own words count. */
  #forgetNext(): void {
    this.#isPast = true;
    this.refreshSoon();
  }

  /** Asks the daemon what comes next, a moment after the last of several reasons to ask. */
  refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#refresh(this.#timer), REFRESH_MS);
  }

  async #refresh(asked: number): Promise<void> {
    try {
      const next = await this.#api.get<NextUndo>('undo');
      if (asked !== this.#timer) return;
      this.#number('undo', next);
      this.#number('redo', next);
      this.#next.value = next;
      this.#isPast = false;
    } catch {
      // The buttons then say less; what they do is the daemon's.
    }
  }

  /** The act at the top is the edit that comes next, unless it is known to be another. */
  #number(direction: Direction, next: NextUndo): void {
    const made = this.#acts[direction].at(-1);
    if (made !== undefined) made.number ??= next[direction]?.number ?? null;
  }
}

/** Whether an act of this page is the edit that comes next; true while nobody knows. */
function isOf(made: Made | undefined, step: NextUndo[Direction] | undefined): boolean {
  if (made === undefined) return false;
  return made.number === null || made.number === (step?.number ?? made.number);
}
