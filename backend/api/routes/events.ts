import { Type } from '@sinclair/typebox';
import { ChangeSchema } from '../../contract/change.ts';
import { say } from '../../contract/sentence.ts';
import { ProblemError } from '../../errors.ts';
import { route, type Route } from '../route.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import type { Voice } from '../voice.ts';

const WATCH_MAX = 1_000;

/** The live feed for whoever has no WebSocket. */
export const eventRoute = ({ events }: Voice): Route => route({
  method: 'get', path: '/api/events', right: 'view', summary: 'The live feed as server-sent events: hello, change, reset, status, samples.',
  query: Type.Object({
    after: Type.Optional(Type.Integer({ minimum: 0, description: 'Resume after this change; the header Last-Event-ID does the same and wins.' })),
    watch: Type.Optional(Type.String({ maxLength: 8_000, description: 'Ids of servers whose samples are wanted, separated by commas.' })),
  }),
  answers: [{ status: 200, description: 'Events until the client goes. A change looks like this and carries its number as id.', type: 'text/event-stream', schema: ChangeSchema }],
  answer({ request, response, caller, query }) {
    if (request.method === 'HEAD') {
      response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'text/event-stream; charset=utf-8' });
      response.end();
      return;
    }
    const resumeAfter = lastEventId(request.headers['last-event-id']) ?? query.after;
    const watch = new Set((query.watch ?? '').split(',').filter((id) => id !== '').slice(0, WATCH_MAX));
    events(response, caller, { watch, headers: SECURITY_HEADERS, ...(resumeAfter === undefined ? {} : { resumeAfter }) });
  },
});

function lastEventId(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  const number = typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : NaN;
  if (Number.isNaN(number)) throw new ProblemError('malformed', say('last_event', { value: JSON.stringify(String(header).slice(0, 100)) }));
  return number;
}
