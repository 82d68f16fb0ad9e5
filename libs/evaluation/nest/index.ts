/** Evaluation's Nest door: the module, its commands and queries, its projections, and how the saga's commands become Nest commands. */
export * from './commands/commands.js';
export * from './evaluation.module.js';
export { evaluationProjections } from './projections/evaluation.projections.js';
export * from './queries/queries.js';
export { LedgerSources } from './sources/ledger-sources.js';
export { RunSource } from './sources/run-source.js';
