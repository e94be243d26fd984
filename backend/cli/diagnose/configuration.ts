import { existsSync } from 'node:fs';
import { fail, ok, type Check } from './check.ts';

/** The configuration file, checked as at a start. */
export const configuration: Check = {
  name: 'configuration',
  look({ session }) {
    const { file, faults } = session.configFaults();
    if (faults.length === 0) return [ok(existsSync(file) ? `${file} has no faults` : `there is no ${file}, so everything is as usual`)];
    return faults.map((fault) => fail(fault, `Mend ${file}; the daemon does not start with it as it is.`));
  },
};
