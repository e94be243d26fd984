import { isErrorLine, lastLines, readableLine } from '../log-lines.ts';
import { logFilesOf } from '../commands/logs.ts';
import { ok, skip, warn, type Check } from './check.ts';

const LINES = 500;

/** Errors among the last lines of the logs. */
export const errors: Check = {
  name: 'errors',
  look({ folder }) {
    const files = logFilesOf(folder, 'error');
    if (files.length === 0) return [skip('no log is kept in a file here')];
    const found = files.flatMap((file) => lastLines(file, LINES).lines.filter(isErrorLine));
    const last = found.at(-1);
    if (last === undefined) return [ok(`no errors in the last ${LINES} lines of ${files.join(', ')}`)];
    return [warn(`${found.length} error${found.length === 1 ? '' : 's'} in the last ${LINES} lines; the last: ${readableLine(last)}`, 'See: clusterctl logs')];
  },
};
