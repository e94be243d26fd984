import type { Area } from '../contract/area.ts';
import type { StoredCluster } from '../contract/cluster.ts';
import type { StoredConnection } from '../contract/connection.ts';
import type { FloorText } from '../contract/floor-text.ts';
import type { FreeLine } from '../contract/free-line.ts';
import type { IconInFile } from '../contract/icon.ts';
import type { Network } from '../contract/network.ts';
import type { ServerType } from '../contract/server-type.ts';
import type { StoredServer } from '../contract/server.ts';
import type { View } from '../contract/view.ts';

/** Everything that an export is made of, rows in order of ids. Of icons it may have only those that something shows. */
export type TopologyRows = {
  readonly servers: readonly StoredServer[]; readonly connections: readonly StoredConnection[]; readonly clusters: readonly StoredCluster[]; readonly networks: readonly Network[];
  readonly server_types: readonly ServerType[]; readonly icons: readonly IconInFile[]; readonly areas: readonly Area[]; readonly texts: readonly FloorText[]; readonly lines: readonly FreeLine[]; readonly views: readonly View[];
};
