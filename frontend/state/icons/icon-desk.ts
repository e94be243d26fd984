import { signal } from '@preact/signals';
import type { Position } from '../../../backend/contract/server.ts';

/** An icon as a hand holds it. `type` is the kind of server that is made with it. */
export type HeldIcon = { readonly id: string; readonly title: string; readonly url: string; readonly type: string };

/** What an icon is chosen for: to make servers with it, or for servers that are there. */
export type IconPurpose = { readonly kind: 'place' } | { readonly kind: 'change'; readonly ids: readonly string[] };

const STORED_AS = 'unlimited-cluster.icons';
const RECENT_MOST = 12;
const PLACE: IconPurpose = { kind: 'place' };

/** The library of icons as the page has it at hand: whether it is open, for what, and what the hand holds. */
export class IconDesk {
  readonly isOpen = signal(false);
  readonly purpose = signal<IconPurpose>(PLACE);
  /** Hangs on the pointer: a click on the map makes a server with it. */
  readonly held = signal<HeldIcon | null>(null);
  /** The tile on which it would stand. */
  readonly aim = signal<Position | null>(null);
  /** Is being dragged out of the library by the browser's own dragging. */
  dragged: HeldIcon | null = null;
  /** Ids of the icons used last, the newest first. */
  readonly recent = signal<readonly string[]>(stored());
  /** Files that were dropped on the map, for the library to take in. */
  readonly dropped = signal<readonly File[]>([]);

  open(purpose: IconPurpose = PLACE): void {
    this.purpose.value = purpose;
    this.isOpen.value = true;
  }

  close(): void {
    this.isOpen.value = false;
    this.letGo();
  }

  hold(icon: HeldIcon): void {
    this.held.value = icon;
  }

  /** Empties the hand; false if it was empty. */
  letGo(): boolean {
    const held = this.held.peek();
    this.held.value = null;
    this.aim.value = null;
    return held !== null;
  }

  used(id: string): void {
    this.recent.value = [id, ...this.recent.peek().filter((other) => other !== id)].slice(0, RECENT_MOST);
    try {
      localStorage.setItem(STORED_AS, JSON.stringify(this.recent.peek()));
    } catch {
      // Without storage they are remembered until the page is left.
    }
  }
}

function stored(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string').slice(0, RECENT_MOST) : [];
  } catch {
    return [];
  }
}
