import { api, bootstrap, generic, hypervisor, kubernetesMaster, kubernetesWorker, monitoring, service, users, web } from './machines.ts';
import { apiGateway, bastion, cdn, dns, loadBalancer, networkSwitch, router, security, vpnGateway } from './network.ts';
import type { Face } from './solid.ts';
import { backup, cache, database, fileServer, identity, messageBroker, storage } from './stores.ts';

/** Our own set, one solid per shipped server type; the icon has the type's id. */
const ICONS: Readonly<Record<string, () => Face[]>> = {
  web, database, dns, cache, load_balancer: loadBalancer, file_system: fileServer, monitoring, backup, security, hypervisor, bastion, identity,
  kubernetes_master: kubernetesMaster, kubernetes_worker: kubernetesWorker, bootstrap, storage, message_broker: messageBroker,
  vpn_gateway: vpnGateway, cdn, router, switch: networkSwitch, api, api_gateway: apiGateway, service, users, generic,
};

export const ICON_NAMES = Object.keys(ICONS);

const built = new Map<string, readonly Face[]>();

/** Faces of an icon, painted in order; those of a plain server where the name is not in the set. */
export function iconFaces(name: string): readonly Face[] {
  let faces = built.get(name);
  if (!faces) {
    faces = (Object.hasOwn(ICONS, name) ? ICONS[name] ?? generic : generic)();
    built.set(name, faces);
  }
  return faces;
}
