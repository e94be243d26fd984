import { ok, fail, type Check } from './check.ts';

const MINIMUM: readonly [number, number] = [20, 11];

/** Version of Node.js against the oldest that the daemon runs on. */
export const node: Check = {
  name: 'node',
  look() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const isNew = major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
    return [isNew
      ? ok(`Node.js ${process.versions.node}`)
      : fail(`Node.js ${process.versions.node} is too old`, `Install Node.js ${MINIMUM.join('.')} or newer.`)];
  },
};
