import type { ErrorObject } from 'ajv';
import { isAddress, isCidrOrEmpty, isIpOrEmpty } from './addresses.ts';
import { faultsOf } from './faults.ts';
import { isDateTime } from './moments.ts';
import { say, type Flaw } from './sentence.ts';

/** Every fault of a value against a schema; none for a valid one. The value is not changed. */
export type Check = (value: unknown) => readonly Flaw[];

/** What Ajv makes of a schema: at run time, or written down when the product was built. */
export type Validator = { (value: unknown): boolean | PromiseLike<unknown>; errors?: ErrorObject[] | null };

/** The formats that schemas name. */
export const FORMATS = { address: isAddress, 'cidr-or-empty': isCidrOrEmpty, 'ip-or-empty': isIpOrEmpty, 'date-time': isDateTime };

/** How Ajv is to check, at run time and in what is written down. */
export const CHECK_OPTIONS = { allErrors: true, strict: true, strictTypes: false, strictRequired: false, ownProperties: true, verbose: true, addUsedSchema: false, formats: FORMATS } as const;

/**
 * The check that a validator makes; it is asked for at the first value. Pointers are RFC 6901, messages read on after the pointer
 * ("/ip must be an IPv4 address, …"). A text with half a surrogate pair is a fault: it could not be kept as it is.
 */
export function checkOf(validatorOf: () => Validator): Check {
  let validate: Validator | undefined;
  return (value) => {
    validate ??= validatorOf();
    const faults = validate(value) === true ? [] : faultsOf(validate.errors ?? []);
    return faults.length > 0 ? faults : brokenTextsOf(value, '', []);
  };
}

function brokenTextsOf(value: unknown, pointer: string, faults: Flaw[]): Flaw[] {
  if (typeof value === 'string') {
    if (!isWellFormed(value)) faults.push({ pointer, message: say('fault_surrogate') });
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) brokenTextsOf((value as Record<string, unknown>)[key], `${pointer}/${key}`, faults);
  }
  return faults;
}

// A half without its other.
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
