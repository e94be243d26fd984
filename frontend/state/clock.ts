/** Now, in milliseconds since 1970. The only reader of time in the page. */
export const nowMs = (): number => Date.now();
