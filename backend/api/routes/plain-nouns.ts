import { Type } from '@sinclair/typebox';
import { FULL_ACCESS } from '../../contract/access.ts';
import { AreaPatchSchema, AreaSchema, NewAreaSchema } from '../../contract/area.ts';
import { FloorTextPatchSchema, FloorTextSchema, NewFloorTextSchema } from '../../contract/floor-text.ts';
import { FreeLinePatchSchema, FreeLineSchema, NewFreeLineSchema, type FreeLine } from '../../contract/free-line.ts';
import { ID_PATTERN } from '../../contract/limits.ts';
import { NetworkPatchSchema, NetworkSchema, NewNetworkSchema } from '../../contract/network.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { NewServerTypeSchema, ServerTypePatchSchema, ServerTypeSchema } from '../../contract/server-type.ts';
import { NewViewSchema, ViewPatchSchema, ViewSchema } from '../../contract/view.ts';
import { needEverything, type Caller } from '../caller.ts';
import { clashSentences } from './address-clashes.ts';
import { nounRoutes } from '../noun-routes.ts';
import type { Route } from '../route.ts';
import { seesServer } from '../scope.ts';
import type { Voice } from '../voice.ts';

const FILTERS = { name: Type.String({ maxLength: 500, description: 'Name, exactly.' }) };

const DRAWN_FILTERS = { ...FILTERS, view: Type.String({ pattern: ID_PATTERN, description: 'Id of the one view that shows it.' }) };

/**
 * Networks, server types, drawings and views: seen by everybody, but for lines to servers out of sight. All but views are everybody's,
 * so that only who may edit everything changes them.
 */
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
      warnings: ({ id }) => clashSentences(store.networks.clashes(FULL_ACCESS, id)),
    }, voice),
    ...nounRoutes({
      path: 'server-types', name: 'server_type', shelf: store.serverTypes, filters: FILTERS,
      schema: ServerTypeSchema, newSchema: NewServerTypeSchema, patchSchema: ServerTypePatchSchema, ...ofAll(say('to_change_server_types')),
    }, voice),
    ...nounRoutes({
      path: 'areas', name: 'area', shelf: store.areas, filters: DRAWN_FILTERS, schema: AreaSchema, newSchema: NewAreaSchema, patchSchema: AreaPatchSchema, ...ofAll(say('to_change_areas')),
    }, voice),
    ...nounRoutes({
      path: 'texts', name: 'text', shelf: store.texts, filters: DRAWN_FILTERS,
      schema: FloorTextSchema, newSchema: NewFloorTextSchema, patchSchema: FloorTextPatchSchema, ...ofAll(say('to_change_texts')),
    }, voice),
    ...nounRoutes({
      path: 'lines', name: 'line', shelf: store.lines, filters: DRAWN_FILTERS,
      schema: FreeLineSchema, newSchema: NewFreeLineSchema, patchSchema: FreeLinePatchSchema, ...ofAll(say('to_change_lines')),
      isSeen: (caller: Caller, { points }: FreeLine) => points.every((point) => !('server' in point) || seesServer(store, caller, point.server)),
    }, voice),
    ...nounRoutes({
      path: 'views', name: 'view', shelf: store.views, filters: FILTERS, schema: ViewSchema, newSchema: NewViewSchema, patchSchema: ViewPatchSchema,
    }, voice),
  ];
}
