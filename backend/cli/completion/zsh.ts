import { allOf, type CommandWords, type Values } from './tree.ts';

/** A script for zsh: `source <(clusterctl completion zsh)`, or as `_clusterctl` in a folder of $fpath. Source: zshcompsys(1). */
export function zshScript(root: CommandWords): string {
  const all = allOf(root);
  const { name } = root;
  return `#compdef ${name}
_${name}() {
  local at="" previous="\${words[CURRENT-1]}" i
  local -a entries
  for ((i = 2; i < CURRENT; i++)); do
    case "$at \${words[i]}" in
      (${all.filter(({ path }) => path !== '').map(({ path }) => quoted(path)).join('|')}) at="$at \${words[i]}" ;;
    esac
  done
  case "$at $previous" in
${all.flatMap((command) => optionCases(command, name)).join('\n')}
  esac
  case "$at" in
${all.map((command) => commandCase(command, name)).join('\n')}
  esac
}
if [ "$funcstack[1]" = "_${name}" ]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function optionCases({ path, options }: CommandWords, name: string): string[] {
  return options.flatMap(({ flags, values }) => {
    if (values === null) return [];
    return [`    (${flags.map((flag) => quoted(`${path} ${flag}`)).join('|')}) ${action(values, name)}; return ;;`];
  });
}

function commandCase({ path, commands, options, arguments: places }: CommandWords, name: string): string {
  const entries = [
    ...commands.map((child) => entry(child.name, child.description)),
    ...options.flatMap(({ flags, description }) => flags.map((flag) => entry(flag, description))),
  ];
  const asked = places.filter(({ kind }) => kind !== 'free').map((place) => `${action(place, name)}; `).join('');
  return `    (${quoted(path)}) ${asked}entries=(${entries.join(' ')}); _describe -o ${name} entries ;;`;
}

const entry = (word: string, description: string): string => `'${word}:${description}'`;

function action(values: Values, name: string): string {
  switch (values.kind) {
    case 'words': return `compadd -- ${values.words.join(' ')}`;
    case 'file': return '_files';
    case 'ids': return `compadd -- \${(f)"$(${name} ${values.noun} list --ids --limit 1000 2>/dev/null)"}`;
    case 'free': return ':';
  }
}

const quoted = (text: string): string => `"${text}"`;
