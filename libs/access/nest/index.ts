export * from './access.module.js';
export * from './caller.guard.js';
