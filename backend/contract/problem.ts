import { Type, type Static } from '@sinclair/typebox';

/** One fault in a body: where (RFC 6901 pointer) and what. */
export const FaultSchema = Type.Object({ pointer: Type.String(), message: Type.String() });
export type Fault = Static<typeof FaultSchema>;

/** RFC 9457 problem details. `code` is stable, `detail` is a sentence with the value and the remedy. */
export const ProblemSchema = Type.Object({
  type: Type.String({ description: 'about:blank' }),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  errors: Type.Optional(Type.Array(FaultSchema)),
}, { $id: 'Problem', additionalProperties: true });
export type Problem = Static<typeof ProblemSchema>;
