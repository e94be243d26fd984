import type { Command } from 'commander';
import { openDaemon } from '../daemon.ts';
import { doorFor, withDaemon, writeJson, type CommonOptions, type Session } from '../session.ts';

/** `undo` and `redo`: the last edit of whoever types it. */
export function addUndo(program: Command, session: Session): void {
  for (const verb of ['undo', 'redo'] as const) {
    withDaemon(program.command(verb).description(verb === 'undo' ? 'take your last edit back' : 'make the edit again that undo took back'))
      .option('--skip', 'leave that edit as it is, so that the one beyond it comes next')
      .action(async (options: CommonOptions & { readonly skip?: boolean }) => {
        const { skip = false } = options;
        const done = await openDaemon(doorFor(session, options))[verb](skip ? { skip } : {});
        if (options.json) writeJson(session, done);
        else session.terminal.write(`${skip ? 'Left as it is' : verb === 'undo' ? 'Taken back' : 'Made again'}: ${done.summary}\n`);
      });
  }
}
