import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { INSTALLED_FOLDER } from './data-folder.ts';
import { CommandError } from './failures.ts';

/** Name of the unit, of the init action and of the log folder. */
export const SERVICE = 'unlimited-cluster';

const UNIT_FILES = [`/etc/systemd/system/${SERVICE}.service`, `/lib/systemd/system/${SERVICE}.service`];
const WEBMIN_WRAPPER = `/etc/webmin/${SERVICE}/daemon.pl`;

/** Who starts and stops the daemon of a data folder: systemd, Webmin's boot script, or this command itself. */
export type ServiceKind = 'systemd' | 'webmin' | 'process';

/** Only the installed data folder belongs to a service; any other is started by hand. */
export function serviceOf(folder: string): ServiceKind {
  if (folder !== INSTALLED_FOLDER) return 'process';
  if (existsSync('/run/systemd/system') && UNIT_FILES.some((file) => existsSync(file))) return 'systemd';
  return existsSync(WEBMIN_WRAPPER) ? 'webmin' : 'process';
}

/** Has the service do something. Throws with what it said where it cannot. */
export function askService(kind: 'systemd' | 'webmin', verb: 'start' | 'stop' | 'restart'): void {
  const [command, args] = kind === 'systemd' ? ['systemctl', [verb, SERVICE]] as const : [WEBMIN_WRAPPER, [verb]] as const;
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', stdio: ['inherit', 'ignore', 'pipe'] });
  if (status === 0) return;
  const said = (error?.message ?? stderr).trim();
  throw new CommandError('service_failed', `${command} ${args.join(' ')} failed${said === '' ? '' : `: ${said}`}${process.getuid?.() === 0 ? '' : '. It may need root: put sudo before it'}`);
}

/** What systemd says of the unit: active, inactive, failed, … */
export function unitState(): string {
  const { status, stdout } = spawnSync('systemctl', ['is-active', SERVICE], { encoding: 'utf8' });
  return status === null ? '' : stdout.trim();
}
