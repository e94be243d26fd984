#!/usr/bin/env node
import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** The name of the bundle that this starts, with the hash of its contents; the bundler puts it here. */
declare const __PROGRAM__: string;

type Module = { exports: { readonly finished?: Promise<void> } };
type Body = (exports: object, require: NodeJS.Require, module: Module, file: string) => void;

const file = fileURLToPath(new URL(`./${__PROGRAM__}`, import.meta.url));
/** What V8 compiled of the bundle when it last drew a picture. Another Node.js takes no notice of it, and has its own. */
const compiledFile = `${file.replace(/\.cjs$/, '')}-${process.version}-${process.arch}.cache`;

// A command is over before code that V8 makes faster meanwhile has paid for itself: it waits longer than usual, and still does it for a large site.
// The flag is of Node.js 20; later ones wait by themselves.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');
const compiled = compiledBefore();
const script = new Script(`(function (exports, require, module, __filename) {${readFileSync(file, 'latin1')}\n})`, { filename: file, cachedData: compiled });
const program: Module = { exports: {} };
(script.runInThisContext() as Body)(program.exports, createRequire(file), program, file);
await program.exports.finished;
// Pictures are what takes longest to compile; a short command would keep too little.
if ((compiled === undefined || script.cachedDataRejected === true) && process.argv[2] === 'render' && process.exitCode === 0) keep(script.createCachedData());

/** Code that others could have written is not run. */
function compiledBefore(): Buffer | undefined {
  try {
    const { uid, mode } = statSync(compiledFile);
    return uid === statSync(file).uid && (mode & 0o022) === 0 ? readFileSync(compiledFile) : undefined;
  } catch {
    return undefined;
  }
}

/** Only who may write the program may write this. It is there whole or not at all. */
function keep(data: Buffer): void {
  const unfinished = `${compiledFile}.${process.pid}`;
  try {
    writeFileSync(unfinished, data, { mode: 0o644 });
    chmodSync(unfinished, 0o644);
    renameSync(unfinished, compiledFile);
  } catch {
    // The next picture takes as long as this one.
  }
}
