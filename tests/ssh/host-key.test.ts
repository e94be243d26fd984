import { describe, expect, test } from '@jest/globals';
import { hostKeyOf, isSameKey, preferredAlgorithms } from '../../backend/ssh/host-key.ts';
import { quoted } from '../../backend/ssh/quote.ts';

// From `ssh-keygen -t ed25519`, and what `ssh-keygen -l` prints of it.
const BLOB = Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAAIE6D9uXx8Wl0v9m1L8Qw0nq6cJ2b1m2s9zq1y1cZ7fJY', 'base64');

describe('host keys', () => {
  test('algorithm and fingerprint are read from the wire format', () => {
    const key = hostKeyOf(BLOB);
    expect(key.algorithm).toBe('ssh-ed25519');
    expect(key.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(isSameKey(key, { ...key })).toBe(true);
    expect(isSameKey(key, { ...key, algorithm: 'ssh-rsa' })).toBe(false);
  });

  test.each([Buffer.alloc(0), Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.from('garbage')])('nonsense does not break it', (blob) => {
    expect(hostKeyOf(blob).fingerprint).toMatch(/^SHA256:/);
  });

  test('the algorithm of the known key is offered first, and all others after it', () => {
    expect(preferredAlgorithms({ algorithm: 'ssh-rsa', fingerprint: '' }).slice(0, 3)).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa']);
    expect(preferredAlgorithms({ algorithm: 'ecdsa-sha2-nistp256', fingerprint: '' })[0]).toBe('ecdsa-sha2-nistp256');
    expect(new Set(preferredAlgorithms(null))).toEqual(new Set(preferredAlgorithms({ algorithm: 'ssh-rsa', fingerprint: '' })));
  });
});

test.each([['plain', `'plain'`], ['', `''`], [`it's`, `'it'\\''s'`], ['$(reboot) `x` "y" \\ \n', `'$(reboot) \`x\` "y" \\ \n'`]])('%j is one word', (value, word) => {
  expect(quoted(value)).toBe(word);
});

test('no word holds NUL', () => {
  expect(() => quoted('a\0b')).toThrow(RangeError);
});
