import { Argument, type Command } from 'commander';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { factsOf, INSTALLED_FOLDER, INSTALLED_LOGS } from '../data-folder.ts';
import { startLogOf } from '../daemon-process.ts';
import { CommandError } from '../failures.ts';
import { wholeNumberOf } from '../fields.ts';
import { lastLines, newLines, readableLine } from '../log-lines.ts';
import { SERVICE, serviceOf } from '../service.ts';
import { folderOf, withData, type CommonOptions, type Session } from '../session.ts';
import { printable } from '../table.ts';

const WHICH = ['cluster', 'web', 'error'] as const;
type Which = (typeof WHICH)[number];

type LogOptions = CommonOptions & { readonly follow?: true; readonly lines: number };

/** `logs`: the files that the daemon writes, or the journal where it writes none. */
export function addLogs(program: Command, session: Session): void {
  withData(program.command('logs').description('show what the daemon wrote'))
    .addArgument(new Argument('[which]', 'cluster: all it says; web: requests; error: warnings and errors').choices(WHICH).default('cluster'))
    .option('-f, --follow', 'go on as lines are written, until Ctrl-C')
    .option('-n, --lines <number>', 'how many lines from the end', wholeNumberOf, 50)
    .addHelpText('after', '\nWith --json, lines stay as the daemon wrote them: one JSON object each.')
    .action(async (which: Which, options: LogOptions) => {
      const folder = folderOf(session, options);
      const files = logFilesOf(folder, which);
      if (files.length > 0) await showFiles(session, files, options);
      else if (which === 'cluster' && serviceOf(folder) === 'systemd') await showJournal(options);
      else if (which !== 'cluster') throw new CommandError('not_found', `There is no ${which}.log of the daemon in ${folder}: only an installed daemon keeps one.`);
      else throw new CommandError('not_found', `There is no log in ${folder}: the daemon was not started from here. One that runs in a terminal writes there.`);
    });
}

/**
 * Logs of the daemon of a data folder that exist, those of the service first. What `clusterctl start` or a boot script caught from its
 * standard error belongs to both `cluster` and `error`.
 */
export function logFilesOf(folder: string, which: Which): readonly string[] {
  const folders = folder === INSTALLED_FOLDER ? [INSTALLED_LOGS, folder] : [folder];
  const files = folders.map((at) => join(at, `${which}.log`));
  return [...files, ...(which === 'web' ? [] : [startLogOf(folder)])].filter((file) => factsOf(file) !== undefined);
}

async function showFiles(session: Session, files: readonly string[], options: LogOptions): Promise<void> {
  const show = (line: string): void => session.terminal.write(`${options.json ? line : printable(readableLine(line))}\n`);
  const ends = files.map((file) => {
    const { lines, end } = lastLines(file, options.lines);
    if (files.length > 1 && lines.length > 0 && !options.json) session.terminal.write(`==> ${file}\n`);
    lines.forEach(show);
    return end;
  });
  if (!options.follow) return;
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  process.once('SIGTERM', () => stopping.abort());
  await Promise.all(files.map(async (file, index) => {
    for await (const line of newLines(file, ends[index] ?? 0, stopping.signal)) show(line);
  }));
}

async function showJournal({ follow, lines, json }: LogOptions): Promise<void> {
  const args = ['-u', SERVICE, '-n', String(lines), ...(follow ? ['-f'] : ['--no-pager']), ...(json ? ['-o', 'json'] : [])];
  const status = await new Promise<number | null>((resolve, reject) => {
    spawn('journalctl', args, { stdio: 'inherit' }).once('error', reject).once('exit', resolve);
  });
  if (status !== 0) throw new CommandError('journal', 'journalctl failed; it may need root: put sudo before it.');
}
