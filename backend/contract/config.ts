import { Type, type Static, type TSchema } from '@sinclair/typebox';

const DURATION = '^[0-9]+[smhd]$';
const Duration = (standard: string) => Type.String({ pattern: DURATION, default: standard, description: 'Such as 30s, 5m, 2h or 30d.' });
const Percent = (standard: number) => Type.Number({ minimum: 0, maximum: 100, default: standard });
const Section = <T extends Record<string, TSchema>>(properties: T) => Type.Partial(Type.Object(properties), { additionalProperties: true });

/** The configuration file. Every key may be absent; keys of older managers are read or left alone. */
export const ConfigSchema = Section({
  cluster: Section({
    name: Type.String({ maxLength: 200 }), description: Type.String({ maxLength: 2_000 }),
    max_servers: Type.Integer({ minimum: 0, default: 0, description: '0 = no limit.' }),
    auto_scaling: Type.Unknown(), health_check_interval: Type.Integer({ minimum: 1, maximum: 86_400, default: 30 }),
  }),
  visualization: Section({
    theme: Type.String({ maxLength: 40 }), layout: Type.String({ maxLength: 40, default: 'circular' }),
    auto_refresh: Type.Boolean(), refresh_interval: Type.Number({ minimum: 1, maximum: 3_600, default: 5 }),
  }),
  monitoring: Section({
    metrics_retention: Duration('30d'),
    alert_thresholds: Section({ cpu: Percent(80), memory: Percent(85), disk: Percent(90) }),
  }),
  alerts: Type.Record(Type.String(), Type.Object({
    threshold: Type.Optional(Type.Number()), duration: Type.Optional(Type.Union([Type.String({ pattern: DURATION }), Type.Number({ minimum: 0 })])),
    action: Type.Optional(Type.String({ maxLength: 60 })), metric: Type.Optional(Type.String({ maxLength: 60 })),
  }, { additionalProperties: true })),
  aws: Section({ access_key_id: Type.String(), access_key: Type.String(), secret_access_key: Type.String(), secret_key: Type.String(), region: Type.String(), auto_discovery: Type.Boolean() }),
  azure: Section({ subscription_id: Type.String(), client_id: Type.String(), client_secret: Type.String(), tenant_id: Type.String(), resource_group: Type.String(), auto_discovery: Type.Boolean() }),
  gcp: Section({ project_id: Type.String(), credentials_file: Type.String() }),
  general: Section({
    backup_regions: Type.Array(Type.String()), cost_optimization_threshold: Type.Number({ minimum: 0, maximum: 1, default: 0.8 }),
    migration_timeout: Type.Integer({ minimum: 1, default: 3_600 }), monitoring_interval: Type.Integer({ minimum: 1, default: 60 }),
  }),
  listen: Section({
    host: Type.String({ maxLength: 253, default: '127.0.0.1' }), port: Type.Integer({ minimum: 0, maximum: 65_535, default: 8080 }),
    names: Type.Array(Type.String({ maxLength: 253 }), { description: 'Host names under which browsers may reach the daemon.' }),
  }),
  collection: Section({
    interval_seconds: Type.Number({ minimum: 1, maximum: 3_600, default: 15 }), concurrency: Type.Integer({ minimum: 1, maximum: 10_000, default: 256 }),
    probes_per_second: Type.Number({ minimum: 0, maximum: 10_000, default: 100, description: 'All TCP probes together; 0 = none.' }),
  }),
  icons: Section({
    private_addresses: Type.Boolean({ default: false, description: 'Whether icons may be fetched from loopback and private networks.' }),
  }),
  metrics_store: Section({
    kind: Type.Union([Type.Literal('embedded'), Type.Literal('prometheus')], { default: 'embedded' }), url: Type.String({ maxLength: 2_000 }),
  }),
});
export type Config = Static<typeof ConfigSchema>;
