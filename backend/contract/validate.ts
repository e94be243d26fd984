import type { Static, TSchema } from '@sinclair/typebox';
import { Ajv, type ValidateFunction } from 'ajv';
import { invalid } from '../errors.ts';
import { CHECK_OPTIONS, checkOf, type Check } from './checking.ts';

const ajv = new Ajv(CHECK_OPTIONS);
const checks = new WeakMap<TSchema, Check>();

/**
 * The check of a schema, compiled at its first use and kept. A file named `…-checks.ts` may do nothing else: the build writes its checks down,
 * so that a program which needs only those starts without compiling, and without the schemas.
 */
export function compile(schema: TSchema): Check {
  let check = checks.get(schema);
  if (check === undefined) {
    check = checkOf(() => validatorOf(schema));
    checks.set(schema, check);
  }
  return check;
}

/** The value as the schema's type. Throws `invalid` (422) with every fault. */
export function parse<Schema extends TSchema>(schema: Schema, value: unknown): Static<Schema> {
  const faults = compile(schema)(value);
  if (faults.length > 0) throw invalid(faults);
  return value;
}

const validatorOf = (schema: TSchema): ValidateFunction => ajv.compile(withoutIds(schema));

/** The schema without `$id`s: one word stands inside several others, and Ajv takes each name once. */
export function withoutIds(schema: TSchema): object {
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key === '$id' ? undefined : value))) as object;
}
