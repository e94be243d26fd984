import type { Page } from './page.ts';
import { rank } from './search.ts';

/** Results that Enter walks through; beyond these nobody walks. */
const MOST_WALKED = 5_000;
const MOST_RECENT = 8;

/** Flies to the next (1) or previous (-1) result of the search, the best first, round and round. Tells whether there is one. */
export function walkResults(page: Page, step: 1 | -1): boolean {
  const found = page.found.peek();
  const { world } = page;
  if (world === null || found === null || found.length === 0) return false;
  const walked = rank(world, found, page.search.peek(), MOST_WALKED);
  const before = page.result.peek();
  const here = before === null ? -1 : walked.indexOf(before);
  const next = walked[here < 0 ? (step === 1 ? 0 : walked.length - 1) : (here + step + walked.length) % walked.length];
  if (next === undefined) return false;
  page.result.value = next;
  rememberSearch(page);
  page.reveal(next);
  return true;
}

/** The place of the result that Enter led to last, from 1 on; null before the first. */
export function resultPlace(page: Page): number | null {
  const found = page.found.value;
  const result = page.result.value;
  const { world } = page;
  if (world === null || found === null || result === null) return null;
  const place = rank(world, found, page.search.value, MOST_WALKED).indexOf(result);
  return place < 0 ? null : place + 1;
}

/** Keeps what is searched now among the recent ones, the newest first. */
export function rememberSearch(page: Page): void {
  const text = page.search.peek().trim();
  if (text === '') return;
  page.recent.value = [text, ...page.recent.peek().filter((other) => other !== text)].slice(0, MOST_RECENT);
}
