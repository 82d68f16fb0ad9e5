import { Injectable } from '@nestjs/common';
import { type DossierState, returnedLines, standing } from '#libs/dossier';
import { CommandRunner } from '#libs/event-sourcing';
import { canonicalJson, sha256 } from '#libs/kernel';
import { accidentStatementFor, type Park, parkDecider, standingAccidents } from '#libs/registry';
import {
  type AcceptedItem,
  type DossierVerdicts,
  type FactPreview,
  formsFor,
  type ParkStatement,
  type PinnedPreview,
  type Preview,
  previewing,
  type StandingFact,
  type TakenSubmission,
} from '#libs/submission';
import { breathing } from './breathing.js';
import { requestOf } from './check-request.js';
import { type Checked, CheckedWorkbooks } from './checked-workbooks.js';
import { SituationReader } from './situation-reader.js';

/** What accepting a submission would do as the ledger stands now. */
export interface SubmissionPreview extends PinnedPreview {
  /** Deliveries: each fact's changes, and what is expected and not there. */
  readonly deliveries: Preview;
  /** Verdicts on versions that no longer await any: left out. */
  readonly overtaken: readonly { readonly park: string; readonly metric: string; readonly version: number }[];
}

/** Compares a checked workbook with the facts of today. */
@Injectable()
export class PreviewReader {
  constructor(
    private readonly checks: CheckedWorkbooks,
    private readonly situations: SituationReader,
    private readonly runner: CommandRunner,
  ) {}

  async of(state: TakenSubmission): Promise<SubmissionPreview> {
    const { kind, year, office } = state.head;
    const checked = await this.checks.of(requestOf(state));
    const { deliveries, verdicts, statements } = checked.result;
    switch (kind) {
      case 'delivery':
      case 'declaration':
      case 'roster': {
        const dossiers = new Map<string, DossierState>();
        const [scheme, parks] = [await this.situations.schemeOf(year), await this.situations.ownParks(office)];
        for (const park of parks) dossiers.set(park, await this.situations.dossier(park, year));
        const metrics = formsFor(kind, scheme, office.department).map(({ metric }) => metric.code);
        const steps = previewing(deliveries, {
          scheme,
          standing: (park, metric) => standingFact(dossiers.get(park), metric),
          expected: parks.flatMap((park) => metrics.map((metric) => ({ park, metric }))),
        });
        const preview = await breathing(steps);
        return pinned(checked, itemsOf(preview.facts), { deliveries: preview });
      }
      case 'verification': {
        const { items, overtaken } = await this.verdictItems(verdicts);
        return pinned(checked, items, { overtaken });
      }
      case 'statements':
        return pinned(checked, await this.statementItems(statements));
    }
  }

  private async verdictItems(verdicts: readonly DossierVerdicts[]): Promise<Pick<SubmissionPreview, 'items' | 'overtaken'>> {
    const overtaken: { park: string; metric: string; version: number }[] = [];
    const items: AcceptedItem[] = [];
    for (const { park, year, facts } of verdicts) {
      const state = await this.situations.dossier(park, year);
      const awaited = facts.filter(({ metric, version }) => {
        const current = standing(state, metric);
        return current?.version === version && current.status === 'submitted';
      });
      for (const { metric, version } of facts.filter((fact) => !awaited.includes(fact))) overtaken.push({ park, metric, version });
      if (awaited.length > 0) {
        items.push({ park, year, facts: awaited.map(({ metric, version }) => ({ metric, act: 'verify' as const, version })) });
      }
    }
    return { items, overtaken };
  }

  private async statementItems(statements: readonly ParkStatement[]): Promise<AcceptedItem[]> {
    const items: AcceptedItem[] = [];
    for (const statement of statements) {
      const { state } = await this.runner.load(parkDecider, statement.park);
      const stands = state.status !== 'none' && isStated(state, statement);
      items.push({ park: statement.park, year: statement.year, facts: [], statement: stands ? 'same' : 'state' });
    }
    return items;
  }
}

function pinned(
  { contentHash }: Checked,
  items: readonly AcceptedItem[],
  shown: Partial<Pick<SubmissionPreview, 'deliveries' | 'overtaken'>> = {},
): SubmissionPreview {
  const nothing = { deliveries: { facts: [], missing: [] }, overtaken: [] };
  return { ...nothing, ...shown, hash: sha256(canonicalJson({ contentHash, items })), contentHash, items };
}

/** A fact's standing version as the preview compares with it. */
function standingFact(state: DossierState | undefined, metric: string): StandingFact | undefined {
  const version = state && standing(state, metric);
  if (!version) return undefined;
  const { status, lines } = version;
  if (status === 'superseded' || status === 'withdrawn') throw new TypeError(`the standing version of ${metric} is ${status}`);
  return { version: version.version, status: returnedLines(version).length > 0 ? 'returned' : status, lines };
}

const actOf = { new: 'submit', changed: 'correct', same: 'same' } as const;

function itemsOf(facts: readonly FactPreview[]): AcceptedItem[] {
  const items = new Map<string, AcceptedItem>();
  for (const { park, year, metric, act, version } of facts) {
    const item = items.get(park) ?? { park, year, facts: [] };
    item.facts.push({ metric, act: actOf[act], ...(act === 'new' || version === null ? {} : { version }) });
    items.set(park, item);
  }
  return [...items.values()];
}

/** Whether the registry says of the year what the statement says. */
function isStated({ safety }: Park, { year, accidents }: ParkStatement): boolean {
  if (accidentStatementFor(safety, year).state !== 'current') return false;
  const known = standingAccidents(safety);
  return accidents.every(({ accident, severity, report }) => {
    const registered = known.find(({ id }) => id === accident);
    return registered !== undefined && (severity === null || (severity === registered.severity && report?.hash === registered.report));
  });
}
