/**
 * The part of a package-lock.json that one package needs, with a package.json for it: what builds that package again on another
 * machine, at the same versions. Source of the format: npm's package-lock.json, lockfileVersion 3.
 *
 * @param {{ packages: Record<string, any> }} full
 * @param {string} name
 */
export function lockOf(full, name) {
  const kept = {};
  const visit = (path) => {
    if (path in kept) return;
    const entry = { ...full.packages[path] };
    delete entry.dev;
    kept[path] = entry;
    for (const dependency of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      const found = resolved(full.packages, path, dependency);
      if (found !== undefined) visit(found);
    }
  };
  const top = `node_modules/${name}`;
  if (!(top in full.packages)) throw new Error(`package-lock.json does not know ${name}.`);
  visit(top);
  const description = { name: `${name}-addon`, version: '1.0.0', private: true, dependencies: { [name]: kept[top].version }, allowScripts: { [name]: true } };
  const packages = Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1)));
  const root = { name: description.name, version: description.version, dependencies: description.dependencies };
  return { description, lock: { name: description.name, version: description.version, lockfileVersion: 3, requires: true, packages: { '': root, ...packages } } };
}

/** Where a package finds another: in its own node_modules, else in those of the folders around it. */
function resolved(packages, from, name) {
  for (let at = from; ;) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (path in packages) return path;
    if (at === '') return undefined;
    const cut = at.lastIndexOf('/node_modules/');
    at = cut === -1 ? '' : at.slice(0, cut);
  }
}
