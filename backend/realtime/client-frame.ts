/** A frame of a client, understood. */
export type Wish =
  | { readonly kind: 'nudge' }
  | { readonly kind: 'resume'; readonly after: number | undefined; readonly epoch: string | undefined; readonly revision: number | undefined }
  | { readonly kind: 'watch'; readonly ids: readonly string[]; readonly more: boolean };

/** What a text frame asks for (ClientFrame of the contract); null for anything else. One byte is a nudge that only wakes a relay. */
export function parseClientFrame(text: string): Wish | null {
  if (text.length <= 1) return { kind: 'nudge' };
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof frame !== 'object' || frame === null) return null;
  const { after, epoch, revision, watch, more } = frame as Record<string, unknown>;
  if (Array.isArray(watch)) return watch.every((id) => typeof id === 'string') ? { kind: 'watch', ids: watch, more: more === true } : null;
  const resume = { kind: 'resume' as const, after: countOf(after), epoch: typeof epoch === 'string' ? epoch : undefined, revision: countOf(revision) };
  return resume.after === undefined && resume.revision === undefined ? null : resume;
}

const countOf = (value: unknown): number | undefined => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined);
