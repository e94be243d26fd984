import { fileURLToPath } from 'node:url';

const FIRST_WITH_HOOKS = 24;

/** What npm's environment needs so that the addon compiles to one that does not abort: object-wrap.h says why. */
export function addonEnvironment() {
  const major = Number(process.versions.node.split('.', 1)[0]);
  if (major < FIRST_WITH_HOOKS) return {};
  const header = fileURLToPath(new URL('object-wrap.h', import.meta.url));
  return { CXXFLAGS: `${process.env.CXXFLAGS ?? ''} -include '${header.replaceAll("'", String.raw`'\''`)}'`.trim() };
}

// Run by itself, it prints the flags for a shell: CXXFLAGS=$(node addon-build.mjs).
if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(addonEnvironment().CXXFLAGS ?? '');
