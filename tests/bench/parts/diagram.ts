/** The example site as a program for python3-diagrams, which writes its PNG beside itself; with the names and clusters that it draws fastest. */
export const DIAGRAM = `import os
from diagrams import Diagram, Cluster
from diagrams.onprem.client import Users
from diagrams.onprem.compute import Server
from diagrams.onprem.network import Traefik, Haproxy
from diagrams.onprem.database import Postgresql
from diagrams.k8s.infra import Master, Node
from diagrams.saas.cdn import Cloudflare

with Diagram("FlatcarMicroCloud", show=False, filename=os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer"), outformat="png"):
    users, cdn, vps, physical, bastion = Users("Users"), Cloudflare("CDN"), Server("VPS"), Server("physical1"), Server("bastion1")
    with Cluster("Ingress"):
        balancers = [Traefik("loadbalancer1"), Traefik("loadbalancer2")]
    api = Haproxy("k8s-api-lb")
    with Cluster("Control plane"):
        masters = [Master("master%d" % n) for n in (1, 2, 3)]
    with Cluster("Workers"):
        workers = [Node("worker%d" % n) for n in (1, 2, 3)]
    storage, infra, database = Server("storage1"), Server("infra-cluster"), Postgresql("postgresql1")
    users >> cdn >> vps >> physical >> bastion
    for balancer in balancers:
        physical >> balancer >> api
    for master in masters:
        api >> master
    balancers[0] >> workers[0]
    balancers[0] >> workers[1]
    balancers[1] >> workers[1]
    balancers[1] >> workers[2]
    for worker in workers:
        worker >> database
        worker >> storage
    masters[0] >> infra
    workers[0] >> infra
`;

const TYPES = ['web', 'database', 'cache', 'load_balancer'];

/** A site file of so many servers without places, and a fifth more connections. */
export function siteOf(count: number): string {
  const server = (at: number): string => `  s${at}: {name: Server ${at}, type: ${TYPES[at % TYPES.length] ?? ''}, ip: 10.${at >> 16}.${(at >> 8) & 255}.${at & 255}, region: r${at % 5}}\n`;
  const ends = (at: number): string => `  - s${at % count} -> s${(at * 7_919 + 1) % count === at % count ? (at + 1) % count : (at * 7_919 + 1) % count}: http\n`;
  return `site: 1\ntitle: Large\nservers:\n${Array.from({ length: count }, (_, at) => server(at)).join('')}connections:\n${Array.from({ length: Math.floor(count * 1.2) }, (_, at) => ends(at)).join('')}`;
}
