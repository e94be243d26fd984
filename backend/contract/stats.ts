import { Type, type Static } from '@sinclair/typebox';

const Counts = Type.Record(Type.String(), Type.Integer({ minimum: 0 }));

/** Totals. A server without a region counts under "". */
export const StatsSchema = Type.Object({
  servers: Type.Object({ total: Type.Integer(), by_type: Counts, by_status: Counts, by_region: Counts, by_cluster: Counts }),
  connections: Type.Object({ total: Type.Integer(), by_type: Counts, by_status: Counts }),
  clusters: Type.Object({ total: Type.Integer(), by_health: Counts }),
  networks: Type.Object({ total: Type.Integer() }),
}, { $id: 'Stats' });
export type Stats = Static<typeof StatsSchema>;
