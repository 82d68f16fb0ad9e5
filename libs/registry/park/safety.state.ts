import type { EventsOf, Recorded } from '#libs/event-sourcing';
import type { NestedKind, safetyEvents, Severity } from './safety.events.js';

type SafetyEvent = EventsOf<typeof safetyEvents>;

/** What may bar a park: nested parks, accidents, proven false evidence, and the yearly statements of 应急管理. */
export interface ParkSafety {
  readonly nested: readonly NestedReport[];
  readonly accidents: readonly Accident[];
  readonly statements: readonly AccidentStatement[];
  readonly falseEvidence: readonly FalseEvidence[];
}

export interface NestedReport {
  readonly report: string;
  readonly kind: NestedKind;
  /** Since when. */
  readonly on: string;
  readonly state: 'reported' | 'found' | 'dismissed' | 'cleared';
  readonly clearedOn?: string;
  /** The event that gave the state. */
  readonly event: string;
}

export interface Accident {
  readonly id: string;
  readonly date: string;
  /** null: not yet graded; the award is held. */
  readonly severity: Severity | null;
  readonly report?: string;
  readonly struck: boolean;
  /** The event that recorded it and the one that gave its present severity or struck it. */
  readonly recorded: string;
  readonly event: string;
}

export interface AccidentStatement {
  readonly year: number;
  readonly none: boolean;
  readonly accidents: readonly string[];
  readonly event: string;
}

export interface FalseEvidence {
  readonly finding: string;
  readonly year: number;
  readonly revoked: boolean;
  readonly event: string;
}

export const noSafety: ParkSafety = { nested: [], accidents: [], statements: [], falseEvidence: [] };

export function evolveSafety(safety: ParkSafety, event: Recorded<SafetyEvent>): ParkSafety {
  switch (event.type) {
    case 'NestedParkReported': {
      const { report, kind, on } = event.data;
      return { ...safety, nested: [...safety.nested, { report, kind, on, state: 'reported', event: event.id }] };
    }
    case 'NestedParkFound':
      return nested(safety, event.data.report, { state: 'found', kind: event.data.kind, on: event.data.on, event: event.id });
    case 'NestedParkDismissed':
      return nested(safety, event.data.report, { state: 'dismissed', event: event.id });
    case 'NestedParkCleared':
      return nested(safety, event.data.report, { state: 'cleared', clearedOn: event.data.on, event: event.id });
    case 'AccidentRecorded': {
      const { accident, date, severity, report } = event.data;
      const one = {
        id: accident,
        date,
        severity,
        struck: false,
        recorded: event.id,
        event: event.id,
        ...(report && { report: report.hash }),
      };
      return { ...safety, accidents: [...safety.accidents.filter((known) => known.id !== accident), one] };
    }
    case 'AccidentGraded': {
      const { accident, severity, report } = event.data;
      return changeAccident(safety, accident, { severity, report: report.hash, event: event.id });
    }
    case 'AccidentStruck':
      return changeAccident(safety, event.data.accident, { struck: true, event: event.id });
    case 'AccidentStatementMade': {
      const { year, none, accidents } = event.data;
      const others = safety.statements.filter((statement) => statement.year !== year);
      return { ...safety, statements: [...others, { year, none, accidents, event: event.id }] };
    }
    case 'FalseEvidenceProven': {
      const { finding, year } = event.data;
      return { ...safety, falseEvidence: [...safety.falseEvidence, { finding, year, revoked: false, event: event.id }] };
    }
    case 'FalseEvidenceRevoked': {
      const { finding } = event.data;
      const falseEvidence = safety.falseEvidence.map((one) => (one.finding === finding ? { ...one, revoked: true, event: event.id } : one));
      return { ...safety, falseEvidence };
    }
    default:
      return event satisfies never;
  }
}

function nested(safety: ParkSafety, report: string, change: Partial<NestedReport>): ParkSafety {
  return { ...safety, nested: safety.nested.map((one) => (one.report === report ? { ...one, ...change } : one)) };
}

function changeAccident(safety: ParkSafety, id: string, change: Partial<Accident>): ParkSafety {
  return { ...safety, accidents: safety.accidents.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

/** The accidents that stand, by date and id. */
export function standingAccidents(safety: ParkSafety): readonly Accident[] {
  return safety.accidents
    .filter((accident) => !accident.struck)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1));
}

/**
 * The statement of 应急管理 for a year: `current` lists exactly the accidents of that year that stand, `outdated` no longer does (an accident was
 * recorded or struck since). Collection can't close without a current one.
 */
export function accidentStatementFor(
  safety: ParkSafety,
  year: number,
): { readonly state: 'missing' } | { readonly state: 'current' | 'outdated'; readonly statement: AccidentStatement } {
  const statement = safety.statements.find((one) => one.year === year);
  if (!statement) return { state: 'missing' };
  const registered = accidentsOfYear(safety, year);
  const same = registered.length === statement.accidents.length && registered.every((id) => statement.accidents.includes(id));
  return { state: same ? 'current' : 'outdated', statement };
}

/** Ids of the standing accidents of a year. */
export function accidentsOfYear(safety: ParkSafety, year: number): readonly string[] {
  return standingAccidents(safety)
    .filter((accident) => accident.date.startsWith(`${year}-`))
    .map((accident) => accident.id);
}
