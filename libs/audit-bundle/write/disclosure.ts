import type { AwardEvent, EvaluationEvent, RunEvent } from '#libs/evaluation';
import type { LedgerEvent } from '#libs/event-sourcing';
import type { StoredEvent } from '#libs/event-store';
import { parseStreamName } from '#libs/kernel';
import type { SchemeEvent } from '#libs/rulebook';
import { type EventLine, fullLine, withholdAll, withholdSalt } from '../event-line.js';
import type { LogEvent } from './log-events.js';
import { type BundleRequest, isAsked } from './request.js';
import type { Survey } from './survey.js';

/** When an event stands in the clear in a public bundle. */
type Condition =
  | 'always'
  /** Of a year that was asked for and has a finalised edition. */
  | 'publishedYear'
  /** Of the run behind a finalised edition. */
  | 'finalisedRun'
  /** Of a finalised edition: `data.edition`. */
  | 'finalisedEdition'
  /** Of a scheme that a published year was judged by: `data.hash`. */
  | 'usedScheme';

type LedgerType = LedgerEvent['type'] | 'LogEpochOpened';

/**
 * What stands in the clear in a public bundle (readings, «Confidential»; R44). Whatever is not in this table is withheld: a new event type stays closed until somebody
 * puts it here. Each of these types has no amount of an enterprise, no total of such amounts, no free text about a person, and no unsalted hash over a few things that
 * could be guessed one by one; ADR 0018 says why for those where that is not plain.
 */
export const publicEvents: {
  readonly ledger: Partial<Record<LedgerType, Condition>>;
  readonly scheme: Partial<Record<SchemeEvent['type'], Condition>>;
  readonly evaluation: Partial<Record<EvaluationEvent['type'], Condition>>;
  readonly scoringRun: Partial<Record<RunEvent['type'], Condition>>;
  readonly award: Partial<Record<AwardEvent['type'], Condition>>;
} = {
  ledger: {
    // Who the ledger is, and what everybody must see of its history.
    LedgerOpened: 'always',
    LogEpochOpened: 'always',
    SampleLoaded: 'always',
    SampleClockMoved: 'always',
  },
  scheme: {
    // The rules that the published scores follow from. Drafts of coming years stay closed.
    SchemeDrafted: 'usedScheme',
    SchemeAdopted: 'usedScheme',
  },
  evaluation: {
    EvaluationOpened: 'publishedYear',
    // The public notice itself (R43).
    NoticePublished: 'finalisedRun',
    ResultsFinalised: 'publishedYear',
  },
  scoringRun: {
    // inputsHash is over the pins of all parks at once; the pins themselves, a hash for each dossier, stay closed.
    RunStarted: 'finalisedRun',
    // Not ParkScored: it has all digits of the points, of which public tables carry two, and the hash of a sheet full of amounts.
    TierAssigned: 'finalisedRun',
    AwardProposed: 'finalisedRun',
    RunCompleted: 'finalisedRun',
  },
  award: {
    // What became of the money of a finalised edition. Payments, use and disputes have texts and documents: closed.
    AwardGranted: 'finalisedEdition',
    AwardHeld: 'finalisedEdition',
    AwardVoided: 'finalisedEdition',
  },
};

/** How an event stands in the bundle: the line that is written for it. */
export type Disclose = (event: LogEvent) => EventLine;

/** Whole: everything of the years asked for. Public: what the table lists; of the rest who and when only where a process acted, for it is no person. */
export function disclosure(request: BundleRequest, survey: Survey): Disclose {
  const isPublic = publicly(survey);
  return ({ index, event }) => {
    const line = fullLine(index, event);
    if (!isAsked(event.stream, request)) return withholdAll(line);
    if (request.kind === 'whole' || isPublic(event)) return line;
    return isOfProcess(event) ? withholdSalt(line) : withholdAll(line);
  };
}

function publicly({ years }: Survey): (event: StoredEvent) => boolean {
  const editions = years.flatMap(({ finalised }) => finalised);
  const published = new Set(years.map(({ year }) => String(year)));
  const runs = new Set(editions.map(({ year, run }) => `${year}_${run}`));
  const finalised = new Set(editions.map(({ year, edition }) => `${year} ${edition}`));
  const schemes = new Set(years.map(({ scheme }) => scheme.hash));
  return (event) => {
    const { category, id } = parseStreamName(event.stream);
    const condition = conditionOf(category, event.type);
    if (condition === undefined || condition === 'always') return condition === 'always';
    const data = JSON.parse(event.data) as { readonly run?: number; readonly edition?: number; readonly hash?: string };
    switch (condition) {
      case 'publishedYear':
        return published.has(id);
      case 'finalisedRun':
        return runs.has(category === 'scoringRun' ? id : `${id}_${data.run}`);
      case 'finalisedEdition':
        return finalised.has(`${id.slice(id.lastIndexOf('_') + 1)} ${data.edition}`);
      case 'usedScheme':
        return data.hash !== undefined && schemes.has(data.hash);
    }
  };
}

function conditionOf(category: string, type: string): Condition | undefined {
  const types: Readonly<Record<string, Condition>> | undefined = Object.hasOwn(publicEvents, category)
    ? publicEvents[category as keyof typeof publicEvents]
    : undefined;
  return types && Object.hasOwn(types, type) ? types[type] : undefined;
}

function isOfProcess({ metadata }: StoredEvent): boolean {
  return (JSON.parse(metadata) as { actor?: { role?: string } }).actor?.role === 'process';
}
