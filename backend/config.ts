import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { faultsOfConfig } from './contract/config-checks.ts';
import type { Config } from './contract/config.ts';
import type { Language } from './contract/language.ts';
import { say, textOf, type Flaw } from './contract/sentence.ts';
import { messageOf, StartError } from './errors.ts';

const ALERT_METRICS: Readonly<Record<string, string>> = {
  cpu_high: 'cpu_percent', memory_high: 'memory_percent', disk_high: 'disk_percent', server_down: 'status',
};

/** Everything the daemon needs to know at its start. */
export type Settings = {
  readonly folder: string;
  readonly configFile: string;
  readonly listen: { readonly host: string; readonly port: number; readonly names: readonly string[] };
  /** Unix socket for Webmin and clusterctl, or null. */
  readonly socketFile: string | null;
  /** Loopback port of miniserv's route: a number, "auto" for the first free one from 10182, or null. */
  readonly ticketPort: number | 'auto' | null;
  /** File with the secret that miniserv's route shows to the ticket port. */
  readonly ticketSecretFile: string | null;
  readonly secretKeyFile: string;
  readonly maxServers: number;
  readonly collection: { readonly intervalSeconds: number; readonly concurrency: number; readonly probesPerSecond: number };
  /** Icons may be fetched from loopback and private networks. */
  readonly fetchesPrivate: boolean;
  /** How the page looks at first: a theme, and the layout that is offered first; "" where nothing is said. */
  readonly visualization: { readonly theme: string; readonly layout: string };
  readonly thresholds: { readonly cpu: number; readonly memory: number; readonly disk: number };
  /** Socket of an SSH agent, for servers whose source names no credential; or null. */
  readonly sshAgent: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Folder of cluster.log, web.log and error.log, or null for standard error. */
  readonly logFolder: string | null;
  readonly provisions: Provisions;
};

/** What the configuration file and the environment say of clouds and backups. Secrets stand in it: it goes to the store and nowhere else. */
export type Provisions = {
  readonly aws: Config['aws'];
  readonly azure: Config['azure'];
  readonly gcp: Config['gcp'];
  readonly configFile: string;
  readonly environment: Readonly<Partial<Record<(typeof CREDENTIAL_VARIABLES)[number], string | undefined>>>;
};
const CREDENTIAL_VARIABLES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_DEFAULT_REGION', 'AZURE_SUBSCRIPTION_ID', 'GOOGLE_APPLICATION_CREDENTIALS', 'BACKUP_ENCRYPTION_KEY'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process. The only reader of it. */
export const environment = (): Environment => process.env;

/** The language of a terminal: that of the first locale variable that is set (setlocale(3)); English for all but Spanish. */
export function languageOfTerminal(env: Environment): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((name) => name !== undefined && name !== '') ?? '';
  return /^es(?:[_.@-]|$)/i.test(locale) ? 'es' : 'en';
}

/** Where the daemon keeps its data when nothing else is said. */
export const DEFAULT_FOLDER = '/var/lib/unlimited-cluster';
export const DEFAULT_CONFIG_FILE = '/etc/unlimited-cluster/config.json';

/** Settings from the environment, the configuration file and the command line. Throws StartError with every fault listed. */
export function settingsFrom(env: Environment, args: readonly string[]): Settings {
  const flags = flagsFrom(args);
  const folder = resolve(env['UNLIMITED_CLUSTER_DATA'] ?? DEFAULT_FOLDER);
  const configFile = resolve(env['UNLIMITED_CLUSTER_CONFIG'] ?? DEFAULT_CONFIG_FILE);
  const config = readConfig(configFile);
  const listen = listenFrom(env['UNLIMITED_CLUSTER_LISTEN'], config);
  const thresholds = config.monitoring?.alert_thresholds;
  return {
    folder, configFile, listen,
    socketFile: flags.socket ? join(folder, 'daemon.sock') : null,
    ticketPort: flags.ticketPort,
    ticketSecretFile: flags.secretFile,
    secretKeyFile: folder === DEFAULT_FOLDER ? '/etc/unlimited-cluster/secret.key' : join(folder, 'secret.key'),
    maxServers: config.cluster?.max_servers ?? 0,
    collection: {
      intervalSeconds: config.collection?.interval_seconds ?? 15,
      concurrency: config.collection?.concurrency ?? 256,
      probesPerSecond: config.collection?.probes_per_second ?? 100,
    },
    fetchesPrivate: config.icons?.private_addresses ?? false,
    visualization: { theme: config.visualization?.theme ?? '', layout: config.visualization?.layout ?? '' },
    thresholds: { cpu: thresholds?.cpu ?? 80, memory: thresholds?.memory ?? 85, disk: thresholds?.disk ?? 90 },
    sshAgent: env['SSH_AUTH_SOCK'] ?? null,
    logLevel: logLevelFrom(env['UNLIMITED_CLUSTER_LOG'], flags.logFolder === null ? 'warn' : 'info'),
    logFolder: flags.logFolder,
    provisions: {
      aws: config.aws, azure: config.azure, gcp: config.gcp, configFile,
      environment: Object.fromEntries(CREDENTIAL_VARIABLES.map((name) => [name, env[name]])),
    },
  };
}

