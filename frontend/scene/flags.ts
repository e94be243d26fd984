/** Bit of `flags`: measured by a source. */
export const MEASURED = 1;
/** Bit of `flags`: in maintenance. */
export const IN_MAINTENANCE = 2;
/** Bit of `flags`: neither dragged nor arranged. */
export const LOCKED = 4;
