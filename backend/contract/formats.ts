// No imports: command line and page use these at run time.

/** Formats that `GET /api/export?format=` writes; the first one unless told. */
export const EXPORT_FORMATS = ['json', 'yaml', 'fossflow', 'fossflow-compact', 'csv', 'csv-connections'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Types of text that `POST /api/import` reads, by the end of a file's name. */
export const IMPORT_MEDIA_TYPES: Readonly<Record<string, string>> = { json: 'application/json', yaml: 'application/yaml', yml: 'application/yaml', csv: 'text/csv', tsv: 'text/csv' };

/** The type of a file by its name; JSON where the name does not say. */
export const mediaTypeOf = (name: string): string => IMPORT_MEDIA_TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/json';
