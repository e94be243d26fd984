import { Command, CommanderError } from 'commander';
import { addApply } from './commands/apply.ts';
import { addClusters } from './commands/clusters.ts';
import { addCompletion } from './commands/completion.ts';
import { addConnections } from './commands/connections.ts';
import { addCredentials } from './commands/credentials.ts';
import { addDiagnose } from './commands/diagnose.ts';
import { addLifecycle } from './commands/lifecycle.ts';
import { addLogs } from './commands/logs.ts';
import { addRender } from './commands/render.ts';
import { addServers } from './commands/servers.ts';
import { addStatus } from './commands/status.ts';
import { addToken } from './commands/token.ts';
import { addTransfer } from './commands/transfer.ts';
import { addUndo } from './commands/undo.ts';
import { failureOf } from './failure-text.ts';
import { EXIT_FAILED, EXIT_OK, EXIT_USAGE } from './failures.ts';
import { withDaemon, type CommonOptions, type Session } from './session.ts';

/** Everything clusterctl can do, in the order in which its help lists it. */
export function programOf(session: Session): Command {
  const program = new Command('clusterctl')
    .description('Unlimited Cluster on the command line: the daemon, and what it knows of your servers.')
    .version(session.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain this command')
    .helpCommand(false)
    .showSuggestionAfterError()
    .showHelpAfterError('Type clusterctl --help, or --help after a command.')
    .configureOutput({ writeOut: (text) => session.terminal.write(text), writeErr: (text) => session.terminal.say(text) })
    .exitOverride();
  addLifecycle(program, session);
  addStatus(program, session);
  addLogs(program, session);
  addServers(program, session);
  addConnections(program, session);
  addClusters(program, session);
  addCredentials(program, session);
  addTransfer(program, session);
  addApply(program, session);
  addRender(program, session);
  addUndo(program, session);
  addDiagnose(program, session);
  addToken(program, session);
  addCompletion(program, session);
  const groups = program.commands.filter(({ commands }) => commands.length > 0);
  for (const group of [program, ...groups]) withDaemon(group).helpCommand(false);
  program.hook('preAction', (_, command) => inheritCommon(command));
  return program;
}

/** The common options may stand anywhere: `clusterctl --json servers list` is `clusterctl servers list --json`. */
function inheritCommon(command: Command): void {
  const { json, data, url, token, tokenFile } = command.optsWithGlobals<CommonOptions>();
  for (const [name, value] of Object.entries({ json, data, url, token, tokenFile })) {
    if (value !== undefined) command.setOptionValue(name, value);
  }
}

/** Runs one command line, without the program's name, and answers the exit status: 0 done, 1 failed, 2 typed wrong. */
export async function run(args: readonly string[], session: Omit<Session, 'fail'>): Promise<number> {
  let status = EXIT_OK;
  const program = programOf({ ...session, fail: () => { status = EXIT_FAILED; } });
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // What commander throws has been explained by then.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
    const failure = failureOf(error);
    if (args.includes('--json')) session.terminal.write(`${JSON.stringify(failure.problem, null, 2)}\n`);
    else session.terminal.say(`${failure.text}\n`);
    return failure.status;
  }
}
