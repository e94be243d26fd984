import { Option, type Command } from 'commander';
import type { ImportChange, ImportReport } from '../../contract/export.ts';
import { SITE_LAYOUTS, type SiteLayout } from '../../contract/site.ts';
import type { Client } from '../../sdk/client.ts';
import { ClientProblem } from '../../sdk/client-problem.ts';
import { openDaemon } from '../daemon.ts';
import { bytesOf } from '../fields.ts';
import { doorFor, isAgreed, withDaemon, writeJson, type CommonOptions, type Session } from '../session.ts';

type Options = CommonOptions & { readonly dryRun?: true; readonly yes?: true; readonly keep?: true; readonly layout?: SiteLayout };
type File = { readonly name: string; readonly text: string; readonly mode: 'merge' | 'replace' };

const CHANGES_SHOWN = 200;
const VALUE_WIDTH = 60;

/** `apply`: makes the topology what a file says it is. */
export function addApply(program: Command, session: Session): void {
  withDaemon(program.command('apply').description('make the topology match a site file: shows what would change, asks, and does it; all of it or nothing')
    .argument('<file>', 'site file in YAML, or an export; - for standard input'))
    .option('--dry-run', 'only show what would change')
    .option('--yes', 'do not ask')
    .option('--keep', 'remove nothing that the file does not name')
    .addOption(new Option('--layout <layout>', 'arrange all servers of the file (default: they keep their places, new ones stand beside them)').choices(SITE_LAYOUTS))
    .action((name: string, options: Options) => apply(session, name, options));
}

async function apply(session: Session, name: string, options: Options): Promise<void> {
  const bytes = await bytesOf(name, session.terminal);
  const file: File = { name: name === '-' ? 'standard input' : name, text: await arranged(name, bytes.toString('utf8'), options), mode: options.keep === true ? 'merge' : 'replace' };
  const daemon = openDaemon(doorFor(session, options));
  const plan = await send(daemon, file, true);
  const isNothing = plan.added + plan.changed + plan.removed === 0;
  if (options.dryRun === true || isNothing) {
    if (options.json) writeJson(session, plan);
    else session.terminal.write(textOf(plan));
    return;
  }
  if (!options.json) session.terminal.say(textOf(plan));
  if (!await isAgreed(session, options, sentenceOf(plan))) return;
  const report = await send(daemon, file, false);
  if (options.json) writeJson(session, report);
  else session.terminal.write(`${sentenceOf(report)}\n`);
}

/** The file with places for its servers, where a layout was asked for. */
async function arranged(name: string, text: string, { layout }: Options): Promise<string> {
  if (layout === undefined) return text;
  const { arrangedFile } = await import('../render/arranged-file.ts');
  return arrangedFile(name, text, layout);
}

/** A refusal of the daemon names places in the file: they are told with their lines. */
async function send(daemon: Client, { name, text, mode }: File, isPlan: boolean): Promise<ImportReport> {
  try {
    return await daemon.ask<ImportReport>('import', {
      method: 'POST', body: text, headers: { 'Content-Type': isJson(text) ? 'application/json' : 'application/yaml' }, query: { mode, diff: true, dry_run: isPlan },
    });
  } catch (error) {
    if (!(error instanceof ClientProblem) || error.faults.length === 0) throw error;
    const { faultsIn } = await import('../site-file.ts');
    throw faultsIn(name, text, error.faults);
  }
}

function isJson(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What would change, a line each, and in each changed row a line for each field. */
function textOf(report: ImportReport): string {
  const { changes = [], warnings } = report;
  const lines = changes.slice(0, CHANGES_SHOWN).flatMap(linesOf);
  const more = report.added + report.changed + report.removed - Math.min(changes.length, CHANGES_SHOWN);
  return [...warnings.map((warning) => `Note: ${warning}`), ...lines, ...(more > 0 ? [`… and ${more} more.`] : []), sentenceOf(report), ''].join('\n');
}

const SIGNS = { add: '+', change: '~', remove: '-' } as const;

function linesOf({ op, noun, id, fields = {} }: ImportChange): string[] {
  return [`${SIGNS[op]} ${noun} ${id}`, ...Object.entries(fields).map(([field, { before, after }]) => `    ${field}: ${shown(before)} → ${shown(after)}`)];
}

function shown(value: unknown): string {
  const text = value === undefined ? '(none)' : JSON.stringify(value);
  return text.length > VALUE_WIDTH ? `${text.slice(0, VALUE_WIDTH - 1)}…` : text;
}

function sentenceOf({ dry_run: isPlan, added, changed, removed }: ImportReport): string {
  if (added + changed + removed === 0) return isPlan ? 'Everything is as the file says.' : 'Nothing changed.';
  return isPlan ? `It would add ${added}, change ${changed} and remove ${removed}.` : `Added ${added}, changed ${changed}, removed ${removed}.`;
}
