import { NONE_MEASURED, type Topology } from '../../backend/contract/topology.ts';

/** Four servers of a cluster and a network, one in each state of trouble, and how they are connected. */
export function exampleTopology(): Topology {
  const servers = ['a', 'b', 'c', 'd'];
  const all = Uint32Array.of(0, 1, 2, 3);
  return {
    header: {
      version: 1, epoch: '', number: 0, revision: 0, servers: 4, connections: 2, columns: [], icons: [], areas: [], texts: [], lines: [], views: [],
      types: [{ id: 'web', name: 'web', color: '#5b8def', icon: 'web', sign: 'W', ports: [] }], regions: ['region'],
      clusters: [{ id: 'cluster', name: 'cluster', color: '#7f9cf5', health: 'critical', auto_connect: false }],
      networks: [{ id: 'network', name: 'network', cidr: '10.0.0.0/24', mode: 'nat', vlan: null, gateway: '', dhcp_range: '' }],
    },
    columns: {
      server_id: servers.join('\n'), server_name: '\n\n\n', server_ip: '\n\n\n',
      server_x: Float32Array.of(0, 3, 0, 3), server_y: Float32Array.of(0, 0, 3, 3), server_type: new Uint16Array(4), server_region: new Uint32Array(4),
      server_status: Uint8Array.of(0, 1, 2, 3), server_cpu: Uint8Array.of(50, 60, 70, 255), server_memory: Uint8Array.of(50, 60, 70, 255),
      server_disk: Uint8Array.of(50, 60, 70, 255), server_flags: new Uint8Array(4),
      cluster_member_start: Uint32Array.of(0, 4), cluster_member: all, network_member_start: Uint32Array.of(0, 4), network_member: all,
      connection_from: Uint32Array.of(0, 1), connection_to: Uint32Array.of(3, 2), connection_type: new Uint8Array(2), connection_status: Uint8Array.of(1, 2),
      connection_latency_ms: Float32Array.of(1, NaN), connection_id: '\n', dressed_server: new Uint32Array(0), dressed_server_json: '',
      dressed_connection: new Uint32Array(0), dressed_connection_json: '', ...NONE_MEASURED,
    },
  };
}
