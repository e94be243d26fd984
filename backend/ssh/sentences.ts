import { say, type Sentence } from '../contract/sentence.ts';

/** How somebody logs in. */
export type Login = { readonly user: string; readonly by: 'key' | 'password' | 'agent' };

/** An error of the SSH client as a sentence for people. */
export function sshSentence(error: unknown, where: string, { user, by }: Login): Sentence {
  const { code = '', level = '', message = String(error) } = error as { code?: string; level?: string; message?: string };
  if (level === 'client-authentication') return say(`ssh_by_${by}`, { where, user });
  if (level === 'client-timeout') return say('ssh_handshake_late', { where });
  if (/Cannot parse privateKey/i.test(message)) return say('ssh_key_unusable', { why: message.replace(/^Cannot parse privateKey: /i, '') });
  if (level === 'agent' || /agent/i.test(message)) return say('ssh_agent_unusable', { why: message });
  switch (code) {
    case 'ECONNREFUSED': return say('net_refused', { where });
    case 'ECONNRESET': case 'EPIPE': return say('ssh_broken', { where });
    case 'ETIMEDOUT': return say('net_silent', { where });
    case 'EHOSTUNREACH': case 'ENETUNREACH': return say('ssh_no_way', { where });
    default: return say('net_other', { where, why: message.replace(/\.$/, '') });
  }
}
