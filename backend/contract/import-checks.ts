import type { Check } from './checking.ts';
import type { ImportList } from './import-lists.ts';
import { IMPORT_ROW_SCHEMAS } from './import.ts';
import { compile } from './validate.ts';

/** The check of a row of each list of a file. */
export const IMPORT_CHECKS: Readonly<Record<ImportList, Check>> = {
  servers: compile(IMPORT_ROW_SCHEMAS.servers), connections: compile(IMPORT_ROW_SCHEMAS.connections), clusters: compile(IMPORT_ROW_SCHEMAS.clusters),
  networks: compile(IMPORT_ROW_SCHEMAS.networks), server_types: compile(IMPORT_ROW_SCHEMAS.server_types), icons: compile(IMPORT_ROW_SCHEMAS.icons),
  areas: compile(IMPORT_ROW_SCHEMAS.areas), texts: compile(IMPORT_ROW_SCHEMAS.texts), lines: compile(IMPORT_ROW_SCHEMAS.lines), views: compile(IMPORT_ROW_SCHEMAS.views),
};
