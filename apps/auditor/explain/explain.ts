import { parseResultFile, resultPath } from '#libs/audit-bundle';
import { dossiersOf, explain, type Why, type WhyIndicator, type WhyTerm } from '#libs/evaluation';
import { parseStreamName } from '#libs/kernel';
import { type RenderedIndicator, renderSheet, type Sheet } from '#libs/scoring';
import type { Checkpoint } from '#libs/transparency';
import type { Bundle } from '../bundle/bundle.js';
import { auditorErrors as errors } from '../errors.js';
import type { BundleLedger } from '../ledger/bundle-ledger.js';
import type { EditionNote } from '../ledger/editions.js';
import { differenceOf } from '../report/difference.js';
import type { Difference } from '../report/report.js';
import { type IncludedEvent, Inclusions } from './inclusions.js';
import { type SheetOrigin, sheetOf } from './sheet-of.js';

export interface Asked {
  readonly edition: EditionNote;
  readonly park: string;
  readonly indicator: string;
}

export interface Explanation extends EditionNote {
  readonly park: string;
  readonly parkName: string | null;
  readonly indicator: string;
  /** Points of the row as the run recorded them; null for a park that is barred. */
  readonly score: string | null;
  /** `event`: ParkScored says it. `table`: the event is withheld, and only the bundle's result table says it. */
  readonly scoreFrom: 'event' | 'table';
  readonly reasons: readonly string[];
  readonly sheet?: { readonly hash: string; readonly from: SheetOrigin };
  /** The rows's tree in words, with the history of each fact under its inputs. */
  readonly tree?: RenderedIndicator;
  readonly basisNotice?: string;
  /** Every event that the score rests on, each with its inclusion in the checkpoint. */
  readonly events: readonly IncludedEvent[];
  readonly differences: readonly Difference[];
}

/** @throws `auditor.parkUnknown` */
export async function explainScore(bundle: Bundle, ledger: BundleLedger, head: Checkpoint | undefined, asked: Asked): Promise<Explanation> {
  const { edition, park, indicator } = asked;
  const run = ledger.run(edition.year, edition.run);
  const scored = run.parks.find((one) => one.park === park);
  if (!scored) return fromTable(bundle, ledger, head, asked);
  const differences: Difference[] = [];
  const inclusions = new Inclusions(ledger.log, head);
  const stream = `scoringRun-${edition.year}_${edition.run}`;
  inclusions.addWhere('published', finalisedIn(ledger, edition));
  inclusions.addWhere('scored', eventOf(ledger, edition, 'ParkScored', park));
  inclusions.addWhere('placed', eventOf(ledger, edition, 'TierAssigned', park));
  const found = await sheetOf(bundle, ledger, edition, park, scored.sheetHash);
  if (found.broken) differences.push(differenceOf(found.broken, { stream }));
  if (found.sheet && found.hash !== scored.sheetHash) {
    const sides = { expected: found.hash, found: scored.sheetHash };
    const fault = errors.fault('auditor.recomputedDiffers', { year: edition.year, run: edition.run, what: park, ...sides });
    differences.push(differenceOf(fault, { stream, type: 'ParkScored' }, sides));
  }
  const tree = found.sheet && treeOf(ledger, edition, found.sheet, indicator, inclusions);
  return {
    ...edition,
    park,
    parkName: nameOf(ledger, park),
    indicator,
    score: (scored.scores as Readonly<Record<string, string>> | undefined)?.[indicator] ?? null,
    scoreFrom: 'event',
    reasons: scored.reasons ?? [],
    sheet: { hash: scored.sheetHash, from: found.from },
    ...(tree ?? {}),
    events: inclusions.all,
    differences: [...differences, ...inclusions.differences],
  };
}

/** A public bundle has the points in a table alone, rounded: who finalised it and the park's place can be shown, what lies below can't. */
async function fromTable(
  bundle: Bundle,
  ledger: BundleLedger,
  head: Checkpoint | undefined,
  { edition, park, indicator }: Asked,
): Promise<Explanation> {
  const path = resultPath(edition.year, edition.edition);
  const row = bundle.archive.has(path) ? parseResultFile(await bundle.text(path)).parks.find((one) => one.park === park) : undefined;
  if (!row) throw errors.error('auditor.parkUnknown', { year: edition.year, park });
  const inclusions = new Inclusions(ledger.log, head);
  inclusions.addWhere('published', finalisedIn(ledger, edition));
  inclusions.addWhere('placed', eventOf(ledger, edition, 'TierAssigned', park));
  const score = row.scores?.[indicator] ?? null;
  return {
    ...edition,
    ...{ park, parkName: row.name, indicator, score, scoreFrom: 'table', reasons: row.reasons ?? [] },
    events: inclusions.all,
    differences: inclusions.differences,
  };
}

function finalisedIn(ledger: BundleLedger, { year, run }: EditionNote) {
  return ledger.find(`evaluation-${year}`, ({ type, data }) => type === 'ResultsFinalised' && (data as { run: number }).run === run);
}

function eventOf(ledger: BundleLedger, { year, run }: EditionNote, wanted: string, park: string) {
  return ledger.find(`scoringRun-${year}_${run}`, ({ type, data }) => type === wanted && (data as { park: string }).park === park);
}

function nameOf(ledger: BundleLedger, park: string): string | null {
  if (!ledger.isClear(`park-${park}`)) return null;
  const state = ledger.park(park) as { readonly name?: unknown };
  return typeof state.name === 'string' ? state.name : null;
}

/** The row's tree under the dossiers as the run pinned them. */
function treeOf(ledger: BundleLedger, { year, run }: EditionNote, sheet: Sheet, indicator: string, inclusions: Inclusions) {
  const pins = new Map(ledger.run(year, run).pins.map(({ stream, revision }) => [stream, revision]));
  const readable = dossiersOf(sheet).filter((stream) => ledger.isClear(stream, pins.get(stream)));
  const dossiers = new Map(readable.map((stream) => [stream, ledger.dossier(parseStreamName(stream).id, pins.get(stream))]));
  const why = explain(sheet, dossiers);
  const row = why.indicators.find((one) => one.row === indicator);
  if (row) addEvents(row, inclusions);
  const rendered = renderSheet(why as Why & Sheet, ledger.scheme(ledger.evaluation(year, run).scheme));
  const tree = rendered.indicators.find((one) => one.row === indicator);
  return tree && { tree, ...(rendered.basisNotice === undefined ? {} : { basisNotice: rendered.basisNotice }) };
}

function addEvents(row: WhyIndicator, inclusions: Inclusions): void {
  const walk = (terms: readonly WhyTerm[]): void => {
    for (const { inputs = [], terms: below = [] } of terms) {
      for (const { fact, history = [] } of inputs) {
        if (fact) inclusions.add('fact', fact.eventId);
        for (const { delivered, verified, returned, withdrawn } of history) {
          for (const act of [delivered, verified, returned, withdrawn]) if (act) inclusions.add('act', act.eventId);
        }
      }
      walk(below);
    }
  };
  walk(row.terms);
}
