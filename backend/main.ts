import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { iconSvg } from '../frontend/scene/icons/svg.ts';
import { loadIcons } from '../frontend/scene/icons/icons.ts';
import { logRequests, logUpgrade } from './api/access-log.ts';
import { createApi } from './api/api.ts';
import { Doors } from './api/doors.ts';
import { elapsedMs, isoOf, nowMs } from './clock.ts';
import { startCollecting } from './collectors/loop.ts';
import { environment, logFolderFrom, settingsFrom, type Settings } from './config.ts';
import { ICON_IMAGE_MAX_BYTES } from './contract/limits.ts';
import { say } from './contract/sentence.ts';
import { messageOf, StartError } from './errors.ts';
import { closeServer, listenForTickets, listenOnAddress, listenOnSocket, serverFor } from './listeners.ts';
import { noteFailedStart, openLog, openLogs, type Log } from './log.ts';
import { claimFolder } from './pid-file.ts';
import { providedSecrets } from './provided-secrets.ts';
import { openEventStream } from './realtime/event-stream.ts';
import { Hub } from './realtime/hub.ts';
import { attachRealtime } from './realtime/web-socket.ts';
import { Store } from './store/store.ts';
import { thisMachine } from './this-machine.ts';
import { webFiles } from './web-file.ts';
import { tokenIn } from './token-file.ts';

declare const __VERSION__: string;

/** How long requests under way may take once the daemon is told to stop. */
const STOP_GRACE_MS = 5_000;
const fileHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds everything, listens, and answers how to stop it. */
async function start(settings: Settings): Promise<() => Promise<void>> {
  // Whatever the daemon writes is for its own user alone.
  process.umask(0o077);
  const { folder, listen } = settings;
  const { log, requests } = settings.logFolder === null ? { log: openLog(settings.logLevel), requests: null } : openLogs(settings.logFolder, settings.logLevel);
  // Standard error of a service may end nowhere.
  process.on('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'the daemon ends by a mistake of its own'));
  const pidFile = claimFolder(folder);
  process.on('exit', () => pidFile.remove());

  const token = tokenIn(folder);
  const store = await Store.open({ folder, nowMs, log, maxServers: settings.maxServers, nativeBinding: addonFile(), secretKeyFile: settings.secretKeyFile });
  if (store.feed.number === 0 && store.servers.count() === 0) {
    await store.write({ user: 'daemon', summary: say('done_this_machine') }, () => store.servers.add(thisMachine(), nowMs()));
  }
  await keepProvided(store, settings.provisions, log);
  const collecting = startCollecting({ store, log, nowMs, random: Math.random, settings: { ...settings.collection, thresholds: settings.thresholds, sshAgent: settings.sshAgent } });
  const doors = new Doors({
    token, listenHost: listen.host, hostNames: listen.names, tokens: store.tokens, nowMs,
    ...(settings.ticketSecretFile === null ? {} : { ticketSecret: `miniserv:${readFileSync(settings.ticketSecretFile, 'utf8').trim()}` }),
  });
  // The same solids that the page paints, as pictures in files for other programs.
  await loadIcons();
  const hub = new Hub({ store, nowMs, log });
  const app = createApi({
    store, doors, nowMs, log, version: __VERSION__, collecting, uploadFolder: folder, drawIcon: (icon, color) => iconSvg(icon, { color }),
    webFile: webFiles({ mostBytes: ICON_IMAGE_MAX_BYTES, allowsPrivate: settings.fetchesPrivate }),
    pageFolder: fileHere('../../frontend/dist'), imagesFolder: fileHere('../../images'), visualization: settings.visualization,
    events: (response, caller, options) => openEventStream(hub, response, caller, options),
  });

  const servers: Server[] = [];
  const door = (kind: 'tcp' | 'unix' | 'ticket'): Server => {
    const server = serverFor(app);
    doors.watch(server, kind);
    if (requests !== null) logRequests(server, requests, elapsedMs);
    attachRealtime(server, { hub, admitUpgrade: (request) => doors.admitUpgrade(request), log, ...(requests === null ? {} : { onAnswer: (request, status) => logUpgrade(request, status, requests) }) });
    servers.push(server);
    return server;
  };
  if (settings.socketFile !== null) await listenOnSocket(door('unix'), settings.socketFile);
  if (settings.ticketPort !== null) {
    writeFileSync(join(folder, 'ticket-port'), `${await listenForTickets(door('ticket'), settings.ticketPort)}\n`, { mode: 0o600 });
  }
  const { address } = await listenOnAddress(door('tcp'), listen.host, listen.port);
  pidFile.setAddress(address);
  // As a service this line ends in a log, where no token may stand.
  const link = settings.socketFile === null ? `${address}/?token=${token}` : `${address} (clusterctl token show --link prints it with its token)`;
  log.info({ version: __VERSION__, address, data: folder }, 'the daemon runs');
  process.stdout.write(`Unlimited Cluster ${__VERSION__} runs with its data in ${folder}.\nOpen ${link}\n`);

  return async () => {
    await hub.stop();
    await Promise.all([collecting.stop(), ...servers.map((server) => closeServer(server, STOP_GRACE_MS))]);
    await store.close();
    log.info('the daemon has ended as asked');
  };
}

/** Copies the secrets of configuration and environment into the encrypted store, where they are news. What cannot be kept is said. */
async function keepProvided(store: Store, provisions: Settings['provisions'], log: Log): Promise<void> {
  const { found, warnings } = providedSecrets(provisions);
  for (const warning of warnings) log.warn(warning);
  try {
    const news = found.filter((secret) => store.secrets.isNews(secret));
    if (news.length === 0) return;
    const taken = await store.write({ user: 'daemon', summary: say('done_kept_credentials') }, () => news.filter((secret) => !store.secrets.keep(secret)));
    for (const { id, name } of taken) log.warn(`${name} is not copied: somebody has entered a credential ${id}. Remove it, and it is copied at the next start.`);
  } catch (error) {
    // A map without its clouds is better than none.
    log.warn(`The credentials of the configuration could not be stored: ${messageOf(error)}`);
  }
}

/** The SQLite addon that stands beside the bundle for this platform and ABI; undefined lets the package find its own. */
function addonFile(): string | undefined {
  const file = fileHere(`native/better_sqlite3-${process.platform}-${process.arch}-abi${process.versions.modules}.node`);
  return existsSync(file) ? file : undefined;
}

try {
  const stop = await start(settingsFrom(environment(), process.argv.slice(2)));
  const end = (): void => {
    stop().then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`${messageOf(error)}\n`);
      process.exit(1);
    });
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  const logFolder = logFolderFrom(process.argv.slice(2));
  if (logFolder !== null) noteFailedStart(logFolder, error.message, isoOf(nowMs()));
  process.exit(1);
}
