import { Type, type Static } from '@sinclair/typebox';
import { Moment } from './text.ts';

const NextStepSchema = Type.Object({
  number: Type.Integer({ minimum: 1, description: 'Number of the change.' }),
  at: Moment('When it was made.'),
  summary: Type.String({ description: 'In a few words, what it was.' }),
}, { additionalProperties: false });

/** One edit that can be undone or made again. */
export type NextStep = Static<typeof NextStepSchema>;

/** Answer of GET /api/undo. */
export const NextUndoSchema = Type.Object({
  undo: Type.Union([NextStepSchema, Type.Null()]), redo: Type.Union([NextStepSchema, Type.Null()]),
}, { $id: 'NextUndo', additionalProperties: false });
export type NextUndo = Static<typeof NextUndoSchema>;
