/** One jest for every room: specs stand beside the code (`*.unit.spec.ts`, `*.int.spec.ts`), suites that cross rooms in test/. */
export default {
  testEnvironment: 'node',
  // Jest would leave one core idle; a suite's slow part is often its own child process or the disk.
  maxWorkers: '100%',
  // Only what hangs meets it: a busy machine is no failure.
  testTimeout: 30_000,
  globalSetup: '<rootDir>/test/support/built-programs.mjs',
  testSequencer: '<rootDir>/tools/longest-first-sequencer.mjs',
  reporters: ['default', '<rootDir>/tools/plain-summary-reporter.mjs'],
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test', '<rootDir>/tools'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^#libs/(.*)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
