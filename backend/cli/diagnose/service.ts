import { findDaemon } from '../daemon-process.ts';
import { serviceOf, unitState } from '../service.ts';
import { fail, ok, warn, type Check, type Finding } from './check.ts';

/** The process of the daemon, and what has it in its care. */
export const service: Check = {
  name: 'service',
  look({ folder }) {
    const found = findDaemon(folder);
    const kind = serviceOf(folder);
    return [processFinding(found, folder), ...(kind === 'systemd' ? [unitFinding(found.kind === 'running')] : [])];
  },
};

function processFinding(found: ReturnType<typeof findDaemon>, folder: string): Finding {
  switch (found.kind) {
    case 'running': return ok(`the daemon runs as process ${found.pid}`);
    case 'stale': return fail(`process ${found.pid} of ${folder}/daemon.pid has ended without a farewell`, 'Start it again with: clusterctl start. Why it ended may stand in: clusterctl logs');
    case 'none': return fail(`no daemon runs on ${folder}`, 'Start it with: clusterctl start');
  }
}

function unitFinding(isRunning: boolean): Finding {
  const state = unitState();
  if (state === 'active') return ok('the unit unlimited-cluster is active');
  return isRunning
    ? warn(`the unit unlimited-cluster is ${state}, though a daemon runs`, 'Stop it with: clusterctl stop, and start the unit: systemctl start unlimited-cluster')
    : fail(`the unit unlimited-cluster is ${state}`, 'See: journalctl -u unlimited-cluster, then: systemctl start unlimited-cluster');
}
