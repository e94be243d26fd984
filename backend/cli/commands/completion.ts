import { Argument, type Command } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { wordsOf, type CommandWords } from '../completion/tree.ts';
import { zshScript } from '../completion/zsh.ts';
import { withJson, writeJson, type CommonOptions, type Session } from '../session.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const satisfies Record<string, (root: CommandWords) => string>;
type Shell = keyof typeof SCRIPTS;

/** `completion`: a script for a shell, made from the commands themselves, so that it cannot fall behind them. */
export function addCompletion(program: Command, session: Session): void {
  withJson(program.command('completion').description('print a script that completes clusterctl in a shell'))
    .addArgument(new Argument('<shell>', 'shell it is for').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', '\nIn bash, type:  source <(clusterctl completion bash)')
    .action((shell: Shell, options: CommonOptions) => {
      const script = SCRIPTS[shell](wordsOf(program));
      if (options.json) writeJson(session, { shell, script });
      else session.terminal.write(script);
    });
}
