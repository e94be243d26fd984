import { Type } from '@sinclair/typebox';
import type { Response } from 'express';
import { textOf, type Sentence } from '../../contract/sentence.ts';
import { StatsSchema } from '../../contract/stats.ts';
import { TicketSchema } from '../../contract/token.ts';
import { NextUndoSchema, type NextStep } from '../../contract/undo.ts';
import { languageHeader, languageOf, sendJson, sendNothing } from '../answers.ts';
import { route, type Route } from '../route.ts';
import { endedCookie, sessionOf } from '../session-cookie.ts';
import { TICKET_SECONDS } from '../tickets.ts';
import type { Voice } from '../voice.ts';

const SkipSchema = Type.Object({ skip: Type.Optional(Type.Boolean({ description: 'Leaves that edit as it is instead, so that the one beyond it comes next.' })) });
const UndoneSchema = Type.Object({ summary: Type.String({ description: 'What was undone or made again.' }) }, { $id: 'Undone' });
const HealthSchema = Type.Object({ status: Type.Literal('ok') }, { $id: 'Health' });

type SaidLater = ReturnType<Voice['store']['nextUndo']>['undo'];

/** Routes that ask one thing and answer it. */
export function simpleRoutes({ store, doors }: Voice): Route[] {
  return [
    route({
      method: 'get', path: '/api/health', right: 'open', summary: 'Says that the daemon answers, and nothing else.',
      answers: [{ status: 200, description: 'It does.', schema: HealthSchema }],
      answer: ({ response }) => sendJson(response, 200, { status: 'ok' }),
    }),
    route({
      method: 'get', path: '/api/stats', right: 'view', summary: 'Totals by type, state, region and cluster.',
      answers: [{ status: 200, description: 'The totals of what the caller may see.', schema: StatsSchema }],
      answer: ({ response, caller }) => sendJson(response, 200, store.stats(caller.access)),
    }),
    route({
      method: 'get', path: '/api/undo', right: 'edit', summary: 'What undo and redo would be about for the caller.',
      answers: [{ status: 200, description: 'Null where there is nothing.', schema: NextUndoSchema }],
      answer({ response, caller }) {
        const language = languageOf(response);
        const said = (step: SaidLater): NextStep | null => (step === null ? null : { ...step, summary: textOf(step.summary, language) });
        const { undo, redo } = store.nextUndo(caller.user);
        sendJson(response, 200, { undo: said(undo), redo: said(redo) }, languageHeader(language));
      },
    }),
    route({
      method: 'post', path: '/api/undo', right: 'edit', summary: 'Takes the caller\'s last edit back.', query: SkipSchema,
      answers: [{ status: 200, description: 'What was undone.', schema: UndoneSchema }, { status: 409, description: 'Somebody changed it since, or there is nothing to undo.' }],
      answer: async ({ response, caller, query }) => sendSummary(response, await (query.skip === true ? store.skipEdit('undo', { user: caller.user }) : store.undo({ user: caller.user }))),
    }),
    route({
      method: 'post', path: '/api/redo', right: 'edit', summary: 'Makes the caller\'s last undone edit again.', query: SkipSchema,
      answers: [{ status: 200, description: 'What was made again.', schema: UndoneSchema }, { status: 409, description: 'Somebody changed it since, or nothing was undone.' }],
      answer: async ({ response, caller, query }) => sendSummary(response, await (query.skip === true ? store.skipEdit('redo', { user: caller.user }) : store.redo({ user: caller.user }))),
    }),
    route({
      method: 'post', path: '/api/ws-ticket', right: 'view', isSecret: true, summary: 'A ticket that opens one WebSocket in the caller\'s name.',
      answers: [{ status: 201, description: 'Present it once, as the one subprotocol of /ws.', schema: TicketSchema }],
      answer: ({ response, caller }) => sendJson(response, 201, { ticket: doors.tickets.issue(caller), expires_in_seconds: TICKET_SECONDS }),
    }),
    route({
      method: 'delete', path: '/api/session', right: 'view', summary: 'Ends the session of the cookie that asks.',
      answers: [{ status: 204, description: 'It is over; without a cookie there was none.' }],
      async answer({ request, response, caller }) {
        const port = request.socket.localPort ?? 0;
        const session = sessionOf(request.headers.cookie, port);
        if (session !== undefined) await store.write({ user: caller.user }, () => store.tokens.sessions.revoke(session));
        response.setHeader('Set-Cookie', endedCookie(port));
        sendNothing(response);
      },
    }),
  ];
}

function sendSummary(response: Response, { summary }: { readonly summary: Sentence }): void {
  const language = languageOf(response);
  sendJson(response, 200, { summary: textOf(summary, language) }, languageHeader(language));
}
