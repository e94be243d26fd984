import type { Command } from 'commander';
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, hostname, release } from 'node:os';
import { join, resolve } from 'node:path';
import { isoOf } from '../../clock.ts';
import { messageOf } from '../../errors.ts';
import { findDaemon } from '../daemon-process.ts';
import { CHECKS } from '../diagnose/registry.ts';
import { fail, type Check, type Finding, type Subject } from '../diagnose/check.ts';
import type { Door } from '../door.ts';
import { paint } from '../paint.ts';
import { doorFor, folderOf, withData, writeJson, type CommonOptions, type Session } from '../session.ts';
import { printable, tableOf } from '../table.ts';

type DiagnoseOptions = CommonOptions & { readonly report?: true | string };
type Line = Finding & { readonly check: string };

/** `diagnose`: every check, each with its state and how to mend it; exit status 1 if one fails. Nothing is changed. */
export function addDiagnose(program: Command, session: Session): void {
  withData(program.command('diagnose').description('check the installation and say how to mend it; exit status 1 if something fails'))
    .option('--report [folder]', 'also write what was found to a dated file (default folder: here)')
    .action(async (options: DiagnoseOptions) => {
      const folder = folderOf(session, options);
      const at = isoOf(session.nowMs());
      const lines = await lookAround(session, options, folder);
      const verdict = verdictOf(lines);
      const text = (hasColour: boolean): string => `${textOf(lines, hasColour)}\n${sentenceOf(verdict)}\n`;
      const report = options.report === undefined ? null : writeReport(options.report === true ? '.' : options.report, at, [headOf(session, at, folder), text(false)].join('\n'));
      if (options.json) writeJson(session, { at, data: folder, ...verdict, checks: lines, report });
      else session.terminal.write(`${text(session.terminal.hasColour)}${report === null ? '' : `Written to ${report}\n`}`);
      if (verdict.fail > 0) session.fail();
    });
}

async function lookAround(session: Session, options: CommonOptions, folder: string): Promise<readonly Line[]> {
  const found = findDaemon(folder);
  const subject: Subject = { session, folder, pid: found.kind === 'running' ? found.pid : null, door: doorIfKnown(session, { ...options, data: folder }) };
  const lines: Line[] = [];
  for (const check of CHECKS) {
    for (const finding of await findingsOf(check, subject)) lines.push({ check: check.name, ...finding });
  }
  return lines;
}

/** A check that cannot look is a finding itself: often the file that it may not read. */
async function findingsOf(check: Check, subject: Subject): Promise<readonly Finding[]> {
  try {
    return await check.look(subject);
  } catch (error) {
    return [fail(`this could not be checked: ${messageOf(error)}`, 'Run it as root or as the user of the daemon.')];
  }
}

function doorIfKnown(session: Session, options: CommonOptions): Door | null {
  try {
    return doorFor(session, options);
  } catch {
    return null; // The checks themselves say what is missing.
  }
}

type Verdict = { readonly ok: number; readonly warn: number; readonly fail: number };

function verdictOf(lines: readonly Line[]): Verdict {
  const count = (state: Finding['state']): number => lines.filter((line) => line.state === state).length;
  return { ok: count('ok'), warn: count('warn'), fail: count('fail') };
}

const sentenceOf = (verdict: Verdict): string => (verdict.fail + verdict.warn === 0
  ? 'Everything is well.'
  : `${verdict.ok} well, ${verdict.warn} to look at, ${verdict.fail} to mend.`);

/** A line for each finding; under those that are not well, how to mend them. */
function textOf(lines: readonly Line[], hasColour: boolean): string {
  const table = tableOf<Line>([
    { title: 'STATE', text: ({ state }) => state, dress: (text, { state }) => paint(text, state, hasColour) },
    { title: 'CHECK', text: ({ check }) => check },
    { title: 'FOUND', text: ({ says }) => says },
  ], lines).split('\n');
  return table.flatMap((line, index) => {
    const mend = lines[index - 1]?.mend;
    return mend === undefined ? [line] : [line, `       → ${printable(mend)}`];
  }).join('\n');
}

function headOf(session: Session, at: string, folder: string): string {
  return `Unlimited Cluster ${session.version}, diagnosed ${at}\n${hostname()}, ${process.platform} ${release()} ${arch()}, Node.js ${process.versions.node}, data in ${folder}\n`;
}

function writeReport(folder: string, at: string, text: string): string {
  const file = resolve(join(folder, `unlimited-cluster-diagnose-${at.replace(/\.\d+Z$/, 'Z').replaceAll(':', '')}.txt`));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}
