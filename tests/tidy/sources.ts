import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A TypeScript file of the repository, parsed. */
export type Source = { readonly file: string; readonly text: string; readonly tree: ts.SourceFile; readonly imports: readonly Import[] };

/** One import: an own file by its path from the root, a package by its name. */
export type Import = { readonly to: string; readonly isTypeOnly: boolean; readonly line: number };

const root = fileURLToPath(new URL('../..', import.meta.url));

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every file of the repository that is not ignored, by its path with forward slashes, in order. */
export const FILES: readonly string[] = listFiles();

/** Those of them in TypeScript. */
export const SOURCES: readonly Source[] = FILES.filter((file) => /^(backend|frontend|tests)\/.*\.tsx?$/.test(file)).map(sourceOf);

/** `file:line  what` for each node about which `judge` says something. */
export function find(source: Source, judge: (node: ts.Node) => string | undefined): string[] {
  const found: string[] = [];
  visit(source.tree, (node) => {
    const what = judge(node);
    if (what !== undefined) found.push(`${source.file}:${lineOf(source.tree, node)}  ${what}`);
  });
  return found;
}

function sourceOf(file: string): Source {
  const text = read(file);
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  return { file, text, tree, imports: importsOf(file, tree) };
}

/** Static and dynamic imports, re-exports and `import('…')` types. */
function importsOf(file: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, isTypeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const to = specifier.text.startsWith('.') ? posix.join(dirname(file), specifier.text) : specifier.text;
    found.push({ to, isTypeOnly, line: lineOf(tree, node) });
  };
  visit(tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnlyImport(node));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node)) add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node, node.arguments[0], false);
  });
  return found;
}

function isTypeOnlyImport({ importClause: clause }: ts.ImportDeclaration): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return clause.name === undefined && named !== undefined && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

function listFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (listed.status !== 0) throw new Error(`The files cannot be listed: ${listed.stderr || String(listed.error)}`);
  return listed.stdout.split('\0').filter((file) => file !== '' && isFile(file)).sort();
}

/** A file that git lists may be gone from the folder. */
function isFile(file: string): boolean {
  return statSync(join(root, file), { throwIfNoEntry: false })?.isFile() ?? false;
}
