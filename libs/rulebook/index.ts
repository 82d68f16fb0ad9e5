export * from './errors.js';
export * from './events.js';
export * from './scheme.decide.js';
export * from './scheme.state.js';
