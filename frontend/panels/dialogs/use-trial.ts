import { useEffect, useRef, useState } from 'preact/hooks';
import { codeOf, faultsOf, sentenceOf } from '../../state/api.ts';
import { usePage } from '../page-context.ts';
import type { Trial } from './import-outcome.tsx';

/** How a file is read, as the import asks for it. */
type Reading = { readonly mode: 'merge' | 'replace'; readonly type: string; readonly columns?: string };

/** Milliseconds until a daemon that is reading other files is asked again. */
const BUSY_WAIT_MS = 1_000;

/**
 * What importing a file would change, asked anew whenever `key` changes, and the setter for what came of doing it.
 * One question at a time: the daemon reads two files at once, and quick choices are not to take both places.
 */
export function useTrial(file: File | null, options: Reading, key: string, isReady: boolean): [Trial, (trial: Trial) => void] {
  const page = usePage();
  const [trial, setTrial] = useState<Trial>(null);
  const last = useRef<Promise<void>>(Promise.resolve());

  useEffect(() => {
    setTrial(null);
    if (file === null || !isReady) return;
    const wanted = new AbortController();
    const { signal } = wanted;
    const tell = (outcome: Trial): void => { if (!signal.aborted) setTrial(outcome); };
    const ask = async (): Promise<void> => {
      while (!signal.aborted) {
        try {
          tell({ report: await page.api.call((client) => client.import(file, { ...options, dryRun: true, diff: true })) });
          return;
        } catch (error) {
          if (codeOf(error) !== 'busy') {
            tell({ sentence: sentenceOf(error), faults: faultsOf(error) });
            return;
          }
          await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS));
        }
      }
    };
    last.current = last.current.then(ask);
    return () => wanted.abort();
  }, [file, key, isReady]);

  return [trial, setTrial];
}
