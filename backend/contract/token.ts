import { Type, type Static } from '@sinclair/typebox';
import { AccessSchema } from './access.ts';
import { Id, Line, Moment } from './text.ts';

/** A token of the API as people see it: only its hash is kept. */
export const TokenSchema = Type.Object({
  id: Id('Immutable.'),
  name: Line('What it is for; stands as the user of its changes.'),
  rights: AccessSchema.properties.rights,
  clusters: AccessSchema.properties.clusters,
  created_at: Moment('When it was made.'),
  expires_at: Type.Union([Moment('When it stops working.'), Type.Null()]),
}, { $id: 'Token', additionalProperties: false });
export type Token = Static<typeof TokenSchema>;

/** Body of POST /api/tokens. */
export const NewTokenSchema = Type.Object({
  name: Line('What it is for.'),
  rights: Type.Optional(AccessSchema.properties.rights),
  clusters: Type.Optional(AccessSchema.properties.clusters),
  expires_at: Type.Optional(Type.Union([Moment('When it stops working; never if absent.'), Type.Null()])),
}, { $id: 'NewToken', additionalProperties: false });
export type NewToken = Static<typeof NewTokenSchema>;

/** Answer of POST /api/tokens: the one time the token itself is shown. */
export const MadeTokenSchema = Type.Object({
  ...TokenSchema.properties,
  token: Type.String({ description: 'Send it as `Authorization: Bearer …`. It is not shown again.' }),
}, { $id: 'MadeToken', additionalProperties: false });
export type MadeToken = Static<typeof MadeTokenSchema>;

/** Answer of POST /api/ws-ticket. */
export const TicketSchema = Type.Object({
  ticket: Type.String({ description: 'Present it once as the one subprotocol of /ws.' }),
  expires_in_seconds: Type.Integer({ minimum: 1 }),
}, { $id: 'Ticket', additionalProperties: false });
export type Ticket = Static<typeof TicketSchema>;
