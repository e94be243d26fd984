/**
 * Makes a host name one under which browsers may reach the daemon: adds it to `listen.names` of its configuration file and keeps the
 * rest. `host-name.mjs FILE NAME` prints "added", or "there" where it was. With `--check` it changes nothing and prints "there" or "missing";
 * with `--remove` it takes the name out again.
 */
import { chmodSync, chownSync, lstatSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [file, name, option] = process.argv.slice(2);

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** The text of the file, or null. A link is not followed: its folder belongs to the daemon's user, and this runs as root. */
function textOf() {
  const facts = lstatSync(file, { throwIfNoEntry: false });
  if (facts === undefined) return null;
  if (!facts.isFile()) fail(`${file} is not a plain file; add ${JSON.stringify(name)} to listen.names in it yourself.`);
  return readFileSync(file, 'utf8');
}

function parsed(text) {
  let value;
  try {
    value = JSON.parse(text ?? '{}');
  } catch (error) {
    fail(`${file} is not JSON: ${error.message}. Mend it and try again.`);
  }
  const names = value?.listen?.names ?? [];
  if (typeof value !== 'object' || value === null || typeof (value.listen ?? {}) !== 'object' || !Array.isArray(names)) fail(`listen.names in ${file} is not a list. Mend it and try again.`);
  return { value, names };
}

/** Replaces the file in one step; owner and mode stay, a new one gets the owner of its folder. */
function write(text) {
  const known = lstatSync(file, { throwIfNoEntry: false });
  const { uid, gid } = known ?? statSync(dirname(file));
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text, { flag: 'wx', mode: 0o600 });
  chownSync(fresh, uid, gid);
  chmodSync(fresh, known === undefined ? 0o640 : known.mode & 0o777);
  renameSync(fresh, file);
}

const text = textOf();
const { value, names } = parsed(text);
const others = names.filter((known) => String(known).toLowerCase() !== name.toLowerCase());
const isThere = others.length < names.length;
const indent = /^([ \t]+)\S/m.exec(text ?? '')?.[1] ?? '  ';
const withNames = (list) => write(`${JSON.stringify({ ...value, listen: { ...value.listen, names: list } }, null, indent)}\n`);
if (option === undefined && !isThere) withNames([...names, name]);
if (option === '--remove' && isThere) withNames(others);
process.stdout.write(`${option === undefined && !isThere ? 'added' : isThere ? 'there' : 'missing'}\n`);
