export * from './counter.js';
export * from './echo-process.js';
export * from './faulty-store.js';
export * from './given.js';
export * from './recorded.js';
export * from './test-ledger.js';
