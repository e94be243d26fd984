import type { Session } from '../session.ts';

/** The view that the page's address names: what stands behind # before what stands behind ?; null for none. */
export function viewInAddress({ hash, search }: Pick<Location, 'hash' | 'search'>): string | null {
  const named = new URLSearchParams(hash.replace(/^#/, '')).get('view') ?? new URLSearchParams(search).get('view');
  return named === null || named === '' ? null : named;
}

/** Lets the address name what is shown, so that it can be kept and sent. It adds nothing to the history. */
export function showInAddress(id: string | null): void {
  if (viewInAddress(location) === id) return;
  const hash = id === null ? (new URLSearchParams(location.search).has('view') ? '#view=' : '') : `#view=${encodeURIComponent(id)}`;
  history.replaceState(history.state, '', `${location.pathname}${location.search}${hash}`);
}

/** An address that opens a view where this page is open now: within Webmin's own page, in a tab of its own, or at the daemon. */
export function linkTo(id: string, { mode, base }: Pick<Session, 'mode' | 'base'>, at: Pick<Location, 'href'>, isFramed: boolean): string {
  const view = encodeURIComponent(id);
  if (mode === 'webmin') return new URL(`${base}${isFramed ? 'index.cgi' : 'app.cgi'}?view=${view}`, at.href).href;
  return new URL(`${base}#view=${view}`, at.href).href;
}
