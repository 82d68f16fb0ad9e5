export * from './counter-node.js';
export * from './exposition.js';
export * from './memory-telemetry.js';
