import { connect } from 'node:net';
import { elapsedMs } from '../clock.ts';
import { say } from '../contract/sentence.ts';
import { messageOf, SentenceError } from '../errors.ts';

/** What one attempt to connect saw, and how long it took until somebody accepted or refused. */
export type PortReport = { readonly port: number; readonly outcome: 'accepted' | 'refused' | 'silent'; readonly latencyMs: number | null };

/** How long a port has to accept. */
export const PORT_DEADLINE_MS = 2_500;

/** This machine's own fault: it says nothing about the other side. */
const OWN_FAULTS: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);

/** Connects and hangs up. Throws a sentence where this machine cannot even try. */
export function tryPort(address: string, port: number, deadlineMs = PORT_DEADLINE_MS): Promise<PortReport> {
  return new Promise((resolve, reject) => {
    const startedMs = elapsedMs();
    const socket = connect({ host: address, port });
    const end = (outcome: PortReport['outcome']): void => {
      clearTimeout(timer);
      const latencyMs = outcome === 'silent' ? null : elapsedMs() - startedMs;
      socket.destroy();
      resolve({ port, outcome, latencyMs });
    };
    const timer = setTimeout(() => end('silent'), deadlineMs);
    socket.on('connect', () => end('accepted'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? '';
      if (OWN_FAULTS.has(code)) {
        clearTimeout(timer);
        reject(new SentenceError(say('net_own_fault', { why: messageOf(error) }), { cause: error }));
      } else end(code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'refused' : 'silent');
    });
  });
}
