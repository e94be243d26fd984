import { REMOVABLE_NOUNS, type RemovableNoun } from '../../contract/removable.ts';
import { RemovalSchema, type Removal } from '../../contract/removal.ts';
import { removeTogether } from '../../store/removing.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import type { NounName } from '../../errors.ts';
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
    if (body.areas !== undefined || body.texts !== undefined || body.lines !== undefined) needEverything(caller, say('to_remove_drawings'));
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

const NAMES = { servers: 'server', connections: 'connection', clusters: 'cluster', areas: 'area', texts: 'text', lines: 'line' } as const satisfies Record<RemovableNoun, NounName>;

function summaryOf(removal: Removal): Sentence {
  const named = REMOVABLE_NOUNS.flatMap((noun) => (removal[noun] ?? []).map((id) => ({ noun, id })));
  const [first] = named;
  if (first === undefined || named.length > 1) return say('done_removed_together', { count: named.length });
  return say('done_removed', { noun: say(`noun_${NAMES[first.noun]}`), id: first.id });
}
