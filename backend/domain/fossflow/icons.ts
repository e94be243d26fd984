import { BUILT_IN_TYPES, DEFAULT_TYPE } from '../../contract/built-in-types.ts';
import type { Look } from '../../contract/look.ts';
import { slugOf } from '../../ids.ts';

/** Icons of the Isoflow set: id, server type, icon where it is another than the type's. */
const ISOFLOW: ReadonlyMap<string, { readonly type: string; readonly icon?: string }> = new Map(`
block generic cube|cache cache|cardterminal generic|cloud generic cloud|cronjob service|cube generic cube|desktop generic desktop|diamond generic cube
dns dns|document generic document|firewall security firewall|function-module service|image generic document|laptop generic laptop|loadbalancer load_balancer
lock security lock|mail service mail|mailmultiple service mail|mobiledevice generic phone|office generic building|package-module service cube
paymentcard generic|plane generic|printer generic printer|pyramid generic cube|queue message_broker|router router|server generic|speech generic
sphere generic cube|storage storage|switch-module switch|tower generic building|truck generic|truck-2 generic|user users user|vm generic rack
`.trim().split(/[|\n]/).map((entry) => {
  const [id = '', type = DEFAULT_TYPE, icon] = entry.split(' ');
  return [id, { type, ...(icon !== undefined && { icon }) }];
}));

/** What stands for our types where only icons of the Isoflow set can. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  database: 'storage', dns: 'dns', cache: 'cache', load_balancer: 'loadbalancer', file_system: 'storage', backup: 'storage', storage: 'storage', security: 'firewall',
  bastion: 'lock', identity: 'user', message_broker: 'queue', vpn_gateway: 'lock', cdn: 'cloud', router: 'router', switch: 'switch-module', api: 'function-module',
  api_gateway: 'function-module', service: 'function-module', users: 'user', kubernetes_master: 'cube', kubernetes_worker: 'cube',
};

/** The icon of the Isoflow set for a server: the one its icon came from, else what stands for its type. */
export function isoflowIcon(type: string, icon: string | undefined): string {
  const exact = [...ISOFLOW].find(([, entry]) => entry.type === type && entry.icon === icon && icon !== undefined);
  return exact?.[0] ?? STANDS_FOR[type] ?? 'server';
}

export const isIsoflowIcon = (id: string): boolean => ISOFLOW.has(id);

/** Ids of our icons in a diagram begin so. */
export const OURS = 'uc-';
const OUR_ID = /^uc-([A-Za-z0-9][A-Za-z0-9._-]*?)(?:-([0-9A-Fa-f]{6}))?$/;
const BUILT_IN: ReadonlySet<string> = new Set(BUILT_IN_TYPES.map(({ id }) => id));

/** What the icons of ours begin with that come from a diagram: so none of them goes before one of the set. */
const FOREIGN = 'fossflow-';
const FOREIGN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,53}$/;

/** Id of the icon of ours that holds the picture of a diagram's own icon. One that cannot be a part of such an id stands for itself by a number made of it. */
export function foreignIcon(id: string): string {
  if (FOREIGN_ID.test(id)) return FOREIGN + id;
  return `${FOREIGN}${slugOf(id).slice(0, 40)}-${numberOf(id).toString(16).padStart(8, '0')}`;
}

/** FNV-1a over UTF-16 units, in 32 bits. */
const numberOf = (text: string): number => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).reduce((hash, unit) => Math.imul(hash ^ unit, 0x01000193), 0x811c9dc5) >>> 0;

/** Whether an icon is neither of the Isoflow set nor one of ours. */
export const isForeignIcon = (id: string): boolean => id !== '' && !ISOFLOW.has(id) && ourIconIn(id) === null;

/** Id of an icon of ours in a diagram: with its accent where a server has one of its own, and as it was there where it came from one. */
export function diagramIcon(icon: string, color: string | undefined): string {
  const theirs = icon.startsWith(FOREIGN) ? icon.slice(FOREIGN.length) : '';
  if (color === undefined && isForeignIcon(theirs) && foreignIcon(theirs) === icon) return theirs;
  return `${OURS}${icon}${color === undefined ? '' : `-${color.slice(1)}`}`;
}

/** Which of our icons a diagram's id names, or null. */
export function ourIconIn(id: string): { readonly icon: string; readonly color: string | undefined } | null {
  const [, icon, digits] = OUR_ID.exec(id) ?? [];
  return icon === undefined ? null : { icon, color: digits === undefined ? undefined : `#${digits}` };
}

/** What a diagram's icon makes of a server. One that we do not know makes it a plain one that shows the icon's picture, where there is one. */
export function meaningOfIcon(id: string | undefined): { readonly type: string; readonly look: Look } {
  const ours = id === undefined ? null : ourIconIn(id);
  if (ours !== null) {
    const isType = BUILT_IN.has(ours.icon);
    return { type: isType ? ours.icon : DEFAULT_TYPE, look: { ...(!isType && { icon: ours.icon }), ...(ours.color !== undefined && { color: ours.color }) } };
  }
  if (id !== undefined && isForeignIcon(id)) return { type: DEFAULT_TYPE, look: { icon: foreignIcon(id) } };
  const { type, icon } = ISOFLOW.get(id ?? '') ?? { type: DEFAULT_TYPE };
  return { type, look: icon === undefined ? {} : { icon } };
}
