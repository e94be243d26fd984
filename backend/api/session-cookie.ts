/** Cookies ignore ports, so the port stands in the name: two daemons on one host keep their sessions apart. */
export const cookieName = (port: number): string => `unlimited_cluster_${port}`;

/** How long a session lasts if nobody revokes it. */
export const SESSION_MS = 7 * 86_400_000;

/** The session in a Cookie header. */
export function sessionOf(header: string | undefined, port: number): string | undefined {
  if (header === undefined) return undefined;
  const start = `${cookieName(port)}=`;
  return header.split(';').map((part) => part.trim()).find((part) => part.startsWith(start))?.slice(start.length);
}

/** `isSecure`: the browser came by TLS and sends it by TLS only. */
export const cookieOf = (port: number, session: string, isSecure: boolean): string =>
  `${cookieName(port)}=${session}; Path=/; Max-Age=${SESSION_MS / 1_000}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;

export const endedCookie = (port: number): string => `${cookieName(port)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`;
