import type { Plugin } from 'esbuild';

/** A plugin of esbuild: files named `…-checks.ts` become the code of their checks, which needs neither Ajv nor the schemas. */
export const writtenChecks: Plugin;
