import { Type, type TObject, type TSchema } from '@sinclair/typebox';
import type { Language } from '../contract/language.ts';
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '../contract/limits.ts';
import { say, textOf, type Sentence } from '../contract/sentence.ts';
import { notFound, type NounName } from '../errors.ts';
import { languageHeader, languageOf, refuseStaleEdit, sendJson, sendNothing, sendResource } from './answers.ts';
import type { Caller } from './caller.ts';
import { route, type Route } from './route.ts';
import type { Voice } from './voice.ts';

/** A row as people said it. */
type Row = { readonly id: string; readonly name?: string };
type Listing = { readonly limit: number; readonly cursor?: string; readonly filters: Record<string, string>; readonly access: Caller['access'] };

/** The part of a collection of the store that routes ask. */
type Shelf<R extends Row, Draft> = {
  list(query: Listing): { readonly items: readonly R[]; readonly next_cursor: string | null };
  get(id: string): R | undefined;
  require(id: string): R;
  add(draft: Draft, nowMs: number): R;
  patch(id: string, patch: object, nowMs: number): R;
  remove(id: string): void;
};

/** One noun of the REST interface. */
export type Noun<R extends Row, Draft> = {
  /** As in its route: `server-types`. */
  readonly path: string;
  /** As it is called in the catalogue of sentences: `server_type`. */
  readonly name: NounName;
  readonly shelf: Shelf<R, Draft>;
  readonly schema: TSchema;
  readonly newSchema: TSchema;
  readonly patchSchema: TSchema;
  readonly filters: Readonly<Record<string, TSchema>>;
  /** What is measured of a row, for its answer. */
  readonly measured?: (row: R, language: Language) => object;
  /** Whether a caller may see a row; all may if absent. */
  readonly isSeen?: (caller: Caller, row: R) => boolean;
  /** Refuses a new row, or a patch of one, that reaches beyond the caller's rights. */
  readonly checkAdd?: (caller: Caller, draft: Draft) => void;
  readonly checkPatch?: (caller: Caller, row: R, patch: object) => void;
  readonly checkRemove?: (caller: Caller, row: R) => void;
  /** Query parameters of POST. */
  readonly addQuery?: TObject;
  /** What is worth saying about a row that was just written. Never refuses. */
  readonly warnings?: (row: R, query: Readonly<Record<string, unknown>>) => Promise<readonly Sentence[]> | readonly Sentence[];
};

const limitSchema = Type.Integer({ minimum: 1, maximum: PAGE_LIMIT_MAX, default: PAGE_LIMIT_DEFAULT, description: 'Items on one page.' });
const cursorSchema = Type.String({ maxLength: 400, description: 'next_cursor of the page before.' });

/** List, add, read, change and remove: the five routes that every noun has. */
export function nounRoutes<R extends Row, Draft>(noun: Noun<R, Draft>, voice: Voice): Route[] {
  return [readRoute(noun), listRoute(noun), addRoute(noun, voice), patchRoute(noun, voice), removeRoute(noun, voice)];
}

function listRoute<R extends Row, Draft>(noun: Noun<R, Draft>): Route {
  const page = Type.Object({ items: Type.Array(noun.schema), next_cursor: Type.Union([Type.String(), Type.Null()]) });
  return route({
    method: 'get', path: `/api/${noun.path}`, right: 'view', summary: `Lists ${noun.path}, ordered by id, page by page.`,
    query: Type.Object({ limit: Type.Optional(limitSchema), cursor: Type.Optional(cursorSchema), ...Type.Partial(Type.Object(noun.filters)).properties }),
    answers: [{ status: 200, description: 'A page; next_cursor is null on the last.', schema: page }],
    answer({ response, caller, query }) {
      const language = languageOf(response);
      const { limit, cursor, ...filters } = query as Record<string, unknown> & { limit?: number; cursor?: string };
      const texts = Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)]));
      const { items, next_cursor } = noun.shelf.list({
        limit: limit ?? PAGE_LIMIT_DEFAULT, ...(cursor === undefined ? {} : { cursor }), filters: texts, access: caller.access,
      });
      sendJson(response, 200, { items: items.map((row) => ({ ...row, ...noun.measured?.(row, language) })), next_cursor }, spoken(noun, language));
    },
  });
}

function readRoute<R extends Row, Draft>(noun: Noun<R, Draft>): Route {
  return route({
    method: 'get', path: `/api/${noun.path}/{id}`, right: 'view', summary: `Reads one ${textOf(say(`noun_${noun.name}`))}.`,
    answers: [{ status: 200, description: `The ${textOf(say(`noun_${noun.name}`))}, with its ETag.`, schema: noun.schema }, { status: 304, description: 'As in If-None-Match.' }],
    answer({ response, caller, id }) {
      const language = languageOf(response);
      sendResource(response, 200, resourceOf(noun, seen(noun, caller, id), language), spoken(noun, language));
    },
  });
}

