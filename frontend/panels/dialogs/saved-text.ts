import { language, t } from '../../state/words.ts';
import type { Saved } from './use-edited.ts';

/** What was saved, and what somebody else changed meanwhile, which was kept. */
export function savedText(text: string, saved: Extract<Saved, { kind: 'saved' }>, labels: Readonly<Record<string, string>>): string {
  if (saved.theirs.length === 0) return text;
  const fields = new Intl.ListFormat(language(), { type: 'conjunction' }).format(saved.theirs.map((field) => labels[field] ?? field));
  return `${text} ${saved.by === '' ? t('kept_somebody', fields) : t('kept_theirs', saved.by, fields)}`;
}
