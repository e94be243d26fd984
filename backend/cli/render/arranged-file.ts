import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { SiteLayout } from '../../contract/site.ts';
import { UsageError } from '../failures.ts';
import { readDrawing } from './draw-file.ts';

/** A site file whose servers have the places of a layout; all else, comments too, stays as it was written. Throws FileFaults. */
export function arrangedFile(name: string, text: string, layout: SiteLayout): string {
  const { world } = readDrawing(name, text, { layout });
  const document = parseDocument(text);
  const servers = document.get('servers');
  if (!document.has('site') || !isMap(servers)) {
    if (isSeq(servers) || !document.has('site')) throw new UsageError('--layout works on a site file whose servers are a map of ids.');
    return text;
  }
  for (const { key } of servers.items) {
    const id = isScalar(key) ? String(key.value) : '';
    const server = world.indexOf(id);
    if (server < 0) continue;
    if (!isMap(servers.get(id, true))) servers.set(id, document.createNode({}));
    document.deleteIn(['servers', id, 'position']);
    document.setIn(['servers', id, 'at'], document.createNode([world.servers.x[server] as number, world.servers.y[server] as number], { flow: true }));
  }
  return document.toString({ lineWidth: 0 });
}
