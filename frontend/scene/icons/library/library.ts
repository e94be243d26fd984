import type { Face } from '../face.ts';
import { ceph, elasticsearch, kafka, longhorn, memoryOf, mosquitto, rabbitmq, store } from './data.ts';
import { building, camera, cloud, cube, desktop, document, firewall, internet, laptop, lock, phone, printer, rack, site, user } from './places.ts';
import { balancer, consul, docker, freeipa, git, grafana, kubernetes, mail, php, prometheus, vault, virtualmin, webmin, webServer, wireguard, wordpress } from './software.ts';

/** The icons that no shipped type has, by id. */
export const LIBRARY: Readonly<Record<string, () => Face[]>> = {
  webmin, virtualmin, nginx: webServer('N'), apache: webServer('A'), haproxy: balancer('H'), traefik: balancer('T'),
  mariadb: store('MA'), mysql: store('MY'), postgresql: store('PG'), mongodb: store('MO'), redis: memoryOf('R'), memcached: memoryOf('M'), elasticsearch,
  kafka, mosquitto, rabbitmq, prometheus, grafana, docker, kubernetes, ceph, longhorn, wireguard, freeipa, php, wordpress, consul, vault, git, mail,
  cloud: cloud(''), 'cloud-aws': cloud('A'), 'cloud-azure': cloud('AZ'), 'cloud-gcp': cloud('G'), internet, firewall,
  desktop, laptop, phone, printer, camera, rack, building, site, user, document, lock, cube,
};
