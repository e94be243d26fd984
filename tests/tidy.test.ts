import { expect, test, describe } from '@jest/globals';
import ts from 'typescript';
import { FILES, SOURCES, find, read, type Import, type Source } from './tidy/sources.ts';

/**
 * The laws of the house. Each table is data: where one proves wrong, change it here first and give the reason beside it.
 * A room may import its own files and what its row names; `files` widens the row for single files or folders inside the room.
 */
type Room = { readonly may: readonly string[]; readonly files?: Readonly<Record<string, readonly string[]>> };

/** words → decisions → memory → senses → reflexes → hands → voice: read in that order, never turn back. */
const BACKEND_ROOMS: Readonly<Record<string, Room>> = {
  contract: { may: [] },
  domain: { may: ['contract'] },
  // Where a server lands, what connects a cluster and whether a file is sound is decided inside the one transaction that writes it.
  store: { may: ['contract', 'domain'] },
  // The loop is a file and a folder: following the store, polling and probing are three files of it.
  collectors: { may: ['contract'], files: { 'loop.ts': ['domain', 'store', 'ssh', 'providers'], 'loop/': ['domain', 'store', 'ssh', 'providers'] } },
  discovery: { may: ['contract', 'ssh', 'providers'], files: { 'loop.ts': ['domain', 'store'] } },
  reflexes: { may: ['contract', 'domain', 'store'], files: { 'alerting/': ['notifiers'], 'costs/': ['providers'] } },
  actions: { may: ['contract', 'ssh', 'providers', 'backup'], files: { 'runner.ts': ['domain', 'store'] } },
  ssh: { may: ['contract'] },
  providers: { may: ['contract'] },
  notifiers: { may: ['contract'] },
  backup: { may: ['contract'] },
  api: { may: ['contract', 'store', 'domain'] },
  realtime: { may: ['contract', 'store'] },
  sdk: { may: ['contract'] },
  // The command line shows the same faults of the configuration file that a start would, and asks config.ts for the environment.
  // Pictures of a file are decided and drawn by the same code as the map, in this process: no daemon is asked. A file is read, and its lines are
  // found, as the daemon would.
  cli: { may: ['contract', 'sdk'], files: { 'clusterctl.ts': ['config.ts'], 'render/': ['domain', 'frontend/scene', 'frontend/render'] } },
};

/** Root files that every room may import; of config.ts only types. */
const BACKEND_ROOT = ['errors.ts', 'clock.ts', 'ids.ts', 'log.ts', 'loop.ts', 'log-file.ts'];
const BACKEND_ROOT_TYPES = ['config.ts'];
/** Root files that only main.ts imports. */
const BACKEND_ROOT_OF_MAIN = ['provided-secrets.ts', 'pid-file.ts', 'token-file.ts', 'listeners.ts', 'this-machine.ts', 'web-file.ts'];

/** `contract` and `sdk` are backend's; nothing else of backend reaches the page. */
const FRONTEND_ROOMS: Readonly<Record<string, Room>> = {
  scene: { may: ['contract'] },
  render: { may: ['scene'] },
  state: { may: ['contract', 'sdk', 'scene'] },
  interaction: { may: ['state', 'scene'] },
  panels: { may: ['state', 'ui', 'contract', 'interaction/commands'] },
  ui: { may: [] },
  style: { may: [] },
};

/** Files that build everything and that nobody imports. */
const BUILDERS = ['backend/main.ts', 'frontend/app.tsx'];

/** What only main.ts may call, and the room that defines it. */
const CONSTRUCTORS: ReadonlyMap<string, string> = new Map([
  ['Store.open', 'store'], ['startCollecting', 'collectors'], ['createApi', 'api'], ['attachRealtime', 'realtime'],
]);

/** Who reads time, and who reads the environment. Scripts in tools/ and tests are exempt. */
const CLOCKS = ['backend/clock.ts', 'frontend/state/clock.ts'];
const ENVIRONMENT_READERS = ['backend/config.ts'];

/** Packages that one room alone imports. */
const PACKAGE_OWNERS: Readonly<Record<string, string>> = { 'better-sqlite3': 'backend/store/' };

