import { awardDecider, evaluationDecider } from '#libs/evaluation';
import type { CommandRunner } from '#libs/event-sourcing';
import { compareDecimals, subtractDecimals } from '#libs/kernel';
import type { AwardReading, LateReadings } from '../plan/late.js';

/** The run whose result an evaluation proposes; undefined before the first. */
export async function proposedRun(runner: CommandRunner, year: number): Promise<number | undefined> {
  const { state } = await runner.load(evaluationDecider, String(year));
  return state.proposed?.run;
}

/** What late acts read: from the streams, in order of the parks' codes, which no progress changes. */
export async function readForLate(runner: CommandRunner, year: number): Promise<LateReadings> {
  const { state } = await runner.load(evaluationDecider, String(year));
  const awards: AwardReading[] = [];
  for (const park of [...state.participants].sort()) awards.push(await awardReading(runner, park, year));
  const { siteChecks, siteChecksFor } = state;
  const visits = siteChecks.filter(({ planned, recorded, run }) => planned && (!recorded || run === siteChecksFor));
  return { siteChecks: visits.map(({ park }) => park).sort(), awards };
}

async function awardReading(runner: CommandRunner, park: string, year: number): Promise<AwardReading> {
  const { state } = await runner.load(awardDecider, `${park}_${year}`);
  const paid = subtractDecimals(state.paid, state.recovered);
  const due = state.held || state.proposal?.kind === 'recover' ? paid : state.amount;
  return {
    park,
    year,
    unpaid: compareDecimals(due, paid) > 0 ? subtractDecimals(due, paid) : '0',
    overpaid: compareDecimals(paid, state.amount) > 0 && !state.proposal ? subtractDecimals(paid, state.amount) : '0',
    proposedIn: state.proposal?.edition ?? null,
  };
}
