import { Type, type Static } from '@sinclair/typebox';

/** What the open TCP connections behind one connection of the map carry, measured at the server it starts from. */
export const TrafficSchema = Type.Object({
  sent_bytes_per_second: Type.Number({ minimum: 0, description: 'Towards the server that answers, as it acknowledged them.' }),
  received_bytes_per_second: Type.Number({ minimum: 0, description: 'From there.' }),
}, { additionalProperties: false });
export type Traffic = Static<typeof TrafficSchema>;

/** One open TCP connection: its two ends as `address:port`, and the bytes it carried so far. */
export type Socket = { readonly local: string; readonly peer: string; readonly sent: number; readonly received: number };