/** The configuration in a file; a file that does not exist means defaults. Throws StartError with every fault listed. */
export function readConfig(file: string): Config {
  const text = readIfThere(file);
  if (text === null) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new StartError(`${file} is not JSON: ${messageOf(error)}.`, { cause: error });
  }
  const faults = [...faultsOfConfig(value), ...alertFaults(value)];
  if (faults.length > 0) {
    throw new StartError(`${file} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map(({ pointer, message }) => `  ${pointer || '/'} ${textOf(message)}`).join('\n')}`);
  }
  return value as Config;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StartError(`${file} cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}

/** An alert's metric comes from its name; a name that says nothing needs one. */
function alertFaults(value: unknown): Flaw[] {
  const alerts = (value as Config).alerts;
  if (typeof alerts !== 'object') return [];
  return Object.entries(alerts)
    .filter(([name, alert]) => typeof alert === 'object' && alert.metric === undefined && !(name in ALERT_METRICS))
    .map(([name]) => ({ pointer: `/alerts/${name}`, message: say('config_metric', { names: Object.keys(ALERT_METRICS) }) }));
}

function listenFrom(text: string | undefined, config: Config): Settings['listen'] {
  const names = config.listen?.names ?? [];
  if (text === undefined || text === '') return { host: config.listen?.host ?? '127.0.0.1', port: config.listen?.port ?? 8080, names };
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined || port > 65_535) throw new StartError(`UNLIMITED_CLUSTER_LISTEN is ${JSON.stringify(text)}; it must be host:port, such as 127.0.0.1:8080.`);
  return { host, port, names };
}

function logLevelFrom(text: string | undefined, standard: 'warn' | 'info'): Settings['logLevel'] {
  switch (text) {
    case undefined: case '': return standard;
    case 'debug': case 'info': case 'warn': case 'error': case 'silent': return text;
    default: throw new StartError(`UNLIMITED_CLUSTER_LOG is ${JSON.stringify(text)}; it must be debug, info, warn, error or silent.`);
  }
}

/** Where a start with these arguments leaves its logs, or null for standard error only. Arguments that cannot be read answer null. */
export function logFolderFrom(args: readonly string[]): string | null {
  try {
    return flagsFrom(args).logFolder;
  } catch {
    return null; // The start itself says what is wrong with them.
  }
}

type Flags = { readonly socket: boolean; readonly ticketPort: number | 'auto' | null; readonly secretFile: string | null; readonly logFolder: string | null };

function flagsFrom(args: readonly string[]): Flags {
  try {
    const { values } = parseArgs({
      args: [...args], strict: true,
      options: { socket: { type: 'boolean' }, 'ticket-port': { type: 'string' }, 'secret-file': { type: 'string' }, logs: { type: 'string' } },
    });
    return { socket: values.socket ?? false, ticketPort: ticketPortFrom(values['ticket-port']), secretFile: values['secret-file'] ?? null, logFolder: values.logs ?? null };
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(`${messageOf(error)}. Known: --socket, --ticket-port auto|PORT, --secret-file FILE, --logs FOLDER.`, { cause: error });
  }
}

function ticketPortFrom(text: string | undefined): number | 'auto' | null {
  if (text === undefined) return null;
  if (text === 'auto') return 'auto';
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new StartError(`--ticket-port is ${JSON.stringify(text)}; it must be auto or a port.`);
  return port;
}
