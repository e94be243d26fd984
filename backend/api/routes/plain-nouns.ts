import { Type } from '@sinclair/typebox';
import { NetworkPatchSchema, NetworkSchema, NewNetworkSchema } from '../../contract/network.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { NewServerTypeSchema, ServerTypePatchSchema, ServerTypeSchema } from '../../contract/server-type.ts';
import { NewViewSchema, ViewPatchSchema, ViewSchema } from '../../contract/view.ts';
import { needEverything, type Caller } from '../caller.ts';
import { nounRoutes } from '../noun-routes.ts';
import type { Route } from '../route.ts';
import type { Voice } from '../voice.ts';

const FILTERS = { name: Type.String({ maxLength: 500, description: 'Name, exactly.' }) };

/** Networks, server types and views: seen by everybody. Networks and types are everybody's, so that only who may edit everything changes them. */
export function plainNounRoutes(voice: Voice): Route[] {
  const { store } = voice;
  const ofAll = (what: Sentence) => {
    const check = (caller: Caller): void => needEverything(caller, what);
    return { checkAdd: check, checkPatch: check, checkRemove: check };
  };
  return [
    ...nounRoutes({
      path: 'networks', name: 'network', shelf: store.networks, filters: FILTERS,
      schema: NetworkSchema, newSchema: NewNetworkSchema, patchSchema: NetworkPatchSchema, ...ofAll(say('to_change_networks')),
    }, voice),
    ...nounRoutes({
      path: 'server-types', name: 'server_type', shelf: store.serverTypes, filters: FILTERS,
      schema: ServerTypeSchema, newSchema: NewServerTypeSchema, patchSchema: ServerTypePatchSchema, ...ofAll(say('to_change_server_types')),
    }, voice),
    ...nounRoutes({
      path: 'views', name: 'view', shelf: store.views, filters: FILTERS, schema: ViewSchema, newSchema: NewViewSchema, patchSchema: ViewPatchSchema,
    }, voice),
  ];
}
