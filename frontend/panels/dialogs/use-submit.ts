import { useState } from 'preact/hooks';
import { faultsByField, sentenceOf } from '../../state/api.ts';

export type Submit = {
  readonly isBusy: boolean;
  /** What is wrong with a field, in the daemon's words. */
  readonly faults: Readonly<Record<string, string>>;
  /** What is wrong as a whole, or with fields the form does not show. */
  readonly sentence: string;
  run(work: () => Promise<void>): Promise<void>;
};

/** Sends a form once at a time and keeps what the daemon says against it. `fields` are those the form shows. */
export function useSubmit(fields: readonly string[]): Submit {
  const [isBusy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [sentence, setSentence] = useState('');
  return {
    isBusy, faults, sentence,
    async run(work) {
      if (isBusy) return;
      setBusy(true);
      setFaults({});
      setSentence('');
      try {
        await work();
      } catch (error) {
        const found = faultsByField(error);
        setFaults(found);
        const isShown = Object.keys(found).length > 0 && Object.keys(found).every((field) => fields.includes(field));
        if (!isShown) setSentence(sentenceOf(error));
        requestAnimationFrame(() => document.querySelector<HTMLElement>('dialog [aria-invalid="true"], dialog .alert')?.scrollIntoView({ block: 'nearest' }));
        requestAnimationFrame(() => document.querySelector<HTMLElement>('dialog [aria-invalid="true"]')?.focus());
      } finally {
        setBusy(false);
      }
    },
  };
}
