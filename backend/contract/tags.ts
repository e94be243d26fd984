import { Type, type Static } from '@sinclair/typebox';
import { TAG_VALUE_MAX_LENGTH } from './limits.ts';
import { Id } from './text.ts';

/** Which tags servers have. */
export const TagKeysSchema = Type.Object({
  items: Type.Array(Type.Object({
    key: Id('Of the tag.'),
    servers: Type.Integer({ minimum: 1, description: 'How many have it.' }),
    values: Type.Integer({ minimum: 1, description: 'How many different values.' }),
  }), { description: 'The commonest first.' }),
}, { $id: 'TagKeys' });
export type TagKeys = Static<typeof TagKeysSchema>;

/** One tag of all servers. */
export const TagValuesSchema = Type.Object({
  key: Id('Of the tag.'),
  number: Type.Integer({ description: 'Number of the last Change inside.' }),
  values: Type.Array(Type.String({ maxLength: TAG_VALUE_MAX_LENGTH }), { description: 'Different values, the commonest first.' }),
  servers: Type.Array(Type.Array(Id('Of a server.')), { description: 'Which servers have each value, in the order of values.' }),
}, { $id: 'TagValues' });
export type TagValues = Static<typeof TagValuesSchema>;
