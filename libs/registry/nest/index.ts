/** The registry's Nest door: the module, its commands and queries, its projections. */
export * from './commands/commands.js';
export { registryProjections } from './projections/registry.projections.js';
export * from './queries/queries.js';
export * from './queries/whole-lists.js';
export * from './registry.module.js';
export * from './sources.js';
