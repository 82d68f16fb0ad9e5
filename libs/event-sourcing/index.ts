export * from './command-runner.js';
export * from './decider.js';
export * from './events.js';
export * from './metadata.js';
export * from './process.js';
export * from './projection.js';
