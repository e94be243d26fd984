/** The text of help/site.schema.json. */
export function siteSchemaText(): Promise<string>;
export function writeSiteSchema(): Promise<void>;
