import type { Face } from './face.ts';
import { api, bootstrap, generic, hypervisor, kubernetesMaster, kubernetesWorker, monitoring, service, users, web } from './machines.ts';
import { apiGateway, bastion, cdn, dns, loadBalancer, networkSwitch, router, security, vpnGateway } from './network.ts';
import { backup, cache, database, fileServer, identity, messageBroker, storage } from './stores.ts';

export type IconSet = Readonly<Record<string, () => Face[]>>;

/** One solid per shipped server type; the icon has the type's id. */
export const TYPE_ICONS: IconSet = {
  web, database, dns, cache, load_balancer: loadBalancer, file_system: fileServer, monitoring, backup, security, hypervisor, bastion, identity,
  kubernetes_master: kubernetesMaster, kubernetes_worker: kubernetesWorker, bootstrap, storage, message_broker: messageBroker,
  vpn_gateway: vpnGateway, cdn, router, switch: networkSwitch, api, api_gateway: apiGateway, service, users, generic,
};

/** The icons of library/, once they are here. */
let late: IconSet | null = null;
let coming: Promise<void> | null = null;
const listeners = new Set<() => void>();
const built = new Map<string, readonly Face[]>();

/** Fetches the icons that no shipped type has. Many calls are one fetch; after one that failed the next call tries again. */
export function loadIcons(): Promise<void> {
  coming ??= import('./library/library.ts').then(({ LIBRARY }) => {
    late = LIBRARY;
    for (const listener of listeners) listener();
  }).catch((error: unknown) => {
    coming = null;
    throw error;
  });
  return coming;
}

/** Calls back when more icons can be drawn; answers how to stop. */
export function onIcons(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** How many sets of icons are here: pictures made when there were fewer are out of date. */
export const iconsHere = (): number => (late === null ? 1 : 2);

/** The icon can be drawn, or no fetch would bring it. */
export const isIconKnown = (id: string): boolean => id === '' || late !== null || Object.hasOwn(TYPE_ICONS, id);

/** The set has this icon, and it is here. */
export const hasIcon = (id: string): boolean => Object.hasOwn(TYPE_ICONS, id) || (late !== null && Object.hasOwn(late, id));

/** Faces of an icon, painted in order; those of a plain server where the set has none such, or not yet. */
export function iconFaces(id: string): readonly Face[] {
  const name = [TYPE_ICONS, late ?? {}].some((set) => Object.hasOwn(set, id)) ? id : 'generic';
  let faces = built.get(name);
  if (!faces) {
    faces = (TYPE_ICONS[name] ?? late?.[name] ?? generic)();
    built.set(name, faces);
  }
  return faces;
}

/** Height of an icon's highest point above the middle of its tile on the screen, in world pixels. */
export const iconTop = (id: string): number => iconFaces(id).reduce((top, { rings }) => rings.reduce((highest, ring) => ring.reduce((most, y, at) => (at % 2 === 1 ? Math.max(most, -y) : most), highest), top), 0);
