/** How somebody logs in. */
export type Login = { readonly user: string; readonly by: 'key' | 'password' | 'agent' };

/** An error of the SSH client as a sentence for people. */
export function sentenceOf(error: unknown, where: string, login: Login): string {
  const { code = '', level = '', message = String(error) } = error as { code?: string; level?: string; message?: string };
  if (level === 'client-authentication') return `sshd on ${where} does not let ${login.user} in with this ${login.by}.`;
  if (level === 'client-timeout') return `sshd on ${where} accepted the connection but did not finish the handshake in time.`;
  if (/Cannot parse privateKey/i.test(message)) return `The stored private key cannot be used: ${message.replace(/^Cannot parse privateKey: /i, '')}.`;
  if (level === 'agent' || /agent/i.test(message)) return `The SSH agent cannot be used: ${message}.`;
  switch (code) {
    case 'ECONNREFUSED': return `Nothing listens on ${where} (connection refused).`;
    case 'ECONNRESET': case 'EPIPE': return `sshd on ${where} broke the connection off.`;
    case 'ETIMEDOUT': return `${where} does not answer.`;
    case 'EHOSTUNREACH': case 'ENETUNREACH': return `There is no way to ${where}.`;
    default: return `${where}: ${message.replace(/\.$/, '')}.`;
  }
}