const MAX_LINES = 450;

/** Folders of the machine on which something was written: this checkout, and homes. */
const MACHINE_PATHS = new RegExp([`${process.cwd()}/`, '/root/\\.', '/home/[a-z]+/'].map((path) => `(?<![\\w.~*$}])${path}`).join('|'));

const PRODUCT = SOURCES.filter(({ file }) => !file.startsWith('tests/') && !file.startsWith('backend/tools/'));
const BACKEND = PRODUCT.filter(({ file }) => file.startsWith('backend/'));
const FRONTEND = PRODUCT.filter(({ file }) => file.startsWith('frontend/'));

describe('rooms', () => {
  test('every file of backend/ stands in a room that the table knows, or at the root by name', () => {
    const known = [...BACKEND_ROOT, ...BACKEND_ROOT_TYPES, ...BACKEND_ROOT_OF_MAIN, 'main.ts'];
    const lost = BACKEND.filter(({ file }) => !Object.hasOwn(BACKEND_ROOMS, roomOf(file)) && !known.includes(insideOf(file)));
    expectNone(lost.map(({ file }) => file), 'These stand in no room; move them, or add the room to the table with its reason');
  });

  test('every file of frontend/ stands in a room that the table knows, or is app.tsx', () => {
    const lost = FRONTEND.filter(({ file }) => !Object.hasOwn(FRONTEND_ROOMS, roomOf(file)) && file !== 'frontend/app.tsx');
    expectNone(lost.map(({ file }) => file), 'These stand in no room; move them, or add the room to the table with its reason');
  });

  for (const [room, row] of Object.entries(BACKEND_ROOMS)) {
    test(`backend/${room} imports only ${['itself', 'the root files', ...row.may].join(', ')}`, () => {
      const offenders = BACKEND.filter(({ file }) => roomOf(file) === room)
        .flatMap((source) => source.imports.filter((found) => !mayBackend(source.file, row, found)).map((found) => arrow(source, found)));
      expectNone(offenders, `Not in the row of ${room}`);
    });
  }

  for (const [room, row] of Object.entries(FRONTEND_ROOMS)) {
    test(`frontend/${room} imports only ${['itself', ...row.may].join(', ')}`, () => {
      const offenders = FRONTEND.filter(({ file }) => roomOf(file) === room)
        .flatMap((source) => source.imports.filter((found) => !mayFrontend(source.file, row, found)).map((found) => arrow(source, found)));
      expectNone(offenders, `Not in the row of ${room}`);
    });
  }

  test('the root files of backend/ import only contract and each other', () => {
    const offenders = BACKEND.filter(({ file }) => [...BACKEND_ROOT, ...BACKEND_ROOT_TYPES, ...BACKEND_ROOT_OF_MAIN].includes(insideOf(file)))
      .flatMap((source) => source.imports
        .filter(({ to }) => isOwn(to) && roomOf(to) !== 'contract' && ![...BACKEND_ROOT, ...BACKEND_ROOT_TYPES].includes(insideOf(to)))
        .map((found) => arrow(source, found)));
    expectNone(offenders, 'A root file is below every room');
  });

  test('what only main.ts needs is imported by it alone', () => {
    const ofMain = BACKEND_ROOT_OF_MAIN.map((file) => `backend/${file}`);
    expectNone(arrowsTo((to) => ofMain.includes(to), PRODUCT.filter(({ file }) => file !== 'backend/main.ts')), 'Name it among the root files if every room may have it');
  });

  test('nobody imports main.ts or app.tsx', () => {
    expectNone(arrowsTo((to) => BUILDERS.includes(to), PRODUCT), 'They build everything; nothing may need them');
  });

  test('nothing of the product imports tests or tools', () => {
    expectNone(arrowsTo((to) => /^(tests|backend\/tools)\//.test(to), PRODUCT), 'Tests and tools stand outside');
  });

  test('the page, and the SDK in it, take values only from words without imports; of the others, types', () => {
    const hasRuntime = (file: string): boolean => !read(file).startsWith("// No imports");
    const offenders = [...FRONTEND, ...BACKEND.filter(({ file }) => roomOf(file) === 'sdk')].flatMap((source) => source.imports
      .filter(({ to, isTypeOnly }) => to.startsWith('backend/contract/') && !isTypeOnly && hasRuntime(to))
      .map((found) => arrow(source, found)));
    expectNone(offenders, 'These would bring the schemas into the page: use `import type`');
  });

  test('a word that says it has no imports has none, but of types and of its like', () => {
    const isFree = (file: string): boolean => FILES.includes(file) && read(file).startsWith("// No imports");
    const offenders = BACKEND.filter(({ file }) => isFree(file))
      .flatMap((source) => source.imports.filter(({ to, isTypeOnly }) => !isTypeOnly && !isFree(to)).map((found) => arrow(source, found)));
    expectNone(offenders, 'The page uses these at run time');
  });

  test('only main.ts constructs the rooms', () => {
    const offenders = BACKEND.filter(({ file }) => file !== 'backend/main.ts').flatMap((source) => find(source, (node) => {
      if (!ts.isCallExpression(node)) return undefined;
      const name = node.expression.getText(source.tree);
      const home = CONSTRUCTORS.get(name);
      return home !== undefined && roomOf(source.file) !== home ? `${name}()` : undefined;
    }));
    expectNone(offenders, 'main.ts builds everything and hands it down');
  });

  for (const [name, home] of Object.entries(PACKAGE_OWNERS)) {
    test(`only ${home} imports ${name}`, () => {
      expectNone(arrowsTo((to) => to === name || to.startsWith(`${name}/`), PRODUCT.filter(({ file }) => !file.startsWith(home))), `Ask ${home} instead`);
    });
  }
});

describe('time, chance and environment', () => {
  test('only clock.ts reads time', () => {
    const offenders = PRODUCT.filter(({ file }) => !CLOCKS.includes(file)).flatMap((source) => find(source, (node) => {
      if (ts.isNewExpression(node) && node.expression.getText(source.tree) === 'Date' && (node.arguments?.length ?? 0) === 0) return 'new Date()';
      if (!ts.isCallExpression(node)) return undefined;
      const called = node.expression.getText(source.tree);
      return ['Date', 'Date.now', 'performance.now', 'process.hrtime', 'process.hrtime.bigint'].includes(called) ? `${called}()` : undefined;
    }));
    expectNone(offenders, `Time is an argument; read it in ${CLOCKS.join(' or ')}`);
  });

  test('only config.ts reads the environment', () => {
    const offenders = BACKEND.filter(({ file }) => !ENVIRONMENT_READERS.includes(file)).flatMap((source) => find(source, (node) => {
      if (ts.isPropertyAccessExpression(node) && node.name.text === 'env' && node.expression.getText(source.tree).endsWith('process')) return 'process.env';
      if (ts.isElementAccessExpression(node) && node.getText(source.tree).startsWith('process[')) return node.getText(source.tree);
      return ts.isImportSpecifier(node) && (node.propertyName ?? node.name).text === 'env' && node.parent.parent.parent.getText(source.tree).includes('process') ? 'env' : undefined;
    }));
    expectNone(offenders, `The environment is an argument; read it in ${ENVIRONMENT_READERS.join(' or ')}`);
  });

  test('decisions and geometry are given their chance', () => {
    const pure = PRODUCT.filter(({ file }) => /^(backend\/(contract|domain)|frontend\/scene)\//.test(file));
    const offenders = pure.flatMap((source) => [
      ...find(source, (node) => (ts.isPropertyAccessExpression(node) && node.getText(source.tree) === 'Math.random' ? 'Math.random' : undefined)),
      ...source.imports.filter(({ to }) => to === 'node:crypto' || to === 'backend/ids.ts' && /randomId|randomSecret/.test(source.text)).map((found) => arrow(source, found)),
    ]);
    expectNone(offenders, 'Randomness is an argument here');
  });
});

describe('language', () => {
  test('no any', () => {
    expectNone(SOURCES.flatMap((source) => find(source, (node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'any' : undefined))), 'Say what it is, or unknown');
  });

  test('no enum and no namespace', () => {
    const offenders = SOURCES.flatMap((source) => find(source, (node) => {
      if (ts.isEnumDeclaration(node)) return `enum ${node.name.text}`;
      const isNamespace = ts.isModuleDeclaration(node) && ts.isIdentifier(node.name) && node.name.text !== 'global';
      return isNamespace ? `namespace ${node.name.getText(source.tree)}` : undefined;
    }));
    expectNone(offenders, 'Use a union of words, and modules');
  });

  test('no non-null !', () => {
    const offenders = SOURCES.flatMap((source) => find(source, (node) => {
      if (ts.isNonNullExpression(node)) return node.getText(source.tree);
      const isDefinite = (ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node)) && node.exclamationToken !== undefined;
      return isDefinite ? `${node.name.getText(source.tree)}!` : undefined;
    }));
    expectNone(offenders, 'Prove it, or throw');
  });

  test('no barrels', () => {
    const isBarrel = ({ file, tree }: Source): boolean => /\/index\.tsx?$/.test(file)
      || tree.statements.length > 0 && tree.statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined);
    expectNone(PRODUCT.filter(isBarrel).map(({ file }) => file), 'Import the file that has it');
  });
});

describe('files', () => {
  test(`no file of backend/ or frontend/ is longer than ${MAX_LINES} lines`, () => {
    const sized = FILES.filter((file) => /^(backend|frontend)\/.*\.(tsx?|mjs|cjs|css)$/.test(file))
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
      .sort((a, b) => b.lines - a.lines);
    const largest = sized.slice(0, 3).map(({ file, lines }) => `${file} ${lines}`).join(', ');
    expectNone(sized.filter(({ lines }) => lines > MAX_LINES).map(({ file, lines }) => `${file} ${lines}`), `One room swallows its neighbours (largest: ${largest})`);
  });

  test('names of files and folders are kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
    const code = FILES.filter((file) => /^(backend|frontend|tests)\/.*\.(tsx?|mjs|cjs|js|css|pl|sh)$/.test(file));
    expectNone(code.filter((file) => !file.split('/').every((part) => kebab.test(part))), 'Name them by their noun, in-this-style.ts');
  });

  test('no file is called utils, helpers, common or types', () => {
    expectNone(FILES.filter((file) => /(^|\/)(utils?|helpers?|common|types|misc|shared)(\.tsx?|\.mjs|\/)/.test(file)), 'A name says what is inside');
  });

  test('what builds the product is installed with it: `npm start` takes no packages for development', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const builders = new Set(['backend/tools/build.mjs', 'backend/tools/start.mjs', 'backend/tools/package.mjs']);
    const missing: string[] = [];
    for (const file of builders) {
      for (const [, name = ''] of read(file).matchAll(/^import .*'([^']+)';$/gm)) {
        if (name.startsWith('./')) builders.add(`backend/tools/${name.slice(2)}`);
        else if (!name.startsWith('node:') && !(name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/') in dependencies)) missing.push(`${file} imports ${name}`);
      }
    }
    expectNone(missing, 'Put it under dependencies in package.json');
  });

  test('the lock file records no download addresses', () => {
    const recorded = read('package-lock.json').split('\n').filter((line) => /"resolved": "https?:/.test(line));
    expectNone(recorded.map((line) => line.trim()), 'Run npm with omit-lockfile-registry-resolved, as .npmrc says');
  });

  test('no file names a path of the machine it was written on', () => {
    const offenders = FILES.filter((file) => file !== 'tests/tidy.test.ts' && isText(file)).flatMap((file) => read(file).split('\n')
      .flatMap((line, index) => (MACHINE_PATHS.test(line) ? [`${file}:${index + 1}  ${line.trim().slice(0, 120)}`] : [])));
    expectNone(offenders, 'Nobody else has these paths');
  });
});

describe('words', () => {
  const english = wordsOf('lang/en');
  const spanish = wordsOf('lang/es');

  test('every word of lang/en is in lang/es, and no other', () => {
    const missing = [...english.keys()].filter((key) => !spanish.has(key)).map((key) => `${key} is missing in lang/es`);
    const extra = [...spanish.keys()].filter((key) => !english.has(key)).map((key) => `${key} is not in lang/en`);
    expectNone([...missing, ...extra], 'The page speaks both languages');
  });

  test('a translation has the same places to fill in', () => {
    const placesOf = (text: string): string => [...new Set(text.match(/\$\d|\{\w+\}/g))].sort().join(' ');
    const offenders = [...english].filter(([key, text]) => spanish.has(key) && placesOf(text) !== placesOf(spanish.get(key) ?? ''))
      .map(([key, text]) => `${key}: ${JSON.stringify(text)} / ${JSON.stringify(spanish.get(key))}`);
    expectNone(offenders, 'A value would be lost');
  });
});

/** Fails with the list of offenders, one a line, instead of a diff of arrays. */
function expectNone(offenders: readonly string[], reason: string): void {
  if (offenders.length > 0) throw new Error(`${reason}:\n${offenders.map((offender) => `  ${offender}`).join('\n')}`);
  expect(offenders).toHaveLength(0);
}

function mayBackend(file: string, row: Room, { to, isTypeOnly }: Import): boolean {
  if (!isOwn(to)) return true;
  if (to.startsWith('frontend/')) return allowedBy(row, file).some((allowed) => to.startsWith(`${allowed}/`));
  if (!to.startsWith('backend/')) return false;
  const inside = insideOf(to);
  if (roomOf(to) === roomOf(file)) return true;
  if (allowedBy(row, file).some((allowed) => inside === allowed || roomOf(to) === allowed)) return true;
  return BACKEND_ROOT.includes(inside) || (isTypeOnly && BACKEND_ROOT_TYPES.includes(inside));
}

function mayFrontend(file: string, row: Room, { to }: Import): boolean {
  if (!isOwn(to)) return true;
  const isBackend = to.startsWith('backend/');
  if (!isBackend && roomOf(to) === roomOf(file)) return true;
  return allowedBy(row, file).some((allowed) => {
    if (isBackend !== ['contract', 'sdk'].includes(allowed)) return false;
    return allowed.includes('/') ? insideOf(to) === `${allowed}.ts` || insideOf(to).startsWith(`${allowed}/`) : roomOf(to) === allowed;
  });
}

/** The row of a room, with what single files or folders of it may have besides. */
function allowedBy(row: Room, file: string): readonly string[] {
  const within = insideOf(file).split('/').slice(1).join('/');
  const wider = Object.entries(row.files ?? {}).filter(([name]) => (name.endsWith('/') ? within.startsWith(name) : within === name));
  return [...row.may, ...wider.flatMap(([, allowed]) => allowed)];
}

/** Lines of `file:line  a → b` for imports that match. */
function arrowsTo(matches: (to: string) => boolean, sources: readonly Source[]): string[] {
  return sources.flatMap((source) => source.imports.filter(({ to }) => matches(to)).map((found) => arrow(source, found)));
}

const arrow = ({ file }: Source, { to, line, isTypeOnly }: Import): string => `${file}:${line}  → ${to}${isTypeOnly ? ' (type)' : ''}`;

/** Path below backend/, frontend/ or tests/. */
const insideOf = (file: string): string => file.split('/').slice(1).join('/');
const roomOf = (file: string): string => (insideOf(file).includes('/') ? insideOf(file).split('/')[0] ?? '' : '');
const isOwn = (to: string): boolean => /^(backend|frontend|tests|\.\.)(\/|$)/.test(to);

/** Lines `key=value` of one of Webmin's language files. */
function wordsOf(file: string): ReadonlyMap<string, string> {
  if (!FILES.includes(file)) return new Map();
  return new Map(read(file).split('\n').filter((line) => line.includes('=') && !line.startsWith('#')).map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, at), line.slice(at + 1)];
  }));
}

const isText = (file: string): boolean => !/\.(png|gif|jpe?g|ico|gz|woff2?|node|sqlite|db)$/.test(file);
