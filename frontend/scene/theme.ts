import type { SiteTheme } from '../../backend/contract/site.ts';

/** All that a map's colours are chosen by: its ground, `-contrast` for high contrast, `-safe` for states that the colour-blind tell apart. */
export type ThemeName = SiteTheme;

/** What everything lies on. */
export type Ground = 'light' | 'dark';

export const themeOf = (ground: Ground, hasContrast: boolean, isSafe: boolean): ThemeName =>
  `${ground}${hasContrast ? '-contrast' : ''}${isSafe ? '-safe' : ''}`;

export const groundOf = (theme: ThemeName): Ground => (theme.startsWith('dark') ? 'dark' : 'light');
export const hasContrast = (theme: ThemeName): boolean => theme.includes('-contrast');
export const isSafe = (theme: ThemeName): boolean => theme.endsWith('-safe');
