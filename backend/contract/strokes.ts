// No imports: the page uses these at run time.

export const LINE_DASHES = ['solid', 'dashed', 'dotted'] as const;
export const LINE_PATTERNS = ['single', 'double', 'double_with_circle'] as const;
export const ARROWS = ['none', 'end', 'start', 'both'] as const;
export const AREA_BORDERS = ['solid', 'dashed', 'none'] as const;
export const TEXT_ORIENTATIONS = ['x', 'y'] as const;
