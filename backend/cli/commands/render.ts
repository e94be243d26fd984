import { InvalidArgumentError, Option, type Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { SITE_LAYOUTS, SITE_THEMES } from '../../contract/site.ts';
import { messageOf } from '../../errors.ts';
import { slugOf } from '../../ids.ts';
import { CommandError, UsageError } from '../failures.ts';
import { bytesOf } from '../fields.ts';
import type { PictureFormat, Wishes } from '../render/draw-file.ts';
import { withJson, writeJson, type Session } from '../session.ts';

type Options = Wishes & { readonly output?: string; readonly format?: PictureFormat; readonly icons?: true; readonly json?: true };

const FORMATS = ['svg', 'png', 'html'] as const;
const SCALES = { least: 0.1, most: 16 } as const;

/** `render`: pictures of a file, without a daemon and without a browser. */
export function addRender(program: Command, session: Session): void {
  withJson(program.command('render').description('draw a site file, or an export, as SVG, PNG or a page that opens offline; needs no daemon')
    .argument('[file]', 'site file in YAML, or an export; - for standard input'))
    .option('-o, --output <file>', 'file to write, its ending says what: .svg, .png or .html; - for standard output (default: the title of the site, .svg)')
    .addOption(new Option('--format <format>', 'what to write, where the file does not say').choices(FORMATS))
    .addOption(new Option('--layout <layout>', 'arrange all servers anew (default: those without a place, as the file asks)').choices(SITE_LAYOUTS))
    .addOption(new Option('--theme <theme>', 'colours (default: those the file asks for, or light)').choices(SITE_THEMES))
    .option('--scale <n>', 'how many times as large: 2 for a sharper PNG', scaleOf)
    .option('--transparent', 'no background')
    .option('--icons', 'draw a sheet of every icon instead of a file')
    .action((file: string | undefined, options: Options) => render(session, file, options));
}

async function render(session: Session, file: string | undefined, options: Options): Promise<void> {
  if ((file === undefined) === (options.icons === undefined)) throw new UsageError('Name a file to draw, or give --icons.');
  const format = formatOf(options);
  if (options.icons === true && format === 'html') throw new UsageError('The sheet of icons is written as .svg or .png.');
  // The renderer is a bundle of its own: no other command waits for it.
  const { drawFile, drawIcons, readDrawing } = await import('../render/draw-file.ts');
  if (file === undefined) {
    await write(session, options, format, 'icons', await drawIcons(format, options, session.productFolder));
    return;
  }
  const drawing = readDrawing(file === '-' ? 'standard input' : file, (await bytesOf(file, session.terminal)).toString('utf8'), options);
  await write(session, options, format, slugOf(drawing.title) || 'site', await drawFile(drawing, format, options, session.productFolder), drawing.world.size);
}

async function write(session: Session, options: Options, format: PictureFormat, name: string, picture: string | Uint8Array, servers?: number): Promise<void> {
  const bytes = typeof picture === 'string' ? Buffer.from(picture) : picture;
  const output = options.output ?? `${name}.${format}`;
  if (output === '-') {
    await session.terminal.pass(bytes);
    return;
  }
  const target = resolve(output);
  try {
    writeFileSync(target, bytes);
  } catch (error) {
    throw new CommandError('unwritable', `${target} cannot be written: ${messageOf(error)}.`, { cause: error });
  }
  if (options.json) writeJson(session, { file: target, format, bytes: bytes.length, ...(servers !== undefined && { servers }) });
  else session.terminal.say(`Wrote ${target}: ${bytes.length} bytes.\n`);
}

function formatOf({ output, format }: Options): PictureFormat {
  const ending = output === undefined || output === '-' ? '' : extname(output).slice(1).toLowerCase();
  const named = FORMATS.find((known) => known === ending);
  if (format !== undefined) return format;
  if (ending !== '' && named === undefined) throw new UsageError(`${output} ends in .${ending}: it must be .svg, .png or .html, or say --format.`);
  return named ?? 'svg';
}

function scaleOf(text: string): number {
  const scale = text.trim() === '' ? NaN : Number(text);
  if (!(scale >= SCALES.least && scale <= SCALES.most)) throw new InvalidArgumentError(`It must be a number from ${SCALES.least} to ${SCALES.most}.`);
  return scale;
}
