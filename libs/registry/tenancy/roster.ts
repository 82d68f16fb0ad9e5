import { compareIds, type Fault } from '#libs/kernel';
import { registryErrors } from '../errors.js';
import { firstDayOf, lastDayOf } from '../months.js';
import { overlap, type Stay } from './overlap.js';

/** A stay as the tenancy register has it. */
export interface RegisteredStay extends Stay {
  readonly uscc: string;
}

/** A line that the register proposes for a tenantRoster: the fields of the line kind `tenancy`. */
export type ProposedLine = RegisteredStay;

/** Every stay that shares a day with the year, as lines for that year's roster, by enterprise and day. Days are those of the stay, not cut to the year. */
export function rosterProposal(stays: readonly RegisteredStay[], year: number): readonly ProposedLine[] {
  const days = { from: firstDayOf(year), to: lastDayOf(year) };
  return stays
    .filter((stay) => overlap(stay, days))
    .map(({ uscc, from, to }) => ({ uscc, from, to }))
    .sort((a, b) => compareIds(a.uscc, b.uscc) || compareIds(a.from, b.from));
}

/**
 * Where a delivered roster differs from what the register proposes: stays that it lacks, stays without a registered tenancy, and stays with other days.
 * Warnings only: no score reads the register (DESIGN §5 «One roster»). `to` of a stay that went on after the year is no difference.
 */
export function rosterDifferences(proposed: readonly ProposedLine[], delivered: readonly RegisteredStay[], year: number): readonly Fault[] {
  const within = (stay: Stay): string => `${stay.from}/${stay.to === null || stay.to > lastDayOf(year) ? '' : stay.to}`;
  const faults: Fault[] = [];
  const usccs = [...new Set([...proposed, ...delivered].map((line) => line.uscc))].sort(compareIds);
  for (const uscc of usccs) {
    const mine = (lines: readonly RegisteredStay[]): RegisteredStay[] =>
      lines.filter((line) => line.uscc === uscc).sort((a, b) => compareIds(a.from, b.from));
    const same = (a: Stay, b: Stay): boolean => within(a) === within(b);
    const registered = mine(proposed).filter((line) => !mine(delivered).some((other) => same(line, other)));
    const given = mine(delivered).filter((line) => !mine(proposed).some((other) => same(line, other)));
    const paired = new Set<RegisteredStay>();
    for (const line of given) {
      const counterpart = registered.find((other) => !paired.has(other) && overlap(line, other));
      if (counterpart) {
        paired.add(counterpart);
        const params = { uscc, ...shown(line), registeredFrom: counterpart.from, registeredTo: counterpart.to ?? '今' };
        faults.push(registryErrors.fault('registry.rosterDates', params, `${uscc}@${line.from}`));
      } else {
        faults.push(registryErrors.fault('registry.rosterUnknown', { uscc, ...shown(line) }, `${uscc}@${line.from}`));
      }
    }
    for (const line of registered) {
      if (!paired.has(line)) faults.push(registryErrors.fault('registry.rosterMissing', { uscc, ...shown(line) }, `${uscc}@${line.from}`));
    }
  }
  return faults;
}

function shown(stay: Stay): { from: string; to: string } {
  return { from: stay.from, to: stay.to ?? '今' };
}
