/**
 * A POSIX ustar archive of files in memory: owner 0, directories first, names in order, so that the same files give the same
 * bytes. Source of the format: pax(1), "ustar Interchange Format".
 */
const BLOCK = 512;

/**
 * @param {{ name: string, mode: number, mtime: number, data: Buffer }[]} files `mtime` in seconds; names without a slash in front
 * @returns {Buffer}
 */
export function tarOf(files) {
  const newest = Math.max(0, ...files.map(({ mtime }) => mtime));
  const folders = [...new Set(files.flatMap(({ name }) => foldersOf(name)))].map((name) => ({ name, mode: 0o755, mtime: newest, data: null }));
  const entries = [...folders, ...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  return Buffer.concat([...entries.flatMap((entry) => [headerOf(entry), ...(entry.data === null ? [] : [padded(entry.data)])]), Buffer.alloc(2 * BLOCK)]);
}

function foldersOf(name) {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_part, index) => `${parts.slice(0, index + 1).join('/')}/`);
}

function padded(data) {
  const over = data.length % BLOCK;
  return over === 0 ? data : Buffer.concat([data, Buffer.alloc(BLOCK - over)]);
}

function headerOf({ name, mode, mtime, data }) {
  const header = Buffer.alloc(BLOCK);
  const { prefix, rest } = splitName(name);
  const octal = (value, at, length) => header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'ascii');
  header.write(rest, 0, 'utf8');
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(data === null ? 0 : data.length, 124, 12);
  octal(mtime, 136, 12);
  header.fill(' ', 148, 156);
  header.write(data === null ? '5' : '0', 156, 'ascii');
  header.write('ustar\x0000', 257, 'latin1');
  header.write('root', 265, 'ascii');
  header.write('root', 297, 'ascii');
  header.write(prefix, 345, 'utf8');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return header;
}

/** A name of more than 100 bytes is cut at a slash into a prefix of up to 155 and a rest of up to 100. */
function splitName(name) {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', rest: name };
  for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100 && rest !== '') return { prefix, rest };
  }
  throw new Error(`The name is too long for the archive: ${name}`);
}
