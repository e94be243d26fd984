import { sentences } from './backend/tools/sentences.mjs';

/** Real components, one file at a time per core; ts-jest only strips types, `npm run check` checks them. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': ['ts-jest', { useESM: true, diagnostics: false, tsconfig: '<rootDir>/tests/tsconfig.json' }],
  },
  modulePathIgnorePatterns: ['<rootDir>/backend/dist', '<rootDir>/frontend/dist'],
  globals: { __SENTENCES__: sentences() },
  testTimeout: 30000,
  maxWorkers: 2,
};
