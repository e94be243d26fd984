import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { Id, Line } from './text.ts';

const Port = (description: string, standard: number) =>
  Type.Integer({ minimum: 1, maximum: 65_535, default: standard, description });
const HttpPath = Type.String({
  pattern: '^/[\\x21-\\x7e]*$', maxLength: 500, default: '/metrics', description: 'Path of the page, with its query if any.',
});

/** Where a server's numbers come from. `none` is not measured, but its type's ports are tried by TCP. */
export const SourceSchema = Type.Union([
  Type.Object({ kind: Type.Literal('local') }, { additionalProperties: false, description: 'The machine the daemon runs on.' }),
  Type.Object({
    kind: Type.Literal('ssh'),
    port: Type.Optional(Port('Port of sshd.', 22)),
    user: Type.Optional(Line('Login name; default root.', 64)),
    credential: Type.Optional(Id('Id of a stored secret: a private key or a password. Without it, the agent.')),
  }, { additionalProperties: false, description: 'Read over SSH, nothing installed on the server.' }),
  Type.Object({
    kind: Type.Literal('node_exporter'),
    port: Type.Optional(Port('Port of node_exporter.', 9100)),
    path: Type.Optional(HttpPath),
    tls: Type.Optional(Type.Boolean({ default: false })),
  }, { additionalProperties: false, description: 'A Prometheus node_exporter.' }),
  Type.Object({
    kind: Type.Literal('webmin'),
    port: Type.Optional(Port('Port of Webmin.', 10_000)),
    tls: Type.Optional(Type.Boolean({ default: true })),
    credential: Type.Optional(Id('Id of a stored secret.')),
  }, { additionalProperties: false, description: 'Webmin RPC. Stored, not read yet.' }),
  Type.Object({
    kind: Type.Literal('prometheus'),
    instance: Type.Optional(Line('Value of the label instance.', 300)),
  }, { additionalProperties: false, description: 'A Prometheus-compatible store. Stored, not read yet.' }),
  Type.Object({ kind: Type.Literal('none') }, { additionalProperties: false, description: 'Not measured; reached by TCP on the ports of its type.' }),
], { $id: 'Source', description: 'Where the numbers of a server come from.' });

const OrNull = (schema: TSchema) => Type.Optional(Type.Union([schema, Type.Null()]));

/** A source inside a merge patch: what changes, null for a default. Another `kind` starts afresh. The result must be a source. */
export const SourcePatchSchema = Type.Object({
  kind: Type.Optional(Type.Unsafe<SourceKind>({ type: 'string', enum: SourceSchema.anyOf.map(({ properties }) => properties.kind.const) })),
  port: OrNull(Port('Port.', 22)), user: OrNull(Line('Login name.', 64)), credential: OrNull(Id('Id of a stored secret.')),
  path: OrNull(HttpPath), tls: OrNull(Type.Boolean()), instance: OrNull(Line('Value of the label instance.', 300)),
}, { additionalProperties: false, description: 'Where the numbers of a server come from.' });

export type Source = Static<typeof SourceSchema>;
export type SourceKind = Source['kind'];
