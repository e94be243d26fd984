import { statSync } from 'node:fs';
import { filesOf, INSTALLED_FOLDER, readSmall } from '../data-folder.ts';
import { fail, ok, skip, type Check, type Finding } from './check.ts';

const MINISERV = '/etc/webmin/miniserv.conf';
const ROUTE = 'websockets_/unlimited-cluster/ws';

/** The module in Webmin, and the route by which its page's live feed reaches the daemon. */
export const webmin: Check = {
  name: 'webmin',
  look({ folder }) {
    if (statSync(MINISERV, { throwIfNoEntry: false }) === undefined) return [skip('Webmin is not installed here')];
    if (folder !== INSTALLED_FOLDER) return [skip(`Webmin uses ${INSTALLED_FOLDER}, not ${folder}`)];
    const conf = readIfAllowed(MINISERV);
    if (conf === null) return [skip(`${MINISERV} may only be read by root`)];
    const { root, route } = settingsIn(conf);
    return [moduleFinding(root), routeFinding(route, readSmall(filesOf(folder).ticketPort))];
  },
};

/** Source: miniserv.conf, lines `key=value`. */
function settingsIn(conf: string): { readonly root: string; readonly route: string | null } {
  const valueOf = (key: string): string | null => conf.split('\n').find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1).trim() ?? null;
  return { root: valueOf('root') ?? '/usr/share/webmin', route: valueOf(ROUTE) };
}

function moduleFinding(root: string): Finding {
  const module = `${root}/unlimited-cluster/module.info`;
  return statSync(module, { throwIfNoEntry: false }) === undefined
    ? fail(`the module is not in ${root}`, 'Install unlimited-cluster.wbm.gz in Webmin Configuration, Webmin Modules, or run install.sh again.')
    : ok(`the module is in ${root}`);
}

function routeFinding(route: string | null, port: string | null): Finding {
  const mend = 'Open Unlimited Cluster once in Webmin as root, which puts the route right.';
  if (route === null) return fail("Webmin has no route for the page's live feed", mend);
  const routed = /\bport=(\d+)/.exec(route)?.[1];
  if (port === null) return fail('the daemon left no ticket port', 'Restart it with: clusterctl restart');
  if (routed !== port) return fail(`Webmin's route leads to port ${String(routed)}; the daemon listens on ${port}`, mend);
  return route.includes('nokey=1') ? ok(`Webmin's route leads to port ${port}`) : fail("Webmin's route lacks nokey=1", mend);
}

function readIfAllowed(file: string): string | null {
  try {
    return readSmall(file);
  } catch {
    return null; // Only root may.
  }
}
