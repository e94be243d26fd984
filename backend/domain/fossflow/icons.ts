import { BUILT_IN_TYPES, DEFAULT_TYPE } from '../../contract/built-in-types.ts';
import type { Look } from '../../contract/look.ts';

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

const OURS = /^uc-([A-Za-z0-9][A-Za-z0-9._-]*?)(?:-([0-9A-Fa-f]{6}))?$/;
const BUILT_IN: ReadonlySet<string> = new Set(BUILT_IN_TYPES.map(({ id }) => id));

/** Id of one of our icons in a diagram; with its accent where a server has one of its own. */
export const ourIcon = (icon: string, color: string | undefined): string => `uc-${icon}${color === undefined ? '' : `-${color.slice(1)}`}`;

/** Which of our icons a diagram's id names, or null. */
export function ourIconIn(id: string): { readonly icon: string; readonly color: string | undefined } | null {
  const [, icon, digits] = OURS.exec(id) ?? [];
  return icon === undefined ? null : { icon, color: digits === undefined ? undefined : `#${digits}` };
}

/** What a diagram's icon makes of a server. One that we do not know makes it a plain one. */
export function meaningOfIcon(id: string | undefined): { readonly type: string; readonly look: Look } {
  const ours = id === undefined ? null : ourIconIn(id);
  if (ours !== null) {
    const isType = BUILT_IN.has(ours.icon);
    return { type: isType ? ours.icon : DEFAULT_TYPE, look: { ...(!isType && { icon: ours.icon }), ...(ours.color !== undefined && { color: ours.color }) } };
  }
  const { type, icon } = ISOFLOW.get(id ?? '') ?? { type: DEFAULT_TYPE };
  return { type, look: icon === undefined ? {} : { icon } };
}
