import { allOf, type CommandWords, type Values } from './tree.ts';

/** A script for bash 4 or newer: `source <(clusterctl completion bash)`. Source: bash(1), Programmable Completion. */
export function bashScript(root: CommandWords): string {
  const all = allOf(root);
  const { name } = root;
  return `# ${name} completion for bash. To have it in every shell: ${name} completion bash > /etc/bash_completion.d/${name}
_${name}_answer() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_${name}_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_${name}() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} at="" i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${all.filter(({ path }) => path !== '').map(({ path }) => quoted(path)).join(' | ')}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at $previous" in
${all.flatMap((command) => optionCases(command, name)).join('\n')}
  esac
  case "$at" in
${all.map((command) => commandCase(command, name)).join('\n')}
  esac
}
complete -F _${name} ${name}
`;
}

/** What may follow an option that takes a value. */
function optionCases({ path, options }: CommandWords, name: string): string[] {
  return options.flatMap(({ flags, values }) => {
    if (values === null) return [];
    return [`    ${flags.map((flag) => quoted(`${path} ${flag}`)).join(' | ')}) ${action(values, name)}; return ;;`];
  });
}

/** Commands, options and what the arguments may be. */
function commandCase({ path, commands, options, arguments: places }: CommandWords, name: string): string {
  const words = [...commands.map((child) => child.name), ...places.flatMap((place) => (place.kind === 'words' ? place.words : [])), ...options.flatMap(({ flags }) => flags)];
  const place = places.find(({ kind }) => kind === 'file' || kind === 'ids');
  const asked = place === undefined ? '' : `[[ $word == -* ]] || { ${action(place, name)}; return; }; `;
  return `    ${quoted(path)}) ${asked}_${name}_answer ${quoted(words.join(' '))} "$word" ;;`;
}

function action(values: Values, name: string): string {
  switch (values.kind) {
    case 'words': return `_${name}_answer ${quoted(values.words.join(' '))} "$word"`;
    case 'file': return `_${name}_files "$word"`;
    case 'ids': return `_${name}_answer "$(${name} ${values.noun} list --ids --limit 1000 2>/dev/null)" "$word"`;
    case 'free': return ':';
  }
}

const quoted = (text: string): string => `"${text}"`;
