// No imports: command line and page use these at run time.

/** The format of a file that `export` writes and `import` reads, and its version. */
export const EXPORT_FORMAT = 'unlimited-cluster';
export const EXPORT_VERSION = 1;

/** The lists of a file to import, in the order in which an export has them. */
export const IMPORT_LISTS = ['servers', 'connections', 'clusters', 'networks', 'server_types', 'icons', 'areas', 'texts', 'lines', 'views'] as const;
export type ImportList = (typeof IMPORT_LISTS)[number];

/** What a file may say of a row but people cannot write: ignored and counted. */
export const IMPORT_IGNORED = ['status', 'metrics', 'last_seen_at', 'problem', 'latency_ms', 'probed_from', 'traffic', 'health', 'created_at', 'updated_at', 'built_in', 'media_type', 'bytes', 'image_hash'] as const;
