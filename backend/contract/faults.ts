import type { ErrorObject } from 'ajv';
import { plain, say, type Flaw, type Sentence, type SentenceKey } from './sentence.ts';

/** Fields that people read and the daemon writes. */
const READ_ONLY: ReadonlySet<string> = new Set([
  'status', 'metrics', 'last_seen_at', 'problem', 'latency_ms', 'probed_from', 'traffic', 'health', 'created_at', 'updated_at', 'built_in', 'cluster',
]);

const FORMATS: Readonly<Record<string, Sentence>> = {
  address: say('fault_address'),
  'cidr-or-empty': say('fault_range'),
  'ip-or-empty': say('fault_ip'),
  'date-time': say('fault_moment'),
};

const FAULTS_MAX = 1_000;

/** Faults for people from Ajv's errors (of a run with `verbose`): one per place, unions told by what fits best. */
export function faultsOf(errors: readonly ErrorObject[]): Flaw[] {
  const faults = new Map<string, Flaw>();
  for (const error of withoutUnions(errors)) {
    const fault = faultOf(error);
    const key = `${fault.pointer}\n${JSON.stringify(fault.message)}`;
    if (faults.size < FAULTS_MAX && !faults.has(key)) faults.set(key, fault);
  }
  return [...faults.values()];
}

/** Leaves one branch of each union: that whose `kind` fits, else that which is not null; the union's own error goes if a branch's stays. */
function withoutUnions(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  let left = errors;
  for (const union of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const inside = left.filter((error) => error !== union && error.schemaPath.startsWith(`${union.schemaPath}/`) && error.instancePath.startsWith(union.instancePath));
    const best = bestBranch(branchesOf(inside, union.schemaPath.length + 1), union.instancePath);
    const dropped = new Set<ErrorObject>(inside.filter((error) => !best?.includes(error)));
    if (best !== undefined) dropped.add(union);
    left = left.filter((error) => !dropped.has(error));
  }
  return left;
}

/** Errors by the branch they come from, which stands in their schema path from `at` on. */
function branchesOf(errors: readonly ErrorObject[], at: number): ErrorObject[][] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const branch = error.schemaPath.slice(at).split('/')[0] ?? '';
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  return [...branches.values()];
}

function bestBranch(branches: readonly ErrorObject[][], at: string): ErrorObject[] | undefined {
  const possible = branches.filter((errors) =>
    !errors.some((error) => (error.keyword === 'const' && error.instancePath === `${at}/kind`) || (error.keyword === 'required' && error.instancePath === at)
      || (error.keyword === 'type' && error.instancePath === at)));
  return possible.length === 1 ? possible[0] : undefined;
}

function faultOf(error: ErrorObject): Flaw {
  const params = error.params as Record<string, unknown>;
  const pointer = error.instancePath;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      return { pointer: `${pointer}/${escaped(key)}`, message: say(READ_ONLY.has(key) ? 'fault_read_only' : 'fault_unknown_field') };
    }
    case 'required': return { pointer: `${pointer}/${escaped(String(params['missingProperty']))}`, message: say('fault_missing') };
    case 'anyOf': return { pointer, message: unionSentence(error) };
    default: return { pointer, message: sentenceOf(error, params) };
  }
}

function sentenceOf(error: ErrorObject, params: Record<string, unknown>): Sentence {
  const limit = String(params['limit']);
  switch (error.keyword) {
    case 'type': return say('fault_must_be', { what: anyOf(String(params['type']).split(',').map(typeName)) });
    case 'enum': return say('fault_must_be_one_of', { values: (params['allowedValues'] as unknown[]).map(String) });
    case 'const': return say('fault_must_be', { what: JSON.stringify(params['allowedValue']) });
    case 'format': return withGiven(FORMATS[String(params['format'])] ?? say('fault_wrong_form'), error.data);
    case 'pattern': return withGiven(patternSentence(String(params['pattern'])), error.data);
    case 'maxLength': return say('fault_max_length', { limit });
    case 'minLength': return say('fault_min_length', { limit });
    case 'maxItems': return say('fault_max_items', { limit });
    case 'minItems': return say('fault_min_items', { limit });
    case 'maxProperties': return say('fault_max_keys', { limit });
    case 'uniqueItems': return say('fault_unique');
    case 'minimum': return say('fault_minimum', { limit });
    case 'maximum': return say('fault_maximum', { limit });
    case 'exclusiveMinimum': return say('fault_more_than', { limit });
    default: return error.message === undefined ? say('fault_not_valid') : plain(error.message);
  }
}

function patternSentence(pattern: string): Sentence {
  if (pattern.startsWith('^[A-Za-z0-9][A-Za-z0-9._-]')) return say('fault_id');
  if (pattern.startsWith('^#')) return say('fault_colour');
  if (pattern.startsWith('^[^\\u0000')) return say('fault_control');
  if (pattern.startsWith('^/')) return say('fault_path');
  return say('fault_pattern', { pattern });
}

/** What a union takes: the kinds of its branches, or that a name or an id is needed. */
function unionSentence(error: ErrorObject): Sentence {
  const branches = error.schema as readonly { required?: string[]; properties?: { kind?: { const?: string } }; type?: string }[];
  const kinds = branches.flatMap(({ properties }) => properties?.kind?.const ?? []);
  if (kinds.length > 0) return say('fault_must_be_kind', { kinds });
  const required = branches.flatMap((branch) => branch.required ?? []);
  if (required.length > 0) return say('fault_must_have', { what: anyOf(required.map(plain)) });
  return say('fault_must_be', { what: anyOf(branches.flatMap(({ type }) => (type === undefined ? [] : [typeName(type)]))) });
}

/** Names of JSON's types, with their article. */
const TYPES: Readonly<Record<string, SentenceKey>> = {
  object: 'type_object', array: 'type_array', string: 'type_string', number: 'type_number', integer: 'type_integer', boolean: 'type_boolean', null: 'type_null',
};

function typeName(type: string): Sentence {
  const key = TYPES[type];
  return key === undefined ? plain(type) : { key };
}

/** `a or b or c`. */
const anyOf = (names: readonly Sentence[]): Sentence =>
  names.length === 0 ? say('fault_not_valid') : names.slice(1).reduce((one, other) => say('either', { one, other }), names[0] as Sentence);

const withGiven = (what: Sentence, value: unknown): Sentence =>
  (typeof value === 'string' && value.length <= 80 ? say('fault_given', { what, value: JSON.stringify(value) }) : what);

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
