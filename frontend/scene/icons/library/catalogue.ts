import { BUILT_IN_TYPES } from '../../../../backend/contract/built-in-types.ts';

export const ICON_COLLECTIONS = ['servers', 'software', 'clouds', 'things'] as const;
export type IconCollection = (typeof ICON_COLLECTIONS)[number];

/** One icon as a library shows and finds it. */
export type CatalogueIcon = {
  readonly id: string;
  /** Its proper name; null where it has a word in each language: `type_<id>` in the collection servers, else `icon_<id>`. */
  readonly name: string | null;
  readonly collection: IconCollection;
  /** Other words by which somebody looks for it. */
  readonly keywords: string;
  /** The accent in which it is shown. */
  readonly color: string;
};

/** id|name|colour|keywords, a line each; no name where it is a word. */
const SOFTWARE = `
webmin|Webmin|4a6fb5|panel admin administration administración
virtualmin|Virtualmin|5a78b8|panel hosting sites sitios
nginx|nginx|4d8f7c|web proxy http
apache|Apache|9a6a86|web httpd http
haproxy|HAProxy|4f74b0|load balancer balanceador proxy
traefik|Traefik|3f93b5|load balancer balanceador proxy ingress
mariadb|MariaDB|5b7aa6|sql database base datos
mysql|MySQL|3f7f9f|sql database base datos
postgresql|PostgreSQL|4a72a8|sql database base datos pg
mongodb|MongoDB|4f8f80|document database base datos nosql
redis|Redis|a9627a|cache caché memory memoria
memcached|Memcached|4f8d93|cache caché memory memoria
elasticsearch|Elasticsearch|3d8aa8|search búsqueda index índice opensearch
kafka|Kafka|5d6890|queue cola log stream broker
mosquitto|Mosquitto|5a63a8|mqtt broker queue cola iot
rabbitmq|RabbitMQ|a7708a|amqp broker queue cola
prometheus|Prometheus|9a6f8f|metrics métricas monitoring
grafana|Grafana|6c70b8|dashboard panel graphs gráficas monitoring
docker|Docker|3f86c9|container contenedor podman
kubernetes|Kubernetes|4a6ad0|k8s node nodo cluster clúster
ceph|Ceph|9a6486|storage almacenamiento disks discos
longhorn|Longhorn|5077a8|storage almacenamiento volumes volúmenes
wireguard|WireGuard|8a6290|vpn tunnel túnel
freeipa|FreeIPA|4f7fb5|identity identidad ldap kerberos
php|PHP|6e74b5|language lenguaje fpm
wordpress|WordPress|4d7c9c|cms blog site sitio
consul|Consul|a0608f|discovery descubrimiento mesh
vault|Vault|6a6fae|secrets secretos safe
git|Git|8f6f9c|gitlab gitea forge repository repositorio code código
mail||4f86bd|smtp imap postfix dovecot correo
`;
const CLOUDS = `
cloud||5b86c4|provider proveedor region región
cloud-aws|AWS|5b78b4|amazon cloud nube region región
cloud-azure|Azure|3f80cf|microsoft cloud nube region región
cloud-gcp|Google Cloud|5a7fd0|gcp google cloud nube region región
internet||4585c7|world mundo wan globe
`;
const THINGS = `
firewall||9a6d8c|wall muro security seguridad
desktop||4f7cc0|pc computer ordenador workstation
laptop||4f7cc0|notebook computer ordenador
phone||5d78c0|mobile móvil smartphone
printer||6a7fb0|paper papel
camera||5c7fa8|cctv video vídeo
rack||4f76c9|cabinet armario data center
building||5f80b0|office oficina data center centro
site||5468c4|place lugar location pin
user||6b7fb8|person persona client
document||5a7fc0|file fichero page
lock||7a6fb5|security seguridad key
cube||4f76c9|module block bloque service
`;

const listed = (collection: IconCollection, lines: string): CatalogueIcon[] => lines.trim().split('\n').map((line) => {
  const [id = '', name = '', color = '', keywords = ''] = line.split('|');
  return { id, name: name === '' ? null : name, collection, keywords, color: `#${color}` };
});

/** Every icon there is, by collection. */
export const CATALOGUE: readonly CatalogueIcon[] = [
  ...BUILT_IN_TYPES.map(({ id, color, description }): CatalogueIcon => ({ id, name: null, collection: 'servers', keywords: description, color })),
  ...listed('software', SOFTWARE), ...listed('clouds', CLOUDS), ...listed('things', THINGS),
];

const byId = new Map(CATALOGUE.map((icon) => [icon.id, icon]));

/** The icon of this id, or undefined. */
export const iconOf = (id: string): CatalogueIcon | undefined => byId.get(id);

/** Key of an icon's title among the page's words; null where its name is a proper one. */
export const titleKeyOf = ({ id, name, collection }: CatalogueIcon): string | null => (name === null ? `${collection === 'servers' ? 'type' : 'icon'}_${id}` : null);

/** Icons in whose id, title or keywords each word of the text begins a word; accents and capitals do not matter. All, for an empty text. */
export function findIcons(text: string, titleOf: (icon: CatalogueIcon) => string): CatalogueIcon[] {
  const wanted = wordsOf(text);
  return CATALOGUE.filter((icon) => {
    const has = wordsOf(`${icon.id} ${titleOf(icon)} ${icon.keywords}`);
    return wanted.every((word) => has.some((known) => known.startsWith(word)));
  });
}

/** The words of a text, without accents and capitals. */
export const wordsOf = (text: string): string[] => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
