import type { Static, TSchema } from '@sinclair/typebox';
import { Ajv, type ValidateFunction } from 'ajv';
import { invalid } from '../errors.ts';
import { isAddress, isCidrOrEmpty, isIpOrEmpty } from './addresses.ts';
import { faultsOf } from './faults.ts';
import { isDateTime } from './moments.ts';
import { say, type Flaw } from './sentence.ts';

const ajv = new Ajv({
  allErrors: true, strict: true, strictTypes: false, strictRequired: false, ownProperties: true, verbose: true, addUsedSchema: false,
  formats: { address: isAddress, 'cidr-or-empty': isCidrOrEmpty, 'ip-or-empty': isIpOrEmpty, 'date-time': isDateTime },
});
const validators = new WeakMap<TSchema, ValidateFunction>();

/** Every fault of a value against a schema; none for a valid one. The value is not changed. */
export type Check = (value: unknown) => readonly Flaw[];

/**
 * The check of a schema, compiled at its first use and kept. Pointers are RFC 6901, messages read on after the pointer
 * ("/ip must be an IPv4 address, …"). A text with half a surrogate pair is a fault: it could not be kept as it is.
 */
export function compile(schema: TSchema): Check {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= validatorOf(schema);
    const faults = validate(value) ? [] : faultsOf(validate.errors ?? []);
    return faults.length > 0 ? faults : brokenTextsOf(value, '', []);
  };
}

/** The value as the schema's type. Throws `invalid` (422) with every fault. */
export function parse<Schema extends TSchema>(schema: Schema, value: unknown): Static<Schema> {
  const validate = validatorOf(schema);
  if (!validate(value)) throw invalid(faultsOf(validate.errors ?? []));
  const broken = brokenTextsOf(value, '', []);
  if (broken.length > 0) throw invalid(broken);
  return value;
}

function validatorOf(schema: TSchema): ValidateFunction {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(withoutIds(schema));
    validators.set(schema, validate);
  }
  return validate;
}

/** The schema without `$id`s: one word stands inside several others, and Ajv takes each name once. */
function withoutIds(schema: TSchema): object {
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key === '$id' ? undefined : value))) as object;
}

function brokenTextsOf(value: unknown, pointer: string, faults: Flaw[]): Flaw[] {
  if (typeof value === 'string') {
    if (!isWellFormed(value)) faults.push({ pointer, message: say('fault_surrogate') });
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) brokenTextsOf((value as Record<string, unknown>)[key], `${pointer}/${key}`, faults);
  }
  return faults;
}

/** Whether every surrogate in a text has its other half. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
