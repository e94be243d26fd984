/** How texts begin that a spreadsheet would calculate. Source: OWASP, CSV Injection. */
const FORMULA = /^'*[=+\-@\t\r]/;
const SAFE = /^'+[=+\-@\t\r]/;

/** A text as a cell that no spreadsheet takes for a formula: an apostrophe goes before one that would be. */
export const safeCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text again. */
export const textOfCell = (cell: string): string => (SAFE.test(cell) ? cell.slice(1) : cell);
