import type { Metrics } from '../contract/metrics.ts';
import type { Readings } from '../contract/readings.ts';
import { elapsedMs } from '../clock.ts';
import { say } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';
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

const section = (sense: Sense): string => `uc_say '${HEADING}${sense.name}'\n${sense.command}`;

/**
 * What a shell is told when it is opened: all senses as one function, so that a poll sends one word.
 * `uc_poll` asks for everything, `uc_poll brief` leaves the file systems out: df is the only program that has to be started.
 */
export const PRELUDE = [
  'LC_ALL=C; export LC_ALL; unset ENV CDPATH; PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH',
  // One line is said at a time, and all of it printed at once: one packet instead of sixty.
  'uc_say() { uc_said="$uc_said$1', '"; }',
  'uc_print() { printf %s "$uc_said"; uc_said=; }',
  'uc_line() { line=; [ -r "$1" ] && read -r line <"$1"; uc_say "$line"; }',
  'uc_timeout=; command -v timeout >/dev/null 2>&1 && uc_timeout="timeout 4"',
  'uc_once=1',
  'uc_poll() {',
  'if [ -n "$uc_once" ]; then', ...ONCE.map(section), 'uc_once=', 'fi',
  ...SENSES.map(section),
  'if [ "$1" != brief ]; then', `uc_say '${HEADING}${fileSystems.name}'`, 'uc_print', fileSystems.command, 'fi',
  'uc_print',
  '}',
].join('\n');

/** Space changes slowly and df costs more than all the rest: its numbers stand for a minute. */
const SPACE_MS = 55_000;
/** A server whose file systems hung is spared that question for longer. */
const SPARE_MS = 600_000;

/** Reads a Linux server over SSH, with nothing installed on it. */
export const ssh: Collector = {
  kind: 'ssh',
  deadlineMs: 8_000,
  open: (target, tools) => new SshReader(target, tools),
};

class SshReader implements Reader {
  readonly #shell: ReturnType<Tools['shell']>;
  #known: Pick<Readings, 'facts' | 'speeds'> = {};
  #space: Pick<Metrics, 'disk_percent' | 'disk_free_bytes'> = {};
  #askSpaceAtMs = 0;

  constructor(_target: Target, tools: Tools) {
    this.#shell = tools.shell(PRELUDE);
  }

  async read(deadlineMs: number): Promise<Readings> {
    const asksSpace = elapsedMs() >= this.#askSpaceAtMs;
    const output = await this.#shell.run(asksSpace ? 'uc_poll' : 'uc_poll brief', deadlineMs).catch((error: unknown) => this.#untilSpace(error));
    const { gauges, counters, ...once } = readingsOf(sectionsOf(output)).readings;
    if (counters.cpu === undefined && gauges.memory_percent === undefined) throw new SentenceError(say('ssh_not_linux'));
    if (once.facts !== undefined) this.#known = once;
    if (asksSpace) this.#noteSpace(gauges);
    return { ...this.#known, gauges: { ...gauges, ...this.#space }, counters };
  }

  /** What was said before df hung: the server lives, and the next polls leave that question out. */
  #untilSpace(error: unknown): string {
    if (!(error instanceof Late) || !error.printed.includes(`${HEADING}${fileSystems.name}\n`)) throw error;
    this.#askSpaceAtMs = elapsedMs() + SPARE_MS;
    return error.printed;
  }

  #noteSpace({ disk_percent, disk_free_bytes }: Metrics): void {
    this.#space = disk_percent === undefined || disk_free_bytes === undefined ? {} : { disk_percent, disk_free_bytes };
    this.#askSpaceAtMs = Math.max(this.#askSpaceAtMs, elapsedMs() + SPACE_MS);
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
