import type { Chance } from './chance.ts';

/** JSON Schema as openapi.json carries it. */
export type Schema = {
  readonly $ref?: string; readonly type?: string; readonly properties?: Record<string, Schema>; readonly required?: string[]; readonly items?: Schema;
  readonly anyOf?: Schema[]; readonly allOf?: Schema[]; readonly enum?: unknown[]; readonly const?: unknown; readonly pattern?: string; readonly format?: string;
  readonly minimum?: number; readonly maximum?: number; readonly maxLength?: number; readonly patternProperties?: Record<string, Schema>; readonly additionalProperties?: boolean | Schema;
};

/** What a body may name: rows that are there. */
export type Known = { readonly ids: readonly string[]; readonly schemas: Readonly<Record<string, Schema>> };

const HOSTILE: readonly unknown[] = [
  null, true, false, 0, -1, 1e308, -0, 0.1, '', ' ', 'a', '\0', 'a\0b', '\ud800', '\u2028', '\u202e', '../../etc/passwd', '%00', '__proto__', 'constructor', 'toString', '{}', "'; DROP TABLE servers; --",
  '<script>alert(1)</script>', 'n'.repeat(300), 'n'.repeat(100_000), '💥'.repeat(80), [], {}, [[]], [null], { __proto__: null }, { a: { b: { c: 1 } } }, Array.from({ length: 200 }, () => 'x'), 2 ** 53 + 2, '2026-02-30T00:00:00Z', '999.1.1.1', '::1',
];
const KEYS = ['id', 'status', 'metrics', 'created_at', 'constructor', 'toString', 'hasOwnProperty', 'length', '', '\0', 'a b', 'x'.repeat(1_000)];

/** A value that mostly fits its schema. */
export function fitting(schema: Schema, known: Known, chance: Chance, depth = 0): unknown {
  if (schema.$ref !== undefined) return fitting(known.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, known, chance, depth);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return chance.of(schema.enum);
  if (schema.anyOf !== undefined && schema.type !== 'object') return fitting(chance.of(schema.anyOf), known, chance, depth);
  switch (schema.type) {
    case 'object': return fittingObject(schema, known, chance, depth);
    case 'array': return depth > 6 ? [] : [...new Set(Array.from({ length: chance.below(4) }, () => fitting(schema.items ?? {}, known, chance, depth + 1)))];
    case 'string': return fittingText(schema, known, chance);
    case 'integer': return Math.round(fittingNumber(schema, chance));
    case 'number': return fittingNumber(schema, chance);
    case 'boolean': return chance.is(0.5);
    case 'null': return null;
    case undefined: default: return chance.of(HOSTILE);
  }
}

function fittingObject(schema: Schema, known: Known, chance: Chance, depth: number): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const required = new Set([...(schema.required ?? []), ...(schema.anyOf === undefined ? [] : chance.of(schema.anyOf).required ?? [])]);
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (required.has(key) || chance.is(0.25)) value[key] = meant(key, depth, chance) ?? fitting(inner, known, chance, depth + 1);
  }
  for (const inner of Object.values(schema.patternProperties ?? {})) {
    for (let count = chance.below(3); count > 0; count -= 1) value[`key${chance.below(9)}`] = fitting(inner, known, chance, depth + 1);
  }
  return value;
}

/** What a person would write there: a new id, a type that exists, rows as they are called here. */
function meant(key: string, depth: number, chance: Chance): unknown {
  if (depth > 0 || chance.is(0.3)) return undefined;
  switch (key) {
    case 'id': return `fresh-${chance.below(100_000)}`;
    case 'type': return chance.of(['web', 'generic', 'http', 'database']);
    case 'from': case 'parent': return 'web1';
    case 'to': return 'db1';
    case 'servers': return ['web1', 'dns1'];
    case 'networks': return ['lan'];
    default: return undefined;
  }
}

function fittingText({ pattern = '', format, maxLength = 200 }: Schema, known: Known, chance: Chance): string {
  switch (format) {
    case 'address': return chance.of(['', '10.0.0.1', '192.168.1.10', 'fe80::1', 'host.example.org', '127.0.0.1']);
    case 'cidr-or-empty': return chance.of(['', '10.0.0.0/8', 'fd00::/8']);
    case 'ip-or-empty': return chance.of(['', '10.0.0.254']);
    case 'date-time': return chance.of(['2030-01-01T00:00:00Z', '2031-05-06T07:08:09.123+02:00']);
    case undefined: default: break;
  }
  if (pattern.startsWith('^#')) return chance.of(['#000000', '#4CAF50', '#ffffff']);
  if (pattern.startsWith('^/')) return chance.of(['/metrics', '/metrics?x=1']);
  if (pattern.startsWith('^[A-Za-z0-9]')) return chance.is(0.7) && known.ids.length > 0 ? chance.of(known.ids) : chance.of(['generic', 'web', 'fresh']) + (chance.is(0.5) ? String(chance.below(5_000)) : '');
  return chance.of(['Web', 'Größe', '東京 1', 'a/b', '"quoted"', 'x'.repeat(Math.min(60, maxLength)), '']);
}

function fittingNumber({ minimum = -1_000, maximum = 1_000 }: Schema, chance: Chance): number {
  return chance.of([minimum, maximum, minimum + chance.next() * (maximum - minimum), Math.max(minimum, Math.min(maximum, chance.below(100)))]);
}

/** The same value with something wrong somewhere, most of the time. */
export function spoiled(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.is(0.08)) return chance.of(HOSTILE);
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value as unknown[]];
    if (copy.length === 0 || chance.is(0.3)) copy.push(chance.of(HOSTILE));
    else copy[chance.below(copy.length)] = spoiled(chance.of(copy), chance);
    return copy;
  }
  const entries = Object.entries(value);
  const copy = Object.fromEntries(entries);
  const [key] = entries.length === 0 ? ['name'] : chance.of(entries);
  switch (chance.below(4)) {
    case 0: return Object.fromEntries(entries.filter(([name]) => name !== key));
    case 1: return JSON.parse(`{${[...entries.map(([name, inner]) => `${JSON.stringify(name)}:${JSON.stringify(inner)}`), `${JSON.stringify(chance.is(0.3) ? '__proto__' : chance.of(KEYS))}:${JSON.stringify(chance.of(HOSTILE))}`].join(',')}}`);
    default: copy[key] = spoiled(copy[key], chance); return copy;
  }
}

/** The bytes of a body; sometimes broken on the way. */
export function bytesOf(value: unknown, chance: Chance): Buffer {
  const bytes = Buffer.from(JSON.stringify(value));
  if (!chance.is(0.06) || bytes.length === 0) return bytes;
  switch (chance.below(4)) {
    case 0: return bytes.subarray(0, chance.below(bytes.length));
    case 1: bytes[chance.below(bytes.length)] = chance.below(256); return bytes;
    case 2: return Buffer.concat([bytes, Buffer.from([chance.below(256)])]);
    default: return Buffer.from('['.repeat(5_000));
  }
}
