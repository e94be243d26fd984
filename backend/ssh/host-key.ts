import { createHash } from 'node:crypto';
import { say, type Sentence } from '../contract/sentence.ts';

/** A server's public key as people compare it: `SHA256:` and base64 without padding, as ssh-keygen -l prints it. */
export type HostKey = { readonly algorithm: string; readonly fingerprint: string };

/** The key in the wire format of RFC 4253, section 6.6: a string with the algorithm, then the rest. */
export function hostKeyOf(blob: Buffer): HostKey {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  return {
    algorithm: blob.toString('latin1', 4, 4 + Math.min(length, 64)),
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
  };
}

export const isSameKey = (one: HostKey, other: HostKey): boolean => one.algorithm === other.algorithm && one.fingerprint === other.fingerprint;

/** Why a connection is refused. */
export const changedKeySentence = (where: string, known: HostKey, shown: HostKey): Sentence =>
  say('ssh_key_changed', { where, known: `${known.algorithm} ${known.fingerprint}`, shown: `${shown.algorithm} ${shown.fingerprint}` });

const SERVER_KEYS = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] as const;
export type ServerKeyAlgorithm = (typeof SERVER_KEYS)[number];

/** Algorithms to offer, that of the known key first: a server that got further keys still shows the known one. */
export function preferredAlgorithms(known: HostKey | null): ServerKeyAlgorithm[] {
  const isKnown = (name: string): boolean => known !== null && (name === known.algorithm || (known.algorithm === 'ssh-rsa' && name.startsWith('rsa-sha2')));
  return [...SERVER_KEYS.filter(isKnown), ...SERVER_KEYS.filter((name) => !isKnown(name))];
}
