export * from './rulebook.module.js';
export * from './scheme-library.js';
export { SchemeCommand } from './scheme.command.js';
export { schemeProjection } from './scheme.projection.js';
export { SchemeQuery, SchemesQuery, type SchemeSummary, type SchemeView } from './scheme.queries.js';
