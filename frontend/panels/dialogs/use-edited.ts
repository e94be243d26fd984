import { useEffect, useState } from 'preact/hooks';
import type { FeedNoun } from '../../../backend/contract/change.ts';
import { codeOf, sentenceOf } from '../../state/api.ts';
import { rebase, type Rebased } from '../../state/rebase.ts';
import { usePage } from '../page-context.ts';

type Fields = Readonly<Record<string, unknown>>;
type Read<Draft> = { readonly draft: Draft; readonly etag: string };

type What<Row, Draft> = {
  readonly noun: FeedNoun;
  /** Null where the form adds a row instead of changing one. */
  readonly id: string | null;
  readonly empty: Draft;
  readonly draftOf: (row: Row) => Draft;
  readonly patchOf: (before: Draft, after: Draft) => object;
};

/** What somebody else changed meanwhile that the reader changed too, and who it was, if that is known. */
export type Clash<Draft> = Rebased<Draft> & { readonly by: string; readonly read: Read<Draft> };
/** What saving came to: `clash` waits for a choice; `theirs` are fields that somebody else changed meanwhile, which were kept. */
export type Saved = { readonly kind: 'same' | 'clash' } | { readonly kind: 'saved'; readonly theirs: readonly string[]; readonly by: string };

export type Edited<Draft> = {
  readonly before: Draft | null;
  readonly draft: Draft;
  /** Why there is nothing to edit, in a sentence. */
  readonly missing: string;
  readonly clash: Clash<Draft> | null;
  readonly set: (part: Partial<Draft>) => void;
  /** Sends what differs from what was read, unless somebody else changed the same since. Throws what the daemon refuses. */
  readonly save: (complete?: Draft) => Promise<Saved>;
  /** Settles a clash: the form then stands on what they wrote, with my fields over it or theirs. */
  readonly settle: (whose: 'mine' | 'theirs') => void;
};

const ATTEMPTS = 4;

/** A form over one stored row. What others write while it is open is neither overwritten nor lost: the daemon tells by If-Match. */
export function useEdited<Row, Draft extends Fields>({ noun, id, empty, draftOf, patchOf }: What<Row, Draft>): Edited<Draft> {
  const page = usePage();
  const [read, setRead] = useState<Read<Draft> | null>(id === null ? { draft: empty, etag: '' } : null);
  const [draft, setDraft] = useState(empty);
  const [missing, setMissing] = useState('');
  const [clash, setClash] = useState<Clash<Draft> | null>(null);
  const path = `${noun}/${encodeURIComponent(id ?? '')}`;

  const fetchRow = async (): Promise<Read<Draft>> => {
    const response = await page.api.send(path);
    return { draft: draftOf(await response.json() as Row), etag: response.headers.get('etag') ?? '' };
  };
  useEffect(() => {
    if (id === null) return;
    fetchRow().then((found) => {
      setRead(found);
      setDraft(found.draft);
    }, (error: unknown) => setMissing(sentenceOf(error)));
  }, [id]);

  const save = async (complete = draft): Promise<Saved> => {
    let [base, mine] = [read, complete];
    const kept = new Set<string>();
    for (let attempt = 0; base !== null && attempt < ATTEMPTS; attempt++) {
      const patch = patchOf(base.draft, mine);
      if (Object.keys(patch).length === 0) return { kind: 'same' };
      try {
        await page.api.send(path, { method: 'PATCH', json: patch, ...(base.etag === '' ? {} : { headers: { 'If-Match': base.etag } }) });
        return { kind: 'saved', theirs: [...kept], by: page.authors.of(noun, id ?? '') };
      } catch (error) {
        if (codeOf(error) !== 'precondition_failed' || attempt === ATTEMPTS - 1) throw error;
      }
      const now = await fetchRow();
      const rebased = rebase(base.draft, mine, now.draft);
      if (rebased.clashes.length > 0) {
        setClash({ ...rebased, by: page.authors.of(noun, id ?? ''), read: now });
        return { kind: 'clash' };
      }
      for (const field of rebased.theirs) kept.add(field);
      [base, mine] = [now, rebased.draft];
    }
    return { kind: 'same' };
  };
  const settle = (whose: 'mine' | 'theirs'): void => {
    if (clash === null) return;
    const theirs = Object.fromEntries(clash.clashes.map((field) => [field, clash.read.draft[field]])) as Partial<Draft>;
    setRead(clash.read);
    setDraft(whose === 'mine' ? clash.draft : { ...clash.draft, ...theirs });
    setClash(null);
  };
  return { before: read?.draft ?? null, draft, missing, clash, set: (part) => setDraft((now) => ({ ...now, ...part })), save, settle };
}
