import { Type, type Static } from '@sinclair/typebox';
import { Id, Line, Moment, Text } from './text.ts';

const CREDENTIAL_KINDS = ['ssh_key', 'password'] as const;

const Kind = Type.Unsafe<(typeof CREDENTIAL_KINDS)[number]>({ type: 'string', enum: [...CREDENTIAL_KINDS] });

/** A stored secret as people see it: its value never comes back. */
export const CredentialSchema = Type.Object({
  id: Id('Immutable; a server\'s source names it.'),
  name: Line('Shown where a credential is chosen.'),
  kind: Kind,
  created_at: Moment('When it was entered.'),
  updated_at: Moment('When its value was last entered.'),
}, { $id: 'Credential', additionalProperties: false });
export type Credential = Static<typeof CredentialSchema>;

/** Body of POST /api/credentials. An id that exists is a clash; remove it first or enter a new one. */
export const NewCredentialSchema = Type.Object({
  id: Type.Optional(Id('Made from the name if absent.')),
  name: Line('Shown where a credential is chosen.'),
  kind: Kind,
  value: Text('The private key, or the password. Write-only.', 20_000),
  passphrase: Type.Optional(Line('Passphrase of the private key. Write-only.', 1_000)),
}, { $id: 'NewCredential', additionalProperties: false });
export type NewCredential = Static<typeof NewCredentialSchema>;
