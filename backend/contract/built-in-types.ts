// No imports: the page uses these at run time.

/** One shipped server type: id, name, colour, sign, ports, description. The icon has the type's id. */
export type BuiltInType = {
  readonly id: string; readonly name: string; readonly color: string; readonly sign: string;
  readonly ports: readonly number[]; readonly description: string;
};

const type = (id: string, name: string, color: string, sign: string, ports: readonly number[], description: string): BuiltInType =>
  ({ id, name, color, sign, ports, description });

/** The shipped server types, the nine classic ones first. The last one, generic, is the default. */
export const BUILT_IN_TYPES: readonly BuiltInType[] = [
  type('web', 'Web server', '#4CAF50', '🌐', [80, 443, 8080], 'Serves sites over HTTP.'),
  type('database', 'Database', '#2196F3', '🗄️', [3306, 5432, 27017], 'Keeps data: MySQL, PostgreSQL, MongoDB.'),
  type('dns', 'DNS server', '#FF9800', '🌍', [53], 'Answers names.'),
  type('cache', 'Cache', '#9C27B0', '⚡', [6379, 11211], 'Redis or Memcached.'),
  type('load_balancer', 'Load balancer', '#F44336', '⚖️', [80, 443, 1936], 'Spreads requests over servers.'),
  type('file_system', 'File server', '#795548', '📁', [22, 445], 'Shares files.'),
  type('monitoring', 'Monitoring', '#607D8B', '📊', [9090, 3000], 'Watches the others.'),
  type('backup', 'Backup', '#FF5722', '💾', [22, 873], 'Keeps copies.'),
  type('security', 'Security', '#E91E63', '🛡️', [22, 443, 8080], 'Guards the others.'),
  type('hypervisor', 'Hypervisor', '#546E7A', '🧱', [22], 'Runs virtual machines.'),
  type('bastion', 'Bastion', '#6D4C41', '🚪', [22], 'The one door for administrators.'),
  type('identity', 'Identity', '#5C6BC0', '🪪', [389, 636, 88], 'Knows people and their rights: FreeIPA, LDAP.'),
  type('kubernetes_master', 'Kubernetes master', '#3F51B5', '☸️', [6443], 'Runs the control plane.'),
  type('kubernetes_worker', 'Kubernetes worker', '#7986CB', '⎈', [10250], 'Runs the workloads.'),
  type('bootstrap', 'Bootstrap', '#8D6E63', '🚀', [22], 'Starts the others for the first time.'),
  type('storage', 'Storage', '#00838F', '🛢️', [2049, 3300, 9500], 'Longhorn, Ceph or NFS.'),
  type('message_broker', 'Message broker', '#AB47BC', '📨', [9092, 1883, 5672], 'Kafka, MQTT or RabbitMQ.'),
  type('vpn_gateway', 'VPN gateway', '#00897B', '🔐', [22, 51820], 'Joins networks: WireGuard.'),
  type('cdn', 'CDN', '#0288D1', '☁️', [443], 'Serves copies close to the visitors.'),
  type('router', 'Router', '#455A64', '🔀', [22, 80, 443], 'Joins networks.'),
  type('switch', 'Switch', '#78909C', '🔌', [22, 80, 443], 'Joins machines.'),
  type('api', 'API', '#26A69A', '🧩', [80, 443, 8080], 'Serves programs.'),
  type('api_gateway', 'API gateway', '#7E57C2', '🛂', [80, 443, 8080], 'The one door for programs.'),
  type('service', 'Service', '#5E8CA8', '⚙️', [80, 443, 8080], 'Some other program.'),
  type('users', 'Users', '#8E99A8', '👥', [], 'The people who use it all.'),
  type('generic', 'Server', '#90A4AE', '🖥️', [22, 80, 443], 'A server.'),
];

export const DEFAULT_TYPE = 'generic';
