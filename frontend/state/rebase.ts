type Fields = Readonly<Record<string, unknown>>;

/** An edit on top of what somebody else wrote meanwhile. */
export type Rebased<Draft> = {
  /** Theirs, with my changes. */
  readonly draft: Draft;
  /** What they changed and I did not. */
  readonly theirs: readonly string[];
  /** What both of us changed, each to something else. */
  readonly clashes: readonly string[];
};

/** Puts my changes, from `before` to `mine`, on top of theirs. Field by field; what both changed alike is no clash. */
export function rebase<Draft extends Fields>(before: Draft, mine: Draft, theirs: Draft): Rebased<Draft> {
  const byMe = changedFields(before, mine);
  const byThem = changedFields(before, theirs);
  return {
    draft: { ...theirs, ...Object.fromEntries(byMe.map((field) => [field, mine[field]])) },
    theirs: byThem.filter((field) => !byMe.includes(field)),
    clashes: byThem.filter((field) => byMe.includes(field) && !isSame(mine[field], theirs[field])),
  };
}

export const changedFields = (before: Fields, after: Fields): string[] => Object.keys(after).filter((field) => !isSame(before[field], after[field]));

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
