import type { Command } from 'commander';
import { openDaemon } from '../daemon.ts';
import { doorFor, withDaemon, writeJson, type CommonOptions, type Session } from '../session.ts';

/** `undo` and `redo`: the last edit of whoever types it. */
export function addUndo(program: Command, session: Session): void {
  for (const verb of ['undo', 'redo'] as const) {
    withDaemon(program.command(verb).description(verb === 'undo' ? 'take your last edit back' : 'make the edit again that undo took back'))
      .action(async (options: CommonOptions) => {
        const done = await openDaemon(doorFor(session, options))[verb]();
        if (options.json) writeJson(session, done);
        else session.terminal.write(`${verb === 'undo' ? 'Taken back' : 'Made again'}: ${done.summary}\n`);
      });
  }
}
