import type { Caller, IsoDate } from '#libs/kernel';
import type { DossierState, DossierUse } from '#libs/dossier';
import type { EvaluationState } from '#libs/evaluation';
import type { Park } from '#libs/registry';
import type { Scheme } from '#libs/scheme';

/** A park as the desk knows it. */
export interface DeskPark {
  readonly code: string;
  readonly name: string;
  readonly county: string;
  readonly zone: string;
  /** Whether it takes part, as far as can be told today. */
  readonly expected: boolean;
  readonly register: Park;
}

/** A dossier that the evaluation uses: that of its year, or, as base of growth, that of the year before. A dossier that was never opened is one without facts. */
export interface DeskDossier {
  readonly park: DeskPark;
  readonly year: number;
  readonly use: DossierUse;
  /** Whether the evaluation asks for its facts: it is a participant's, or the base of a park that was merged into one (R18). */
  readonly demanded: boolean;
  readonly state: DossierState;
}

/** Everything that the desk's lists are made from, as it stood at one point of the log. */
export interface DeskYear {
  /** The year that is evaluated. */
  readonly year: number;
  readonly evaluation: EvaluationState;
  readonly scheme: Scheme;
  /** The day of the clock of the ledger, or of the moment that was asked for. */
  readonly today: IsoDate;
  /** By code: all of them, for clashes cross counties. Who asks sees those that he may look at. */
  readonly parks: readonly DeskPark[];
  readonly dossiers: readonly DeskDossier[];
}

/** Whether somebody may look at a park's states at all: a park at itself, a county at the parks of its county or zone. */
export function mayLookAt(caller: Caller, park: Pick<DeskPark, 'code' | 'county' | 'zone'>): boolean {
  if (caller.role === 'park') return caller.park === park.code;
  if (caller.role === 'county') return caller.county === undefined || caller.county === park.county || caller.county === park.zone;
  return true;
}
