export * from './erasure.decide.js';
export * from './erasure.events.js';
export * from './erasure.state.js';
export * from './errors.js';