function addRoute<R extends Row, Draft>(noun: Noun<R, Draft>, { store, nowMs }: Voice): Route {
  const name = say(`noun_${noun.name}`);
  return route({
    method: 'post', path: `/api/${noun.path}`, right: 'edit', summary: `Adds a ${textOf(say(`noun_${noun.name}`))}.`, body: noun.newSchema,
    ...(noun.addQuery === undefined ? {} : { query: noun.addQuery }),
    answers: [{ status: 201, description: `The ${textOf(say(`noun_${noun.name}`))}, its address in Location.`, schema: answerSchema(noun) }],
    async answer({ response, caller, body, query }) {
      const draft = body as Draft & { id?: string; name?: string };
      noun.checkAdd?.(caller, draft);
      const row = await store.write({ user: caller.user, summary: say('done_added', { noun: name, name: draft.name ?? draft.id ?? '' }) }, () => noun.shelf.add(draft, nowMs()));
      await sendWritten(noun, response, 201, row, query, { Location: `/api/${noun.path}/${encodeURIComponent(row.id)}` });
    },
  });
}

function patchRoute<R extends Row, Draft>(noun: Noun<R, Draft>, { store, nowMs }: Voice): Route {
  const name = say(`noun_${noun.name}`);
  return route({
    method: 'patch', path: `/api/${noun.path}/{id}`, right: 'edit', summary: `Changes a ${textOf(say(`noun_${noun.name}`))} by JSON Merge Patch (RFC 7396); null brings a default back.`,
    body: noun.patchSchema,
    answers: [{ status: 200, description: `The ${textOf(say(`noun_${noun.name}`))} as it is now.`, schema: answerSchema(noun) }, { status: 412, description: 'It changed since If-Match.' }],
    async answer({ response, caller, id, body }) {
      const patch = body as object;
      const row = await store.write({ user: caller.user, summary: say('done_changed', { noun: name, id }) }, () => {
        const before = seen(noun, caller, id);
        refuseStaleEdit(response, { said: before });
        noun.checkPatch?.(caller, before, patch);
        return noun.shelf.patch(id, patch, nowMs());
      });
      await sendWritten(noun, response, 200, row, {});
    },
  });
}

function removeRoute<R extends Row, Draft>(noun: Noun<R, Draft>, { store }: Voice): Route {
  const name = say(`noun_${noun.name}`);
  return route({
    method: 'delete', path: `/api/${noun.path}/{id}`, right: 'edit', summary: `Removes a ${textOf(say(`noun_${noun.name}`))}.`,
    answers: [{ status: 204, description: 'It is gone.' }, { status: 412, description: 'It changed since If-Match.' }],
    async answer({ response, caller, id }) {
      await store.write({ user: caller.user, summary: say('done_removed', { noun: name, id }) }, () => {
        const row = seen(noun, caller, id);
        refuseStaleEdit(response, { said: row });
        noun.checkRemove?.(caller, row);
        noun.shelf.remove(id);
      });
      sendNothing(response);
    },
  });
}

/** The row, or 404 where there is none or the caller may not see it. */
function seen<R extends Row, Draft>(noun: Noun<R, Draft>, caller: Caller, id: string): R {
  const row = noun.shelf.require(id);
  if (noun.isSeen?.(caller, row) === false) throw notFound(noun.name, id);
  return row;
}

const resourceOf = <R extends Row, Draft>(noun: Noun<R, Draft>, row: R, language: Language): { said: R; measured?: object } => {
  const measured = noun.measured?.(row, language);
  return measured === undefined ? { said: row } : { said: row, measured };
};

async function sendWritten<R extends Row, Draft>(
  noun: Noun<R, Draft>, response: Parameters<typeof sendResource>[0], status: number, row: R, query: Readonly<Record<string, unknown>>, headers: Record<string, string> = {},
): Promise<void> {
  const language = languageOf(response);
  const warnings = (await noun.warnings?.(row, query) ?? []).map((warning) => textOf(warning, language));
  const { said, measured } = resourceOf(noun, row, language);
  const told = warnings.length === 0 ? measured : { ...measured, warnings };
  sendResource(response, status, told === undefined ? { said } : { said, measured: told }, { ...spoken(noun, language), ...headers });
}

/** Rows without anything measured hold no sentence of ours. */
const spoken = <R extends Row, Draft>({ measured }: Noun<R, Draft>, language: Language): Readonly<Record<string, string>> => (measured === undefined ? {} : languageHeader(language));

/** The noun's schema, with the warnings that an answer to a write may carry. */
function answerSchema<R extends Row, Draft>(noun: Noun<R, Draft>): TSchema {
  if (noun.warnings === undefined) return noun.schema;
  return Type.Intersect([noun.schema, Type.Object({ warnings: Type.Optional(Type.Array(Type.String(), { description: 'What is worth a look; nothing was refused.' })) })]);
}
