import { Type, type TObject, type TProperties, type TSchema } from '@sinclair/typebox';
import { ID_PATTERN } from './limits.ts';

/** The schema of a POST body: every writable key may be absent, but `name` or `id` must be there. */
export function newOf<Writable extends TProperties>(writable: Writable, $id: string) {
  return Type.Object(
    {
      id: Type.Optional(Type.String({ pattern: ID_PATTERN, description: 'Made from the name if absent.' })),
      ...Type.Partial(Type.Object(writable)).properties,
    },
    { $id, additionalProperties: false, anyOf: [{ required: ['name'] }, { required: ['id'] }] },
  );
}

/** The schema of a PATCH body, a JSON Merge Patch (RFC 7396): every writable key, or null for its default. */
export function patchOf(writable: Record<string, TSchema>, $id: string): TObject {
  const nullable = Object.entries(writable).map(([key, schema]) => [key, Type.Optional(Type.Union([schema, Type.Null()]))] as const);
  return Type.Object(Object.fromEntries(nullable), { $id, additionalProperties: false });
}
