import type { IsoInstant } from '#libs/kernel';
import type { SeedFiles } from './files.js';
import { siteCheck } from './site-check.js';
import type { LateAct, Step } from './step.js';

/** An award as its stream tells it; amounts in 万元. */
export interface AwardReading {
  readonly park: string;
  readonly year: number;
  /** What is granted and neither paid nor held back; "0": nothing. */
  readonly unpaid: string;
  /** What was paid beyond what is due now. */
  readonly overpaid: string;
  /** The edition whose difference awaits a decision. */
  readonly proposedIn: number | null;
}

/** What late acts read of the ledger. */
export interface LateReadings {
  /** Parks whose site check is planned for the newest run, recorded for it or not; whom an earlier run had visited is left out. */
  readonly siteChecks: readonly string[];
  readonly awards: readonly AwardReading[];
}

/**
 * Unfolds a late act, a second apart, in order of park. Each park's instant is its own, whether there is anything to do for those before it or not: where a loading
 * goes on, part of that is done already.
 */
export function unfoldLate(planned: LateAct, files: SeedFiles, readings: LateReadings): readonly Step[] {
  const { late, caller, label } = planned;
  const steps: Step[] = [];
  const add = (place: number, room: Step['room'], id: string, park: string, command: { readonly type: string }): void => {
    const key = `sample:${late.act}:${late.at}:${park}`;
    steps.push({ key, at: later(planned.at, place), caller, room, id, command: () => command, label });
  };
  switch (late.act) {
    case 'recordSiteChecks':
      for (const [place, park] of readings.siteChecks.entries())
        add(place, 'evaluation', String(late.year), park, siteCheck(late, park, files) as { type: string });
      return steps;
    case 'payAwards':
    case 'decideAdjustments':
    case 'recoverAwards': {
      const document = files.document(late.document);
      for (const [place, award] of readings.awards.entries()) {
        const command = awardCommand(late.act, award, { on: late.on, ground: late.ground ?? '', document });
        if (command) add(place, 'award', `${award.park}_${award.year}`, award.park, command);
      }
      return steps;
    }
  }
}

function awardCommand(
  act: 'payAwards' | 'decideAdjustments' | 'recoverAwards',
  award: AwardReading,
  { on, ground, document }: { on: string; ground: string; document: object },
): { readonly type: string } | undefined {
  switch (act) {
    case 'payAwards':
      return award.unpaid === '0' ? undefined : ({ type: 'PayAward', amount: award.unpaid, on, document } as { type: string });
    case 'recoverAwards':
      return award.overpaid === '0' ? undefined : ({ type: 'RecoverAward', amount: award.overpaid, on, document } as { type: string });
    case 'decideAdjustments':
      return award.proposedIn === null
        ? undefined
        : ({ type: 'DecideAdjustment', edition: award.proposedIn, decision: 'approved', ground, document } as { type: string });
  }
}

function later(at: IsoInstant, seconds: number): IsoInstant {
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}
