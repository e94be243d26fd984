import type { Static, TObject, TSchema } from '@sinclair/typebox';
import { say, type Flaw, type Sentence } from '../contract/sentence.ts';
import { allFaultsSentence, ProblemError } from '../errors.ts';

/** The query of an address: everything after the first "?". */
export function queryTextOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}

/**
 * The parameters of a query by their schema. Refuses (400) unknown names, repeated ones and values that do not fit.
 */
export function parseQuery<Schema extends TObject>(schema: Schema, text: string): Static<Schema> {
  const given: Record<string, unknown> = {};
  const faults: Flaw[] = [];
  const properties: Record<string, TSchema> = schema.properties;
  for (const [name, value] of new URLSearchParams(text)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property === undefined) faults.push(fault(name, say('query_unknown')));
    else if (Object.hasOwn(given, name)) faults.push(fault(name, say('query_twice')));
    else if (value.includes('\0') || value.includes('\ufffd')) faults.push(fault(name, say('query_not_text')));
    else read(property, name, value, given, faults);
  }
  for (const name of schema.required ?? []) if (!Object.hasOwn(given, name)) faults.push(fault(name, say('query_needed')));
  if (faults.length > 0) throw new ProblemError('malformed', allFaultsSentence(faults), { faults });
  return given;
}

const fault = (name: string, message: Sentence): Flaw => ({ pointer: `?${name.slice(0, 100)}`, message });

function read(schema: TSchema, name: string, text: string, given: Record<string, unknown>, faults: Flaw[]): void {
  const value = valueOf(schema, text);
  if (value === undefined) faults.push(fault(name, say('query_must_be', { what: expectation(schema), value: JSON.stringify(text.slice(0, 100)) })));
  else given[name] = value;
}

/** Undefined where the text does not fit the schema. */
function valueOf(schema: TSchema, text: string): unknown {
  const { type, minimum, maximum, enum: choices, pattern, maxLength, format } = schema as TSchema & Limits;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (type === 'integer' || type === 'number') {
    const value = (type === 'integer' ? /^-?\d{1,15}$/ : /^-?\d{1,15}(\.\d{1,15})?$/).test(text) ? Number(text) : NaN;
    return value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity) ? value : undefined;
  }
  if (choices !== undefined && !choices.includes(text)) return undefined;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return undefined;
  if (maxLength !== undefined && text.length > maxLength) return undefined;
  if (format === 'date-time' && !(isTime(text) && !Number.isNaN(Date.parse(text)))) return undefined;
  return text;
}

type Limits = { minimum?: number; maximum?: number; enum?: string[]; pattern?: string; maxLength?: number; format?: string; type?: string };

/** ISO 8601 with a zone. */
const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text);

function expectation(schema: TSchema): Sentence {
  const { type, enum: choices, pattern, maxLength, format } = schema as TSchema & Limits;
  if (type === 'boolean') return say('query_boolean');
  if (type === 'integer' || type === 'number') return rangeSentence(schema as TSchema & Limits, say(`query_${type}`));
  if (choices !== undefined) return say('query_one_of', { values: choices });
  if (format === 'date-time') return say('query_time');
  return pattern === undefined ? say('query_text', { limit: maxLength ?? 0 }) : say('query_pattern', { pattern });
}

function rangeSentence({ minimum, maximum }: Limits, number: Sentence): Sentence {
  if (minimum !== undefined && maximum !== undefined) return say('query_from_to', { number, minimum, maximum });
  if (minimum !== undefined) return say('query_from', { number, minimum });
  return maximum === undefined ? number : say('query_to', { number, maximum });
}
