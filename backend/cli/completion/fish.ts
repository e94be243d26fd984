import { allOf, type CommandWords, type OptionWords, type Values } from './tree.ts';

/** A script for fish 3 or newer: `clusterctl completion fish | source`. Source: fish's documentation, complete. */
export function fishScript(root: CommandWords): string {
  const all = allOf(root);
  const { name } = root;
  return `# ${name} completion for fish. To have it in every shell: ${name} completion fish > ~/.config/fish/completions/${name}.fish
function __${name}_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        switch "$at $word"
            case ${all.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`).join(' ')}
                set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end
complete -c ${name} -f
${all.flatMap((command) => linesOf(command, name)).join('\n')}
`;
}

function linesOf({ path, commands, options, arguments: places }: CommandWords, name: string): string[] {
  const here = `complete -c ${name} -n '__${name}_at "${path}"'`;
  return [
    ...commands.map((child) => `${here} -a ${child.name} -d '${child.description}'`),
    ...places.filter(({ kind }) => kind !== 'free').map((place) => `${here} ${place.kind === 'file' ? '-F' : `-a ${listed(place, name)}`}`),
    ...options.map((option) => `${here} ${flagsOf(option)}${valuesOf(option, name)} -d '${option.description}'`),
  ];
}

const flagsOf = ({ flags }: OptionWords): string => flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');

function valuesOf({ values }: OptionWords, name: string): string {
  if (values === null) return '';
  if (values.kind === 'file') return ' -r -F';
  return values.kind === 'free' ? ' -x' : ` -x -a ${listed(values, name)}`;
}

function listed(values: Values, name: string): string {
  switch (values.kind) {
    case 'words': return `'${values.words.join(' ')}'`;
    case 'ids': return `'(${name} ${values.noun} list --ids --limit 1000 2>/dev/null)'`;
    case 'file': case 'free': return "''";
  }
}
