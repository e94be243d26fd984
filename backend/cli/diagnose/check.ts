import type { Door } from '../door.ts';
import type { CheckState } from '../paint.ts';
import type { Session } from '../session.ts';

/** What one check found: a state, a sentence with the values, and how to mend it where it is not well. */
export type Finding = { readonly state: CheckState; readonly says: string; readonly mend?: string };

/** What the checks look at. */
export type Subject = {
  readonly session: Session;
  readonly folder: string;
  readonly pid: number | null;
  /** Null where no door is known; then the daemon is not asked. */
  readonly door: Door | null;
};

/** One question about the installation. It never changes anything. */
export type Check = {
  readonly name: string;
  look(subject: Subject): Promise<readonly Finding[]> | readonly Finding[];
};

export const ok = (says: string): Finding => ({ state: 'ok', says });
export const warn = (says: string, mend: string): Finding => ({ state: 'warn', says, mend });
export const fail = (says: string, mend: string): Finding => ({ state: 'fail', says, mend });
export const skip = (says: string): Finding => ({ state: 'skip', says });
