import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Page } from '../state/page.ts';

const PageContext = createContext<Page | null>(null);
export const PageProvider = PageContext.Provider;

/** The page's state. Only below the provider that app.tsx sets up. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('A panel was drawn outside of the page.');
  return page;
}
