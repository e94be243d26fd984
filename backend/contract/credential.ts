import { Type, type Static } from '@sinclair/typebox';
import { Id, Line, Moment, Text } from './text.ts';

/** SSH takes the first two; the clouds' values are JSON, see contract/cloud-keys.ts; the last one encrypts backups. */
const CREDENTIAL_KINDS = ['ssh_key', 'password', 'aws', 'azure', 'gcp', 'encryption_key'] as const;

const Kind = Type.Unsafe<(typeof CREDENTIAL_KINDS)[number]>({ type: 'string', enum: [...CREDENTIAL_KINDS] });

/** A stored secret as people see it: its value never comes back. */
export const CredentialSchema = Type.Object({
  id: Id('Immutable; a server\'s source names it.'),
  name: Line('Shown where a credential is chosen.'),
  kind: Kind,
  state: Type.Unsafe<'ready' | 'enter_again'>({ type: 'string', enum: ['ready', 'enter_again'], description: 'enter_again: it was encrypted with a key that is not here.' }),
  created_at: Moment('When it was entered.'),
  updated_at: Moment('When its value was last entered.'),
}, { $id: 'Credential', additionalProperties: false });
export type Credential = Static<typeof CredentialSchema>;

/** Body of POST /api/credentials. An id that exists is a clash; remove it first or enter a new one. */
export const NewCredentialSchema = Type.Object({
  id: Type.Optional(Id('Made from the name if absent.')),
  name: Line('Shown where a credential is chosen.'),
  kind: Kind,
  value: Text('The private key, the password, or the keys of a cloud as JSON. Write-only.', 20_000),
  passphrase: Type.Optional(Line('Passphrase of the private key. Write-only.', 1_000)),
}, { $id: 'NewCredential', additionalProperties: false });
export type NewCredential = Static<typeof NewCredentialSchema>;

/** Body of PATCH /api/credentials/{id}: a new value, and a new name if wanted. */
export const CredentialPatchSchema = Type.Object({
  name: Type.Optional(NewCredentialSchema.properties.name),
  kind: Type.Optional(Kind),
  value: NewCredentialSchema.properties.value,
  passphrase: NewCredentialSchema.properties.passphrase,
}, { $id: 'CredentialPatch', additionalProperties: false });

/** The host key of a server as it was first seen: another one is refused until a person forgets this one. */
export const HostKeySchema = Type.Object({
  algorithm: Type.String(),
  fingerprint: Type.String({ description: 'SHA-256, as OpenSSH prints it.' }),
}, { $id: 'HostKey', additionalProperties: false });
