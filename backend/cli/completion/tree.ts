import type { Argument, Command, Option } from 'commander';

/** What can stand in a place: one of some words, a file, the id of something the daemon knows, or anything. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'ids'; readonly noun: 'servers' | 'connections' | 'clusters' }
  | { readonly kind: 'free' };

export type OptionWords = {
  /** --long and -s, as typed. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Null for a switch. */
  readonly values: Values | null;
};

/** One command as a shell completes it. */
export type CommandWords = {
  /** Each command on the way, with a space before it: " servers list"; "" is clusterctl itself. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CommandWords[];
  readonly options: readonly OptionWords[];
  readonly arguments: readonly Values[];
};

const NOUNS: Readonly<Record<string, 'servers' | 'connections' | 'clusters'>> = {
  server: 'servers', servers: 'servers', connection: 'connections', connections: 'connections', cluster: 'clusters', clusters: 'clusters',
};

/** The tree of commands under a command, itself first; hidden options are left out. */
export function wordsOf(command: Command, path = ''): CommandWords {
  return {
    path,
    name: command.name(),
    description: sentenceOf(command.description()),
    commands: command.commands.map((child) => wordsOf(child, `${path} ${child.name()}`)),
    options: [
      ...command.options.filter((option) => !option.hidden).map(optionWords),
      { flags: ['--help', '-h'], description: 'explain this command', values: null },
    ],
    arguments: command.registeredArguments.map(argumentValues),
  };
}

/** The command and everything below it, in reading order. */
export const allOf = (root: CommandWords): readonly CommandWords[] => [root, ...root.commands.flatMap(allOf)];

function optionWords(option: Option): OptionWords {
  const place = /[<[]([\w-]+)/.exec(option.flags)?.[1];
  return {
    flags: [option.long, option.short].filter((flag) => typeof flag === 'string'),
    description: sentenceOf(option.description),
    values: place === undefined ? null : valuesOf(place, option.argChoices),
  };
}

const argumentValues = (argument: Argument): Values => valuesOf(argument.name(), argument.argChoices);

function valuesOf(place: string, choices: readonly string[] | undefined): Values {
  if (choices !== undefined) return { kind: 'words', words: choices };
  if (['file', 'folder'].includes(place)) return { kind: 'file' };
  const noun = Object.hasOwn(NOUNS, place) ? NOUNS[place] : undefined;
  return noun === undefined ? { kind: 'free' } : { kind: 'ids', noun };
}

/** The first line, without what would need quoting in a shell. */
const sentenceOf = (text: string): string => (text.split('\n')[0] ?? '').replace(/[^\p{L}\p{N} .,;()/=-]/gu, '');
