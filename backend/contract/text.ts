import { Type } from '@sinclair/typebox';
import { CONNECTION_ID_PATTERN, ID_PATTERN, LINE_PATTERN, NAME_MAX_LENGTH, TEXT_PATTERN } from './limits.ts';

/** An id as a person or a script gives it. */
export const Id = (description: string) => Type.String({ pattern: ID_PATTERN, description });

/** An id of a connection, up to 160 characters. */
export const ConnectionId = (description: string) => Type.String({ pattern: CONNECTION_ID_PATTERN, description });

/** One line of text for people. */
export const Line = (description: string, maxLength = NAME_MAX_LENGTH) =>
  Type.String({ pattern: LINE_PATTERN, maxLength, description });

/** Several lines of text for people. */
export const Text = (description: string, maxLength: number) => Type.String({ pattern: TEXT_PATTERN, maxLength, description });

/** A moment, ISO 8601, UTC. */
export const Moment = (description: string) => Type.String({ format: 'date-time', description: `${description} ISO 8601, UTC.` });

/** A colour as #rrggbb. */
export const Colour = (description: string) => Type.String({ pattern: '^#[0-9A-Fa-f]{6}$', description });
