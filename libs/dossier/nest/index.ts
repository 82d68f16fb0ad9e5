export { DossierCommand } from './commands/dossier.command.js';
export { VerdictDto } from './dto/dossier.dto.js';
export { DossierModule } from './dossier.module.js';
export { dossierProjection } from './projections/facts.projection.js';
export * from './queries/queries.js';
export { DossierSources, type EvaluationForDossier } from './sources.js';
