import type { PortReport } from './tcp.ts';

const SECONDS = 3;
/** How long a script of `uc_probe` may take in all: starting an interpreter on a busy machine comes to the attempt. */
export const REMOTE_DEADLINE_MS = 8_000;

/** Says the port and, if it accepts, the times before and after, in seconds. Told host and port as $1 and $2. */
const BASH = 'a=$EPOCHREALTIME; if true 3<>"/dev/tcp/$1/$2"; then echo "$2 accepted $a $EPOCHREALTIME"; else echo "$2 closed"; fi';
const PERL = [
  'use Socket qw(:all); use Time::HiRes qw(time); my ($h, $p) = @ARGV;',
  'my ($e, $i) = Socket::getaddrinfo($h, $p, { flags => Socket::AI_NUMERICHOST(), socktype => Socket::SOCK_STREAM() });',
  'socket(my $s, $i->{family}, Socket::SOCK_STREAM(), 0); my $a = time;',
  'print connect($s, $i->{addr}) ? sprintf("%s accepted %.6f %.6f\\n", $p, $a, time) : "$p closed\\n";',
].join(' ');
const PYTHON = [
  'import socket, sys, time', 'h, p = sys.argv[1:3]', 'a = time.time()', 'try:', ` socket.create_connection((h, int(p)), ${SECONDS})`,
  ' print(p, "accepted", a, time.time())', 'except OSError:', ' print(p, "closed")',
].join('\n');

/**
 * What a shell is told that tries ports for us: `uc_probe address port…` prints one line for each, in any order, by whatever
 * the server has: bash (/dev/tcp), perl, python3 or nc; without any of them it prints "none".
 */
export const PROBE_PRELUDE = [
  'LC_ALL=C; export LC_ALL; unset ENV; PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH; uc_by=none; uc_timeout=',
  'for uc_name in nc python3 perl bash; do command -v $uc_name >/dev/null 2>&1 && uc_by=$uc_name; done',
  `command -v timeout >/dev/null 2>&1 && uc_timeout='timeout ${SECONDS}'`,
  'uc_one() { case $uc_by in',
  `bash) $uc_timeout bash -c '${BASH}' uc "$1" "$2";;`,
  `perl) $uc_timeout perl -e '${PERL}' "$1" "$2";;`,
  `python3) $uc_timeout python3 -c '${PYTHON}' "$1" "$2";;`,
  `nc) if nc -z -w ${SECONDS} "$1" "$2"; then echo "$2 accepted"; else echo "$2 closed"; fi;;`,
  '*) echo none;;',
  'esac </dev/null 2>/dev/null; }',
  'uc_probe() { uc_host=$1; shift; for uc_port; do uc_one "$uc_host" "$uc_port" & done; wait; }',
].join('\n');

/**
 * What `uc_probe` printed, per port; null where the server has nothing to try with. A port that says nothing in time is
 * silent; one that does not accept counts as refused, as a shell does not tell more.
 */
export function parseProbe(output: string, ports: readonly number[]): PortReport[] | null {
  if (/^none$/m.test(output)) return null;
  const lines = new Map(output.split('\n').map((line) => line.split(' ')).map(([port = '', ...said]) => [port, said]));
  return ports.map((port) => {
    const [outcome, before, after] = lines.get(String(port)) ?? [];
    // Before version 5, bash has no clock of its own, and nc has none at all.
    const latencyMs = before && after ? Math.max(0, Number(after) - Number(before)) * 1_000 : null;
    if (outcome === 'accepted') return { port, outcome, latencyMs };
    return { port, outcome: outcome === 'closed' ? 'refused' : 'silent', latencyMs: null };
  });
}
