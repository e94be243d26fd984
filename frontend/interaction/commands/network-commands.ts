import type { Command } from './command.ts';

/** A new network: of the selected servers, if there are any. */
export const makeNetwork: Command = {
  id: 'make-network', label: 'make_network', icon: 'network', shortcuts: ['Shift+G'], targets: ['map', 'server', 'servers'], group: 'make', edits: true,
  isEnabled: () => true,
  run: (page) => page.open({ kind: 'add-network', ids: page.selectedIds() }),
};

/** All networks, those without members too, which lie nowhere on the map. */
export const listNetworks: Command = {
  id: 'networks', label: 'networks', icon: 'network', shortcuts: ['Shift+N'], targets: [], group: 'file',
  isEnabled: () => true,
  run: (page) => page.open({ kind: 'networks' }),
};

export const showNetworks: Command = {
  id: 'show-networks', label: (page) => (page.map.hidden.value.has('networks') ? 'networks_show' : 'networks_hide'), icon: 'network', targets: ['map'], group: 'view',
  isEnabled: (page) => (page.map.world.value?.networks.rows.length ?? 0) > 0,
  run: (page) => page.look.setHidden('networks', !page.map.hidden.peek().has('networks')),
};
