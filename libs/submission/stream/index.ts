export { demandDeliverer } from './deliverers.js';
export * from './errors.js';
export * from './submission.commands.js';
export * from './submission.decider.js';
export * from './submission.events.js';
export * from './submission.state.js';
