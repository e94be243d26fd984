import { Option, type Command } from 'commander';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ImportChange, ImportReport } from '../../contract/export.ts';
import { EXPORT_FORMATS, mediaTypeOf, type ExportFormat } from '../../contract/formats.ts';
import type { Client } from '../../sdk/client.ts';
import { problemIn } from '../../sdk/client-problem.ts';
import { openDaemon } from '../daemon.ts';
import { bytesOf } from '../fields.ts';
import { doorFor, isAgreed, withDaemon, writeJson, type CommonOptions, type Session } from '../session.ts';

type ExportOptions = CommonOptions & { readonly format: ExportFormat };
type ImportOptions = CommonOptions & { readonly dryRun?: true; readonly mode: 'merge' | 'replace'; readonly yes?: true; readonly type?: string; readonly columns?: string; readonly diff?: true };

/** `export` and `import`. */
export function addTransfer(program: Command, session: Session): void {
  withDaemon(program.command('export').description('write everything people said about the servers; nothing measured, no secret')
    .argument('[file]', 'file to write; - or nothing for standard output', '-'))
    .addOption(new Option('--format <format>', 'json: all of it; yaml: to be edited by people; fossflow, fossflow-compact: a diagram; csv, csv-connections: a table').choices(EXPORT_FORMATS).default('json'))
    .action((file: string, options: ExportOptions) => exportTo(session, file, options));

  withDaemon(program.command('import').description('read a file that export, FossFLOW, Isoflow or an older manager wrote, or a table; all of it or nothing')
    .argument('<file>', 'file to read; - for standard input'))
    .option('--dry-run', 'only say what would change')
    .option('--diff', 'list what it changes, row by row')
    .addOption(new Option('--type <type>', 'how the file is written; told by the end of its name unless given').choices(['json', 'yaml', 'csv']))
    .option('--columns <columns>', 'of CSV: which column is what, as name:Hostname,ip:Address,tags.env:Stage; headers say so themselves unless given')
    .addOption(new Option('--mode <mode>', 'replace removes what the file does not name').choices(['merge', 'replace']).default('merge'))
    .option('--yes', 'do not ask before replacing')
    .action((file: string, options: ImportOptions) => importFrom(session, file, options));
}

/** The file appears under its name when it is complete, never before. */
async function exportTo(session: Session, file: string, options: ExportOptions): Promise<void> {
  const chunks = exportOf(openDaemon(doorFor(session, options)), options.format);
  if (file === '-') {
    for await (const chunk of chunks) await session.terminal.pass(chunk);
    return;
  }
  const target = resolve(file);
  const partial = `${target}.part-${process.pid}`;
  try {
    const stream = createWriteStream(partial, { mode: 0o600 });
    await pipeline(chunks, stream);
    renameSync(partial, target);
    if (options.json) writeJson(session, { file: target, bytes: stream.bytesWritten });
    else session.terminal.say(`Wrote ${target}: ${stream.bytesWritten} bytes.\n`);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** The answer as it arrives: an export of a large site does not fit into one string twice. */
async function* exportOf(daemon: Client, format: ExportFormat): AsyncGenerator<Uint8Array> {
  const response = await daemon.send('export', { query: { format } });
  if (!response.ok || response.body === null) throw await problemIn(response);
  for await (const chunk of response.body) yield chunk;
}

async function importFrom(session: Session, file: string, options: ImportOptions): Promise<void> {
  const bytes = bodyOf(await bytesOf(file, session.terminal));
  const daemon = openDaemon(doorFor(session, options));
  const { mode, columns } = options;
  const type = mediaTypeOf(options.type === undefined ? file : `.${options.type}`);
  if (mode === 'replace' && options.dryRun !== true && options.yes !== true) {
    const plan = await daemon.import(bytes, { dryRun: true, mode, type, columns });
    session.terminal.say(warningsOf(plan));
    if (!await isAgreed(session, options, sentenceOf(plan))) return;
  }
  const report = await daemon.import(bytes, { dryRun: options.dryRun === true, ...(options.diff === true && { diff: true }), mode, type, columns });
  if (options.json) writeJson(session, report);
  else session.terminal.write(`${warningsOf(report)}${(report.changes ?? []).map(linesOf).join('')}${sentenceOf(report)}\n`);
}

/** The bytes as a body of fetch, not copied. What was read from a file or a pipe never stands in shared memory. */
const bodyOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

function sentenceOf({ dry_run: isPlan, added, changed, removed }: ImportReport): string {
  if (added + changed + removed === 0) return isPlan ? 'It would change nothing.' : 'Nothing changed.';
  return isPlan ? `It would add ${added}, change ${changed} and remove ${removed}.` : `Added ${added}, changed ${changed}, removed ${removed}.`;
}

const SIGNS = { add: '+', change: '~', remove: '-' } as const;

/** One row of a diff: what happens to it, then each field that differs. */
const linesOf = ({ op, noun, id, fields = {} }: ImportChange): string => [
  `${SIGNS[op]} ${noun} ${id}\n`, ...Object.entries(fields).map(([field, { before, after }]) => `    ${field}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}\n`),
].join('');

const warningsOf = ({ warnings }: ImportReport): string => warnings.map((warning) => `Note: ${warning}\n`).join('');
