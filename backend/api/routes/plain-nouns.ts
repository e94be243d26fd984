import { Type } from '@sinclair/typebox';
import { FULL_ACCESS } from '../../contract/access.ts';
import { NetworkPatchSchema, NetworkSchema, NewNetworkSchema } from '../../contract/network.ts';
import { NewServerTypeSchema, ServerTypePatchSchema, ServerTypeSchema } from '../../contract/server-type.ts';
import { NewViewSchema, ViewPatchSchema, ViewSchema } from '../../contract/view.ts';
import { needEverything, type Caller } from '../caller.ts';
import { clashSentences } from './address-clashes.ts';
import { nounRoutes } from '../noun-routes.ts';
import type { Route } from '../route.ts';
import type { Voice } from '../voice.ts';

const FILTERS = { name: Type.String({ maxLength: 500, description: 'Name, exactly.' }) };

/** Networks, server types and views: seen by everybody. Networks and types are everybody's, so that only who may edit everything changes them. */
export function plainNounRoutes(voice: Voice): Route[] {
  const { store } = voice;
  const ofAll = (what: string) => {
    const check = (caller: Caller): void => needEverything(caller, `change ${what}`);
    return { checkAdd: check, checkPatch: check, checkRemove: check };
  };
  return [
    ...nounRoutes({
      path: 'networks', name: 'network', shelf: store.networks, filters: FILTERS,
      schema: NetworkSchema, newSchema: NewNetworkSchema, patchSchema: NetworkPatchSchema, ...ofAll('networks'),
      warnings: ({ id }) => clashSentences(store.networks.clashes(FULL_ACCESS, id)),
    }, voice),
    ...nounRoutes({
      path: 'server-types', name: 'server type', shelf: store.serverTypes, filters: FILTERS,
      schema: ServerTypeSchema, newSchema: NewServerTypeSchema, patchSchema: ServerTypePatchSchema, ...ofAll('server types'),
    }, voice),
    ...nounRoutes({
      path: 'views', name: 'view', shelf: store.views, filters: FILTERS, schema: ViewSchema, newSchema: NewViewSchema, patchSchema: ViewPatchSchema,
    }, voice),
  ];
}
