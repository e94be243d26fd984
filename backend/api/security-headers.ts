/** Sent with everything that is not the page: nothing in it may run, be framed, or name us elsewhere. */
export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Sent with the page and its files; `host` is the checked Host, for browsers whose 'self' leaves out sockets. */
export const pageSecurityHeaders = (host: string): Record<string, string> => ({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy': `default-src 'self'; connect-src 'self' ws://${host} wss://${host}; img-src 'self' data: blob:; `
    + "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
});
