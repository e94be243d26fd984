import { Type } from '@sinclair/typebox';
import type { Access } from '../../contract/access.ts';
import { say } from '../../contract/sentence.ts';
import { MadeTokenSchema, NewTokenSchema, TokenSchema } from '../../contract/token.ts';
import { invalid, notFound, ProblemError } from '../../errors.ts';
import { sendJson, sendNothing } from '../answers.ts';
import { namesOrNone, needEverything, type Caller } from '../caller.ts';
import { route, type Route } from '../route.ts';
import type { Voice } from '../voice.ts';

/** Tokens for scripts and programs. Nobody makes one that may more than he may himself. */
export function tokenRoutes({ store, nowMs }: Voice): Route[] {
  return [
    route({
      method: 'get', path: '/api/tokens', right: 'act', summary: 'Lists the tokens, never the tokens themselves.',
      answers: [{ status: 200, description: 'All of them.', schema: Type.Object({ items: Type.Array(TokenSchema), next_cursor: Type.Null() }) }],
      answer({ response, caller }) {
        needEverything(caller, say('to_list_tokens'));
        sendJson(response, 200, { items: store.tokens.list(), next_cursor: null });
      },
    }),
    route({
      method: 'post', path: '/api/tokens', right: 'act', summary: 'Makes a token. This answer is the only one that shows it.', body: NewTokenSchema, isSecret: true,
      answers: [{ status: 201, description: 'The token, once.', schema: MadeTokenSchema }],
      async answer({ response, caller, body }) {
        const { name, rights = ['view'], clusters = caller.access.clusters, expires_at: expiresAt } = body;
        needNoMore(caller, { rights, clusters });
        if (typeof expiresAt === 'string' && Date.parse(expiresAt) <= nowMs()) throw invalid([{ pointer: '/expires_at', message: say('token_expired') }]);
        const made = await store.write({ user: caller.user }, () => {
          const { id, token } = store.tokens.add({ name, rights, clusters, ...(typeof expiresAt === 'string' ? { expires_at: expiresAt } : {}) });
          return { ...store.tokens.get(id), token };
        });
        sendJson(response, 201, made, { Location: `/api/tokens/${made.id ?? ''}` });
      },
    }),
    route({
      method: 'get', path: '/api/tokens/{id}', right: 'act', summary: 'Reads what a token may do, never the token.',
      answers: [{ status: 200, description: 'The token without its secret.', schema: TokenSchema }],
      answer({ response, caller, id }) {
        needEverything(caller, say('to_read_tokens'));
        const token = store.tokens.get(id);
        if (token === undefined) throw notFound('token', id);
        sendJson(response, 200, token);
      },
    }),
    route({
      method: 'delete', path: '/api/tokens/{id}', right: 'act', summary: 'Revokes a token, at once; sockets opened with it are closed.',
      answers: [{ status: 204, description: 'It no longer works.' }],
      async answer({ response, caller, id }) {
        needEverything(caller, say('to_revoke_tokens'));
        await store.write({ user: caller.user }, () => store.tokens.remove(id));
        sendNothing(response);
      },
    }),
  ];
}

/** Refuses (403) rights and clusters beyond the caller's own. */
function needNoMore({ user, access }: Caller, wanted: Access): void {
  const { clusters } = access;
  const right = wanted.rights.find((one) => !access.rights.includes(one));
  if (right !== undefined) throw new ProblemError('forbidden', say('may_not_give', { user, right }));
  if (clusters === '*') return;
  if (wanted.clusters === '*' || wanted.clusters.some((id) => !clusters.includes(id))) {
    throw new ProblemError('forbidden', say('may_give_only', { user, clusters: namesOrNone(clusters) }));
  }
}
