export * from './given.js';
export * from './recorded.js';
export * from './test-ledger.js';
