import { BUILT_IN_TYPES } from '../../backend/contract/built-in-types.ts';
import { t } from './words.ts';

const SHIPPED = new Map(BUILT_IN_TYPES.map(({ id, name }) => [id, name]));

/** The name of a server type: in the reader's language where it is shipped and nobody renamed it, else as people wrote it. */
export function typeName(type: { readonly id: string; readonly name: string } | undefined): string {
  if (type === undefined) return '';
  return SHIPPED.get(type.id) === type.name ? t(`type_${type.id}`) : type.name;
}
