import type { Readings } from '../contract/readings.ts';
import { elapsedMs } from '../clock.ts';
import { Late, type Collector, type Reader, type Sense, type Target, type Tools } from './collector.ts';
import { cpu } from './senses/cpu.ts';
import { disks } from './senses/disks.ts';
import { fileSystems } from './senses/file-systems.ts';
import { identity } from './senses/identity.ts';
import { linkSpeed } from './senses/link-speed.ts';
import { load } from './senses/load.ts';
import { memory } from './senses/memory.ts';
import { network } from './senses/network.ts';
import { readingsOf } from './senses/readings.ts';
import { tcp } from './senses/tcp.ts';
import { uptime } from './senses/uptime.ts';

/** Asked at every poll, in this order; what may hang comes last. */
const SENSES: readonly Sense[] = [cpu, memory, load, uptime, disks, network, tcp];
/** Asked at the first poll of each shell: they change with a restart at most. */
const ONCE: readonly Sense[] = [identity, linkSpeed];
const BY_NAME = new Map([...SENSES, ...ONCE, fileSystems].map((sense) => [sense.name, sense]));

/** Starts the line above what a sense prints. No file of /proc has such a line. */
const HEADING = '@@uc ';

const section = (sense: Sense): string => `echo '${HEADING}${sense.name}'\n${sense.command}`;

/**
 * What a shell is told when it is opened: all senses as one function, so that a poll sends one word.
 * `uc_poll` asks for everything, `uc_poll brief` leaves the file systems out.
 */
export const PRELUDE = [
  'LC_ALL=C; export LC_ALL; unset ENV CDPATH; PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH',
  'uc_line() { if [ -r "$1" ]; then read -r line <"$1"; echo "$line"; fi; }',
  'uc_timeout=; command -v timeout >/dev/null 2>&1 && uc_timeout="timeout 4"',
  'uc_once=1',
  'uc_poll() {',
  'if [ -n "$uc_once" ]; then', ...ONCE.map(section), 'uc_once=', 'fi',
  ...SENSES.map(section),
  'if [ "$1" != brief ]; then', section(fileSystems), 'fi',
  `echo '${HEADING}end'`,
  '}',
].join('\n');

/** A server whose file systems hung is spared that question for a while. */
const SPARE_MS = 600_000;

/** Reads a Linux server over SSH, with nothing installed on it. */
export const ssh: Collector = {
  kind: 'ssh',
  deadlineMs: 8_000,
  open: (target, tools) => new SshReader(target, tools),
};

class SshReader implements Reader {
  readonly #shell: ReturnType<Tools['shell']>;
  #facts: Pick<Readings, 'facts' | 'speeds'> = {};
  #sparedUntilMs = 0;

  constructor(_target: Target, tools: Tools) {
    this.#shell = tools.shell(PRELUDE);
  }

  async read(deadlineMs: number): Promise<Readings> {
    const isSpared = elapsedMs() < this.#sparedUntilMs;
    const output = await this.#shell.run(isSpared ? 'uc_poll brief' : 'uc_poll', deadlineMs).catch((error: unknown) => {
      // The server lives; only df hangs. What came before it counts, and the next polls leave it out.
      if (!(error instanceof Late) || !error.printed.includes(`${HEADING}${fileSystems.name}\n`)) throw error;
      this.#sparedUntilMs = elapsedMs() + SPARE_MS;
      return error.printed;
    });
    const { readings, unread } = readingsOf(sectionsOf(output));
    if (unread.length >= SENSES.length) throw new Error('The server answers over SSH, but not as Linux: nothing in /proc can be read.');
    if (readings.facts !== undefined || readings.speeds !== undefined) this.#facts = { ...(readings.facts && { facts: readings.facts }), ...(readings.speeds && { speeds: readings.speeds }) };
    return { ...this.#facts, ...readings };
  }

  close(): void {
    this.#shell.close();
  }
}

/** The output of one poll, cut at its headings. Text above the first heading is not ours. */
export function sectionsOf(output: string): (readonly [Sense, string])[] {
  return output.split(HEADING).slice(1).flatMap((part) => {
    const end = part.indexOf('\n');
    const sense = BY_NAME.get(part.slice(0, end));
    return sense === undefined ? [] : [[sense, part.slice(end + 1)] as const];
  });
}
