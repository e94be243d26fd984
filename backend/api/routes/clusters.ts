import { Type } from '@sinclair/typebox';
import { ClusterPatchSchema, ClusterSchema, NewClusterSchema, type NewCluster, type StoredCluster } from '../../contract/cluster.ts';
import { ID_PATTERN } from '../../contract/limits.ts';
import { say } from '../../contract/sentence.ts';
import { needEverything } from '../caller.ts';
import { nounRoutes } from '../noun-routes.ts';
import type { Route } from '../route.ts';
import { needServersInScope, seesCluster } from '../scope.ts';
import type { Voice } from '../voice.ts';

const FILTERS = { name: Type.String({ maxLength: 500, description: 'Name, exactly.' }), server: Type.String({ pattern: ID_PATTERN, description: 'Id of a member.' }) };

export function clusterRoutes(voice: Voice): Route[] {
  const { store } = voice;
  return nounRoutes<StoredCluster, NewCluster>({
    path: 'clusters', name: 'cluster', shelf: store.clusters,
    schema: ClusterSchema, newSchema: NewClusterSchema, patchSchema: ClusterPatchSchema, filters: FILTERS,
    measured: ({ id }) => ({ health: store.live.clusterHealth(id) }),
    isSeen: (caller, { id }) => seesCluster(caller, id),
    checkAdd: (caller) => needEverything(caller, say('to_make_clusters')),
    checkPatch: (caller, _row, patch: { readonly servers?: readonly string[] | null }) => needServersInScope(store, caller, patch.servers ?? []),
  }, voice);
}
