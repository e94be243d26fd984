import { signal, type ReadonlySignal } from '@preact/signals';

export type Notice = {
  readonly id: number;
  readonly kind: 'done' | 'fault';
  readonly text: string;
  /** How many edits its Undo takes back; 0 where there is nothing to undo. */
  readonly undoes: number;
  /** What can be done about it. */
  readonly offer?: Offer;
};

/** A button of a message. */
export type Offer = { readonly label: string; readonly run: () => void };

const MOST = 3;

/** Short messages at the foot of the map, and the sentence that screen readers speak. */
export class Notices {
  readonly #list = signal<readonly Notice[]>([]);
  readonly #spoken = signal('');
  #lastId = 0;

  get list(): ReadonlySignal<readonly Notice[]> { return this.#list; }
  get spoken(): ReadonlySignal<string> { return this.#spoken; }

  done(text: string, undoes = 0): void {
    this.#add({ kind: 'done', text, undoes });
  }

  fault(text: string, offer?: Offer): void {
    this.#add({ kind: 'fault', text, undoes: 0, ...(offer && { offer }) });
  }

  dismiss(id: number): void {
    this.#list.value = this.#list.peek().filter((notice) => notice.id !== id);
  }

  /** An Undo on an older message would take back something else than it says. */
  forgetUndo(): void {
    this.#list.value = this.#list.peek().filter((notice) => notice.undoes === 0);
  }

  /** Speaks without showing. A no-break space more or less makes a repeated sentence new. */
  say(text: string): void {
    this.#spoken.value = this.#spoken.peek() === text ? `${text}\u00a0` : text;
  }

  #add(notice: Omit<Notice, 'id'>): void {
    if (notice.undoes > 0) this.forgetUndo();
    this.#list.value = [...this.#list.peek(), { ...notice, id: ++this.#lastId }].slice(-MOST);
    this.say(notice.text);
  }
}
