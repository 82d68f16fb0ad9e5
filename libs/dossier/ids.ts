import { dossierErrors } from './errors.js';

/** One park's year. */
export interface DossierKey {
  readonly park: string;
  readonly year: number;
}

/** The id of a dossier's stream (the part behind `dossier-`). */
export function dossierId({ park, year }: DossierKey): string {
  return `${park}_${year}`;
}

/** Splits a dossier's id at its last `_`: a park's code may hold one itself. Errors: `dossier.badId`. */
export function parseDossierId(id: string): DossierKey {
  const match = /^(.+)_([12]\d{3})$/.exec(id);
  if (!match) throw dossierErrors.error('dossier.badId', { id });
  return { park: match[1] as string, year: Number.parseInt(match[2] as string, 10) };
}
