export * from './rulebook.module.js';
export * from './scheme-library.js';
export { SchemeCommand } from './scheme.command.js';
export { schemeProjection } from './scheme.projection.js';
export type { SchemeSummary, SchemeView } from './scheme.queries.js';
