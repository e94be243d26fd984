/** Writes help/site.schema.json, by which editors complete and check site files. `npm run check` and `npm run build` run it. */
import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sentenceDefine } from './sentences.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FILE = 'help/site.schema.json';
/** Formats of ours, which an editor does not know; descriptions say what they are. */
const OUR_FORMATS = ['address', 'cidr-or-empty', 'ip-or-empty'];

/** The text of the schema, made of the contract's. JSON Schema draft 7, which editors know best. */
export async function siteSchemaText() {
  return `${JSON.stringify(siteSchema(await words()), null, 1)}\n`;
}

function siteSchema({ IMPORT_ROW_SCHEMAS, IMPORT_IGNORED, IMPORT_LISTS, BUILT_IN_TYPES, SITE_VERSION, SITE_LAYOUTS, SITE_THEMES, CONNECTION_TYPES, ID_PATTERN, ARROW }) {
  const rows = Object.fromEntries(IMPORT_LISTS.map((list) => [list, rowOf(IMPORT_ROW_SCHEMAS[list], IMPORT_IGNORED)]));
  const builtIn = { type: 'object', properties: { type: { enum: BUILT_IN_TYPES.map(({ id }) => id) } } };
  const lists = Object.fromEntries(IMPORT_LISTS.map((list) => [list, list === 'connections'
    ? { type: ['array', 'object', 'null'], items: { $ref: '#/definitions/connection' }, additionalProperties: rows.connections }
    : { type: ['object', 'array', 'null'], propertyNames: { pattern: ID_PATTERN }, additionalProperties: orNothing({ $ref: `#/definitions/${list}` }), items: { allOf: [{ $ref: `#/definitions/${list}` }, named(IMPORT_ROW_SCHEMAS[list])] } }]));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#', title: 'Site file of Unlimited Cluster', description: 'Servers and what connects them: clusterctl render draws it, clusterctl apply makes the map match it.',
    type: 'object', required: ['site'], additionalProperties: false,
    properties: {
      site: { const: SITE_VERSION, description: 'Version of this format.' }, title: { type: 'string', description: 'Names the picture.' },
      layout: { enum: SITE_LAYOUTS, description: 'How servers without a place are arranged.' }, theme: { enum: SITE_THEMES, description: 'Colours of the picture.' }, ...lists,
    },
    // Types that people made stand in the file itself: where there are none, only those that come with the product are known.
    if: { not: { required: ['server_types'] } },
    then: { properties: { servers: { additionalProperties: orNothing(builtIn), items: builtIn } } },
    definitions: { ...placed(rows, ID_PATTERN), connection: connectionOf(rows.connections, CONNECTION_TYPES, ARROW) },
  };
}

/** A row under its id. What a file may say but nobody can write is left out. */
function rowOf(schema, ignored) {
  const { properties, required = [] } = plain(schema);
  const own = Object.entries(properties).filter(([key]) => !ignored.includes(key));
  return { type: 'object', properties: Object.fromEntries(own), ...(required.length > 0 && { required }), additionalProperties: false };
}

/** In a list a row must have an id or a name, as its schema says. */
const named = (schema) => (schema.anyOf === undefined ? { required: ['id'] } : { anyOf: plain(schema).anyOf });

const orNothing = (schema) => ({ anyOf: [schema, { type: 'null' }] });

/** The rows with places as a site file writes them: `[x, y]`, and servers of lines by their ids. */
function placed({ connections: _, ...rows }, idPattern) {
  const pair = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2, description: 'A tile: [x, y].' };
  const place = (schema) => ({ anyOf: [pair, schema] });
  const withAt = (row) => ({ ...row, properties: { ...row.properties, at: place(row.properties.position) }, ...(row.required && { required: row.required.filter((key) => key !== 'position') }) });
  const { servers, texts, areas, lines, views } = plain(rows);
  areas.properties.from = place(areas.properties.from);
  areas.properties.to = place(areas.properties.to);
  lines.properties.points.items = { anyOf: [{ type: 'string', pattern: idPattern, description: 'Id of a server.' }, pair, ...(lines.properties.points.items.anyOf ?? [lines.properties.points.items])] };
  for (const option of views.properties.places.anyOf) for (const [pattern, tile] of Object.entries(option.patternProperties ?? {})) option.patternProperties[pattern] = place(tile);
  return { ...rows, servers: withAt(servers), texts: withAt(texts), areas, lines, views };
}

/** `a -> b`, `a -> b: type`, `a -> b: {…}`, or a row with from and to. */
function connectionOf(row, types, arrow) {
  const { from: _from, to: _to, ...more } = row.properties;
  const behind = { anyOf: [{ enum: types }, { type: 'object', properties: more, additionalProperties: false }, { type: 'null' }] };
  return {
    if: { type: 'string' }, then: { pattern: arrow, description: 'Two servers: from -> to.' },
    else: { type: 'object', if: { required: ['from'] }, then: row, else: { minProperties: 1, maxProperties: 1, patternProperties: { [arrow]: behind }, additionalProperties: false } },
  };
}

/** Without what only our own checks know. */
const plain = (schema) => JSON.parse(JSON.stringify(schema, (key, value) => (key === '$id' || (key === 'format' && OUR_FORMATS.includes(value)) ? undefined : value)));

/** The contract's words that the schema is made of. */
async function words() {
  const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-schema-'));
  const outfile = join(folder, 'words.mjs');
  const exported = { 'contract/import': 'IMPORT_ROW_SCHEMAS', 'contract/import-lists': 'IMPORT_IGNORED, IMPORT_LISTS', 'contract/built-in-types': 'BUILT_IN_TYPES', 'contract/site': 'SITE_VERSION, SITE_LAYOUTS, SITE_THEMES', 'contract/statuses': 'CONNECTION_TYPES', 'contract/limits': 'ID_PATTERN' };
  const contents = Object.entries(exported).map(([file, names]) => `export { ${names} } from './backend/${file}.ts';`);
  try {
    await build({
      stdin: { contents: [...contents, "import { ARROW as expression } from './backend/domain/site/arrow.ts';", 'export const ARROW = expression.source;'].join('\n'), resolveDir: root },
      absWorkingDir: root, bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'warning', define: sentenceDefine(),
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the file where it is not as it should be. */
export async function writeSiteSchema() {
  const file = join(root, FILE);
  const text = await siteSchemaText();
  if (readFileSync(file, { encoding: 'utf8', flag: 'a+' }) !== text) writeFileSync(file, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeSiteSchema();
