import type { ErrorObject } from 'ajv';
import type { Fault } from './problem.ts';

/** Fields that people read and the daemon writes. */
const READ_ONLY: ReadonlySet<string> = new Set([
  'status', 'metrics', 'last_seen_at', 'problem', 'latency_ms', 'probed_from', 'health', 'created_at', 'updated_at', 'built_in', 'cluster',
]);

const FORMATS: Readonly<Record<string, string>> = {
  address: 'must be an IPv4 address, an IPv6 address, a host name or ""',
  'cidr-or-empty': 'must be an address range such as 10.0.0.0/8, or ""',
  'ip-or-empty': 'must be an IPv4 or IPv6 address, or ""',
  'date-time': 'must be a moment with its zone, such as 2025-01-31T12:00:00Z',
};

const FAULTS_MAX = 1_000;

/** Faults for people from Ajv's errors (of a run with `verbose`): one per place, unions told by what fits best. */
export function faultsOf(errors: readonly ErrorObject[]): Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of withoutUnions(errors)) {
    const fault = faultOf(error);
    const key = `${fault.pointer}\n${fault.message}`;
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

function faultOf(error: ErrorObject): Fault {
  const params = error.params as Record<string, unknown>;
  const pointer = error.instancePath;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      return { pointer: `${pointer}/${escaped(key)}`, message: READ_ONLY.has(key) ? 'is read-only' : 'is not a known field' };
    }
    case 'required': return { pointer: `${pointer}/${escaped(String(params['missingProperty']))}`, message: 'is missing' };
    case 'anyOf': return { pointer, message: unionMessage(error) };
    default: return { pointer, message: messageOf(error, params) };
  }
}

function messageOf(error: ErrorObject, params: Record<string, unknown>): string {
  switch (error.keyword) {
    case 'type': return `must be ${articled(String(params['type']))}`;
    case 'enum': return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
    case 'const': return `must be ${JSON.stringify(params['allowedValue'])}`;
    case 'format': return `${FORMATS[String(params['format'])] ?? 'has the wrong form'}${given(error.data)}`;
    case 'pattern': return `${patternMessage(String(params['pattern']))}${given(error.data)}`;
    case 'maxLength': return `must have at most ${String(params['limit'])} characters`;
    case 'minLength': return `must have at least ${String(params['limit'])} characters`;
    case 'maxItems': return `must have at most ${String(params['limit'])} items`;
    case 'maxProperties': return `must have at most ${String(params['limit'])} keys`;
    case 'uniqueItems': return 'must not hold the same item twice';
    case 'minimum': return `must be at least ${String(params['limit'])}`;
    case 'maximum': return `must be at most ${String(params['limit'])}`;
    case 'exclusiveMinimum': return `must be more than ${String(params['limit'])}`;
    default: return error.message ?? 'is not valid';
  }
}

function patternMessage(pattern: string): string {
  if (pattern.startsWith('^[A-Za-z0-9][A-Za-z0-9._-]')) return 'must start with a letter or digit and hold only letters, digits, ".", "_" and "-", at most 63 (connections: 160)';
  if (pattern.startsWith('^#')) return 'must be a colour such as #4CAF50';
  if (pattern.startsWith('^[^\\u0000')) return 'must not hold control characters';
  if (pattern.startsWith('^/')) return 'must be a path that starts with "/"';
  return `must match ${pattern}`;
}

/** What a union takes: the kinds of its branches, or that a name or an id is needed. */
function unionMessage(error: ErrorObject): string {
  const branches = error.schema as readonly { required?: string[]; properties?: { kind?: { const?: string } }; type?: string }[];
  const kinds = branches.flatMap(({ properties }) => properties?.kind?.const ?? []);
  if (kinds.length > 0) return `must be an object whose kind is one of ${kinds.join(', ')}`;
  const required = branches.flatMap((branch) => branch.required ?? []);
  if (required.length > 0) return `must have ${required.join(' or ')}`;
  return `must be ${branches.flatMap(({ type }) => (type === undefined ? [] : articled(type))).join(' or ')}`;
}

const articled = (type: string): string => (type === 'null' ? 'null' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type === 'string' ? 'text' : type}`);

const given = (value: unknown): string => (typeof value === 'string' && value.length <= 80 ? `, not ${JSON.stringify(value)}` : '');

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
