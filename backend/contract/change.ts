import { Type, type Static } from '@sinclair/typebox';
import { Id, Line } from './text.ts';

/** The nouns whose rows travel on the feed, named as their routes. */
export const FEED_NOUNS = ['servers', 'connections', 'clusters', 'networks', 'server-types', 'areas', 'texts', 'lines', 'views'] as const;
export type FeedNoun = (typeof FEED_NOUNS)[number];

const Noun = Type.Unsafe<FeedNoun>({ type: 'string', enum: [...FEED_NOUNS] });

/** One row that a write put or removed. `value` is the row as stored, without what is measured. */
export const ChangedRowSchema = Type.Union([
  Type.Object({ op: Type.Literal('put'), noun: Noun, id: Type.String(), value: Type.Unknown() }),
  Type.Object({ op: Type.Literal('remove'), noun: Noun, id: Type.String() }),
]);
export type ChangedRow = Static<typeof ChangedRowSchema>;

/** One committed write, numbered without gaps. `rows` is null where more than 1,000 rows changed at once: fetch a snapshot. */
export const ChangeSchema = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  at: Type.String({ format: 'date-time' }),
  by: Line('User who made it; "daemon" for the product itself.', 200),
  rows: Type.Union([Type.Array(ChangedRowSchema), Type.Null()]),
}, { $id: 'Change' });
export type Change = Static<typeof ChangeSchema>;

/** Why numbers of the feed can compare: those of another epoch (another database) mean nothing here. */
export const EpochSchema = Id('Random, made with the database.');
