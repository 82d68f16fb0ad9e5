import { Injectable } from '@nestjs/common';
import {
  type Blocker as DossierBlocker,
  blockersOf,
  claimsOf,
  type Clash,
  clashesAmong,
  clashesOf,
  clashFault,
  type DossierState,
  factIn,
  factStatus,
} from '#libs/dossier';
import { type Blocker, evaluationErrors as errors, type EvaluationState, type Readiness, scoringStatus } from '#libs/evaluation';
import { dossierId } from '#libs/dossier';
import { ReadModels } from '#libs/event-sourcing';
import { accidentStatementFor, parkStatusFor, type ParkState } from '#libs/registry';
import { metricsNeeded, type Scheme } from '#libs/scheme';
import { LedgerSources } from './ledger-sources.js';

/** What is read of one participant. */
interface Participant {
  readonly park: string;
  readonly state: ParkState;
  readonly year: DossierState;
  readonly base: DossierState;
}

/** Reads what closing must know: every park, its dossiers of the year and the year before, clashes and statements. */
@Injectable()
export class ReadinessSource {
  constructor(
    private readonly sources: LedgerSources,
    private readonly models: ReadModels,
  ) {}

  async read(state: EvaluationState, resultDay: string): Promise<Readiness> {
    const scheme = await this.sources.schemeOf(state);
    const who = await this.whoTakesPart(state, resultDay, scheme);
    const participants = await Promise.all(who.participants.map((park) => this.participant(park, state.year)));
    const clashes = clashesAmong(participants.map(({ park, year }) => ({ park, year: state.year, claims: claimsOf(year) })));
    const predecessors = await Promise.all(
      who.predecessors.map(async ({ park }) => ({
        park,
        base: (await this.sources.readers.dossier(dossierId({ park, year: state.year - 1 }))).state,
      })),
    );
    const open = [
      ...participants.flatMap(({ park, year, base }) => [
        ...(holds(year, state.year) ? [] : [{ park, year: state.year }]),
        ...(holds(base, state.year) ? [] : [{ park, year: state.year - 1 }]),
      ]),
      ...predecessors.flatMap(({ park, base }) => (holds(base, state.year) ? [] : [{ park, year: state.year - 1 }])),
    ];
    return {
      participants: who.participants,
      exempt: who.exempt,
      predecessors: who.predecessors,
      open,
      clashing: participants
        .filter(({ park, year }) => holds(year, state.year) && clashesOf(park, clashes).length > 0)
        .map(({ park }) => ({ park, year: state.year })),
      blockers: [
        ...participants.flatMap((participant) => parkBlockers(participant, state.year, scheme, clashesOf(participant.park, clashes))),
        ...predecessors.flatMap(({ park, base }) =>
          dossierBlockers(park, state.year - 1, holds(base, state.year) ? [] : blockersOf(base, 'base', scheme)),
        ),
      ],
      unassessed: participants.flatMap(({ park, year }) => unassessed(park, year, scheme)),
    };
  }

  private async participant(park: string, year: number): Promise<Participant> {
    const { readers } = this.sources;
    const [state, own, base] = await Promise.all([
      readers.park(park),
      readers.dossier(dossierId({ park, year })),
      readers.dossier(dossierId({ park, year: year - 1 })),
    ]);
    return { park, state: state.state, year: own.state, base: base.state };
  }

  /** While closing, who was frozen. Otherwise every park of the register: candidates from the read model, judged by their own streams. */
  private async whoTakesPart(
    state: EvaluationState,
    resultDay: string,
    scheme: Scheme,
  ): Promise<Pick<Readiness, 'participants' | 'exempt' | 'predecessors'>> {
    if (state.phase === 'closing') return { participants: state.participants, exempt: state.exempt, predecessors: state.predecessors };
    const participants: string[] = [];
    const exempt: { park: string; reason: string }[] = [];
    const predecessors: { park: string; of: string }[] = [];
    for (const park of await this.candidates()) {
      const { state: found } = await this.sources.readers.park(park);
      if (found.status === 'none') continue;
      const full = parkStatusFor(found, state.year, resultDay, scheme);
      if (full.ended && full.ended.on <= `${state.year}-12-31`) continue;
      const status = scoringStatus(found, { year: state.year, resultDay, scheme });
      const reason = !status.recognised
        ? 'notRecognised'
        : status.parkWithinPark
          ? 'parkWithinPark'
          : status.falseEvidence.length > 0
            ? 'falseEvidence'
            : null;
      if (reason) exempt.push({ park, reason });
      else {
        participants.push(park);
        const merged = full.predecessors.filter(({ how, on }) => how === 'merged' && on.startsWith(`${state.year}-`));
        predecessors.push(...merged.map((one) => ({ park: one.park, of: park })));
      }
    }
    return { participants, exempt, predecessors };
  }

  private async candidates(): Promise<string[]> {
    const head = await this.sources.store.head();
    const { value } = await this.models.query(
      (db) => db.all<{ park: string }>('SELECT park FROM evaluation_candidates ORDER BY park'),
      head === undefined ? {} : { atLeast: head },
    );
    return value.map(({ park }) => park);
  }
}

const holds = (dossier: DossierState, evaluation: number): boolean => dossier.holds.some((hold) => hold.evaluation === evaluation);

function parkBlockers({ park, state, year, base }: Participant, of: number, scheme: Scheme, clashes: readonly Clash[]): Blocker[] {
  const clashFaults: DossierBlocker[] = clashes.map((clash) => ({ ...clashFault(clash, scheme), metric: clash.metric }));
  return [
    ...statementBlockers(park, state, of),
    ...dossierBlockers(park, of, holds(year, of) ? clashFaults : blockersOf(year, 'year', scheme, clashes)),
    ...dossierBlockers(park, of - 1, holds(base, of) ? [] : blockersOf(base, 'base', scheme)),
  ];
}

/** 应急管理 states for each park and year either the accidents or "none". */
function statementBlockers(park: string, state: ParkState, year: number): Blocker[] {
  if (state.status !== 'none' && accidentStatementFor(state.safety, year).state === 'current') return [];
  const { code, message, remedy } = errors.fault('evaluation.accidentStatementMissing', { park, year });
  return [{ park, year: null, code, message, remedy }];
}

function dossierBlockers(park: string, year: number, blockers: readonly DossierBlocker[]): Blocker[] {
  return blockers.map(({ code, metric, message, remedy, params }) => {
    const subject = params?.subject;
    return {
      park,
      year,
      code,
      ...(metric === undefined ? {} : { metric }),
      ...(typeof subject === 'string' ? { detail: subject } : {}),
      message,
      remedy,
    };
  });
}

/** Facts that the task force verifies and has neither verified nor waived (R44). */
function unassessed(park: string, state: DossierState, scheme: Scheme): Readiness['unassessed'] {
  return metricsNeeded(scheme, 'current')
    .filter(({ verifies }) => verifies === 'taskForce')
    .filter(({ code }) => !['verified', 'waived'].includes(factStatus(factIn(state, code))))
    .map(({ code, name }) => ({ park, metric: { code, name } }));
}
