import { ConfigSchema } from './config.ts';
import { compile } from './validate.ts';

/** The check of a configuration file. */
export const faultsOfConfig = compile(ConfigSchema);
