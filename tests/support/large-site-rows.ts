import { areaOf, clusterOf, connectionOf, floorTextOf, freeLineOf, networkOf, serverOf, serverTypeOf, viewOf } from '../../backend/domain/rows.ts';
import { dataUrl, pngOf, svgUrl } from './icon-files.ts';
import type { TopologyRows } from '../../backend/domain/topology-rows.ts';

const TIMES = { created_at: '', updated_at: '' };
const TYPES = ['web', 'database', 'cache', 'storage', 'generic', 'own-type'];

/** A picture with nothing to clean away, as a store has it. */
const CLEAN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="512" height="512"><rect width="10" height="10" fill="#f00"/></svg>';

/** A made-up site in which every noun says everything it can, in order of ids. */
export function largeSite(servers: number): TopologyRows {
  const ids = Array.from({ length: servers }, (_, index) => `server-${String(index).padStart(4, '0')}`);
  const at = (index: number) => ({ x: (index % 20) * 2 - 7.5, y: Math.floor(index / 20) * 3 });
  return {
    servers: ids.map((id, index) => serverOf({
      name: index % 7 === 0 ? `${'Nämé '.repeat(30)}${index}` : `Server ${index}`, type: TYPES[index % TYPES.length] ?? 'web', ip: `10.0.${index >> 8}.${index & 255}`, region: `r${index % 3}`, tags: { env: 'prod', n: String(index) },
      networks: ['lan'], hostname: `h${index}`, os: 'Debian', parent: index === 0 ? null : 'server-0000', addresses: [{ interface: 'eth1', ip: '10.9.9.9' }], notes: index % 5 === 0 ? `<b>Long & wide</b>\n${'note '.repeat(400)}` : 'Plain.',
      look: { ...(index % 5 === 1 && { icon: 'own-logo' }), ...(index % 4 === 0 && { icon: 'nginx', color: '#112233' }), ...(index % 3 === 0 && { label_height: 2.345 }), ...(index % 6 === 0 && { order: 3, locked: true }) },
      extras: { drawio: `cell ${index}` }, source: index % 2 === 0 ? { kind: 'ssh', port: 2222, user: 'ops', credential: 'key' } : { kind: 'node_exporter', port: 9101 }, maintenance: index % 9 === 0,
    }, id, at(index), TIMES)),
    connections: ids.slice(1).map((id, index) => connectionOf({
      from: ids[index] ?? id, to: id, type: index % 2 === 0 ? 'database' : 'standard', label: index % 3 === 0 ? 'reads & "writes"' : '', extras: { other: 'x' },
      style: { arrow: 'both', color: '#AbCdEf', width: 0.3, dash: 'dotted', pattern: 'double', order: 2, waypoints: [{ x: index, y: 3 - index }], labels: [{ text: 'a', position_percent: 20, height: 1, lead: false, strand: 2 }, { text: 'b' }] },
    }, `link-${String(index).padStart(4, '0')}`, TIMES)),
    clusters: [clusterOf({ name: 'Prod', servers: ids.slice(0, 4), color: '#123456', auto_connect: false }, 'prod', TIMES)],
    networks: [networkOf({ name: 'LAN', cidr: '10.0.0.0/8', mode: 'nat' }, 'lan', TIMES)], server_types: [serverTypeOf({ name: 'Own', icon: 'type-logo', color: '#445566', ports: [99] }, 'own-type', TIMES)],
    icons: [
      { id: 'own-logo', name: 'Own logo', collection: 'Brand', keywords: ['house'], is_isometric: false, scale: 0.5, image: svgUrl(CLEAN) },
      { id: 'type-logo', name: 'L'.repeat(150), collection: '', keywords: [], is_isometric: true, scale: 1, image: dataUrl('image/png', pngOf(1, 2, 3)) },
    ],
    areas: [areaOf({ name: 'Rack', color: '#778899', from: { x: 0, y: 0 }, to: { x: 3, y: 4 }, border: 'dashed', order: 5, locked: true }, 'rack', TIMES), areaOf({ from: { x: 1, y: 1 }, to: { x: 2, y: 2 }, view: 'own-places' }, 'small', TIMES)],
    texts: [floorTextOf({ name: 'T'.repeat(300), position: { x: 1.5, y: 2 }, size: 2, orientation: 'x', color: '#010203', is_bold: false, order: 1 }, 'title', TIMES)],
    lines: [freeLineOf({ name: 'Cable', points: [{ server: ids[0] ?? '' }, { x: 4, y: 4 }, { server: ids[1] ?? '' }], style: { arrow: 'start', labels: [{ text: 'fibre' }] } }, 'cable', TIMES),
      freeLineOf({ points: [{ server: ids[2] ?? '' }, { x: 0, y: 1 }], view: 'own-places', style: {} }, 'tail', TIMES)],
    views: [viewOf({ name: 'Everything', filter: 'type:web', hidden: ['labels'] }, 'everything', TIMES),
      viewOf({ name: 'Own places', camera: { x: 5, y: 6, k: 0.5 }, places: { [ids[0] ?? '']: { x: 9, y: 9 }, [ids[1] ?? '']: { x: 1, y: 9 } } }, 'own-places', TIMES)],
  };
}
