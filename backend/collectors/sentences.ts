import { say, type Sentence } from '../contract/sentence.ts';
import { messageOf, SentenceError } from '../errors.ts';

/** An error of the network as a sentence for people. */
export function networkSentence(error: unknown, where: string): Sentence {
  if (error instanceof SentenceError) return error.sentence;
  const { code = '' } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ECONNREFUSED': return say('net_refused', { where });
    case 'ECONNRESET': case 'EPIPE': case 'ECONNABORTED': return say('net_broken', { where });
    case 'ETIMEDOUT': return say('net_silent', { where });
    case 'EHOSTUNREACH': return say('net_host_unreachable', { where });
    case 'ENETUNREACH': return say('net_network_unreachable', { where });
    case 'EMFILE': return say('net_files');
    default: return say('net_other', { where, why: messageOf(error).replace(/\.$/, '') });
  }
}
