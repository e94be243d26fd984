import type { NewConnection, StoredConnection } from '../../contract/connection.ts';
import type { FreeLine } from '../../contract/free-line.ts';
import { WAYPOINTS_MAX } from '../../contract/limits.ts';
import { connectionOf, freeLineOf } from '../rows.ts';
import { itemsAtEnds, pointsOf, waypointsOf, type Ground } from './anchors.ts';
import type { Palette } from './colours.ts';
import { turned } from './geometry.ts';
import { NO_TIMES } from './items.ts';
import type { Noun } from './noun.ts';
import type { Anchor, Connector } from './shape.ts';
import { ownLabelOf, strokeOf, writeStroke } from './strokes.ts';

/** What connectors of a view are read against. `view` is its id of ours, null for the first. */
export type ConnectorGround = { readonly palette: Palette; readonly ground: Ground; readonly view: string | null };

/** Connections as connectors between two items. What they go through is of the first view alone: on other views servers stand elsewhere. */
export const connectionsNoun = ({ palette, ground, view }: ConnectorGround): Noun<StoredConnection> => ({
  list: 'connections',
  read(theirs) {
    const connector = theirs as Connector;
    const [from, to] = itemsAtEnds(connector.anchors) ?? [];
    const waypoints = view === null ? waypointsOf(connector.anchors, ground) : [];
    const label = ownLabelOf(connector);
    return {
      from: ground.serverOf(from ?? '') ?? '', to: ground.serverOf(to ?? '') ?? '', ...(label !== '' && { label }),
      style: { ...strokeOf(connector, palette), ...(waypoints !== null && waypoints.length > 0 && { waypoints: waypoints.slice(0, WAYPOINTS_MAX) }) },
    };
  },
  write({ id, from, to, label, style: { waypoints = [], ...stroke } }) {
    const through = view === null ? waypoints : [];
    const refs: Anchor['ref'][] = [{ item: ground.itemOf(from) ?? '' }, ...through.map((tile) => ({ tile: turned(tile) })), { item: ground.itemOf(to) ?? '' }];
    return { id, ...writeStroke(id, label, stroke, palette), anchors: anchorsOf(id, refs) };
  },
  complete: (draft, id) => connectionOf(draft as NewConnection, id, NO_TIMES),
});

/** Lines as connectors that end anywhere. */
export const linesNoun = ({ palette, ground, view }: ConnectorGround): Noun<FreeLine> => ({
  list: 'lines',
  read(theirs) {
    const connector = theirs as Connector;
    return { points: pointsOf(connector.anchors, ground)?.slice(0, WAYPOINTS_MAX + 2) ?? [], style: strokeOf(connector, palette), view };
  },
  write({ id, points, style }) {
    const refs = points.map((point): Anchor['ref'] => {
      if (!('server' in point)) return { tile: turned(point) };
      const item = ground.itemOf(point.server);
      return item === undefined ? { tile: turned(ground.standOf(point.server) ?? { x: 0, y: 0 }) } : { item };
    });
    return { id, ...writeStroke(id, '', style, palette), anchors: anchorsOf(id, refs) };
  },
  complete: (draft, id) => freeLineOf(draft, id, NO_TIMES),
  isAmbiguous: (fields) => itemsAtEnds((fields as Connector).anchors) !== null,
});

const anchorsOf = (id: string, refs: readonly Anchor['ref'][]): Anchor[] => refs.map((ref, index) => ({ id: `${id}-anchor-${index + 1}`, ref }));
