import { Type, type Static, type TOptional } from '@sinclair/typebox';
import { METRIC_NAMES, type MetricName } from './metric-names.ts';
import { Id, Moment } from './text.ts';

const Column = Type.Array(Type.Union([Type.Number(), Type.Null()]));
const columns = Object.fromEntries(METRIC_NAMES.map((name) => [name, Type.Optional(Column)])) as Record<MetricName, TOptional<typeof Column>>;

/** Numbers of one server over time, in columns as long as `times`. A missed poll is null, never zero. */
export const MetricSeriesSchema = Type.Object({
  server: Id('Id of the server.'),
  from: Moment('Start of the range.'),
  to: Moment('End of the range.'),
  step_seconds: Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.Null()], { description: 'Null where samples come as they were taken.' }),
  times: Type.Array(Moment('When each sample was taken.')),
  metrics: Type.Object(columns, { additionalProperties: false, description: 'Only what was ever measured in the range.' }),
}, { $id: 'MetricSeries', additionalProperties: false });
export type MetricSeries = Static<typeof MetricSeriesSchema>;
