// No imports: command line and page use these at run time.

/** Version of the text format that describes a site, in its key `site`. */
export const SITE_VERSION = 1;

/** How a site file may ask to be arranged where its servers have no places. */
export const SITE_LAYOUTS = ['by_network', 'by_region', 'by_cluster', 'layered', 'circular', 'grid', 'force'] as const;
export type SiteLayout = (typeof SITE_LAYOUTS)[number];

/** Light or dark; each with high contrast, with colours of states that the colour-blind tell apart, or with both. */
export const SITE_THEMES = ['light', 'dark', 'light-contrast', 'dark-contrast', 'light-safe', 'dark-safe', 'light-contrast-safe', 'dark-contrast-safe'] as const;
export type SiteTheme = (typeof SITE_THEMES)[number];
