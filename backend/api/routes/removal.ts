import { REMOVABLE_NOUNS, type RemovableNoun } from '../../contract/removable.ts';
import { RemovalSchema, type Removal } from '../../contract/removal.ts';
import { removeTogether } from '../../store/removing.ts';
import type { Store } from '../../store/store.ts';
import { sendNothing } from '../answers.ts';
import { needEverything, type Caller } from '../caller.ts';
import { route, type Route } from '../route.ts';
import { seesCluster, seesConnection, seesServer } from '../scope.ts';
import type { Voice } from '../voice.ts';

/** Removes much at once, of several nouns: one change, one undo. */
export const removalRoute = ({ store }: Voice): Route => route({
  method: 'delete', path: '/api/topology', right: 'edit', summary: 'Removes all that the body names, of several nouns, in one change; or nothing.',
  body: RemovalSchema,
  answers: [{ status: 204, description: 'All of it is gone.' }, { status: 404, description: 'Some of it is not there: `errors` points to each. Nothing was removed.' }],
  async answer({ response, caller, body }) {
    if (body.areas !== undefined || body.texts !== undefined || body.lines !== undefined) needEverything(caller, 'remove areas, texts and lines');
    await store.write({ user: caller.user, summary: summaryOf(body) }, () => removeTogether(store, body, (noun, id) => sees(store, caller, noun, id)));
    sendNothing(response);
  },
});

function sees(store: Store, caller: Caller, noun: RemovableNoun, id: string): boolean {
  switch (noun) {
    case 'servers': return seesServer(store, caller, id);
    case 'connections': return seesConnection(store, caller, store.connections.require(id));
    case 'clusters': return seesCluster(caller, id);
    case 'areas': case 'texts': case 'lines': return true;
  }
}

/** `removed the server web1`, or `removed 3 servers and 2 connections`. */
function summaryOf(removal: Removal): string {
  const parts = REMOVABLE_NOUNS.toReversed().flatMap((noun) => {
    const ids = removal[noun] ?? [];
    return ids.length === 0 ? [] : [ids.length === 1 ? `the ${noun.slice(0, -1)} ${ids[0] ?? ''}` : `${ids.length} ${noun}`];
  });
  return `removed ${[parts.slice(0, -1).join(', '), parts.at(-1) ?? ''].filter(Boolean).join(' and ')}`;
}
