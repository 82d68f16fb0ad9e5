import { parseResultFile, type ResultFile, type ResultRow } from '#libs/audit-bundle';
import { fraction, roundHalfUp } from '#libs/kernel';
import { auditorErrors as errors } from '../errors.js';
import type { Bundle } from '../bundle/bundle.js';
import type { BundleLog } from '../bundle/read-log.js';
import { differenceOf, isRefusal } from '../report/difference.js';
import type { Place } from '#libs/verification';
import type { Difference } from '../report/report.js';
import type { LedgerNotes, RunNotes } from './ledger-notes.js';

export interface ResultsChecked {
  readonly counts: { readonly results: number; readonly rows: number; readonly schemes: number; readonly sheets: number };
  /** Rows whose points nothing in the clear vouches for. */
  readonly withheld: { readonly rows: number };
  readonly differences: readonly Difference[];
}

/** Result tables say what the events say, and nothing besides; schemes and sheets are ones that the events name. */
export async function checkResults(bundle: Bundle, notes: LedgerNotes, log: BundleLog): Promise<ResultsChecked> {
  const differences: Difference[] = [];
  const results = bundle.partsOf('result');
  let [rows, unvouched] = [0, 0];
  for (const { path, holds } of results) {
    try {
      const file = parseResultFile(await bundle.text(path));
      rows += file.parks.length;
      if (file.year !== holds.year || file.edition !== holds.edition) throw unbacked(path, `${file.year}/${file.edition}`);
      const table = new Table(path, file, runOf(path, file, notes), bundle.manifest.kind === 'public');
      differences.push(...table.differences(log));
      unvouched += table.unvouched;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      differences.push(differenceOf(error, { file: path }));
    }
  }
  const [schemes, sheets] = [bundle.partsOf('scheme'), bundle.partsOf('sheet')];
  for (const { path, holds } of [...schemes, ...sheets]) {
    const known = holds.kind === 'scheme' ? notes.schemes : notes.sheets;
    if (!known.has(holds.hash))
      differences.push(differenceOf(errors.fault('auditor.resultUnbacked', { path, what: holds.hash }), { file: path }));
  }
  return {
    counts: { results: results.length, rows, schemes: schemes.length, sheets: sheets.length },
    withheld: { rows: unvouched },
    differences,
  };
}

/** The run behind a table, by the event that finalised it. @throws `auditor.resultUnbacked` */
function runOf(path: string, file: ResultFile, notes: LedgerNotes): RunNotes {
  const { year, edition, run, resultHash, finalised } = file;
  const event = notes.finalised.find((one) => one.year === year && one.data.edition === edition);
  if (!event || event.eventId !== finalised.eventId || String(event.index) !== finalised.index) throw unbacked(path, 'ResultsFinalised');
  if (event.data.run !== run || event.data.resultHash !== resultHash) throw unbacked(path, `run ${run}`);
  const found = notes.run(year, run);
  if (!found?.completed || !found.started) throw unbacked(path, `run ${run}`);
  return found;
}

const unbacked = (path: string, what: string): Error => errors.error('auditor.resultUnbacked', { path, what });

/** One table beside the run's events. */
class Table {
  readonly #found: Difference[] = [];
  unvouched = 0;

  constructor(
    private readonly path: string,
    private readonly file: ResultFile,
    private readonly run: RunNotes,
    private readonly rounded: boolean,
  ) {}

  differences(log: BundleLog): readonly Difference[] {
    const { file, run } = this;
    const place = { ...log.find(file.finalised.eventId), eventId: file.finalised.eventId };
    const recorded = {
      ...run.completed,
      scheme: run.started?.scheme,
      engine: run.started?.engineVersion,
      resultDay: run.started?.resultDay,
    };
    for (const field of ['resultHash', 'outcomeHash', 'ranked', 'tiers', 'scheme', 'engine', 'resultDay'] as const) {
      this.compare(`/${field}`, recorded[field], file[field], place);
    }
    const { parks: scored, places } = run;
    if (scored.size > 0) this.compare('/parks', [...scored.keys()].sort(), file.parks.map(({ park }) => park).sort(), place);
    const ranked = file.parks.filter(({ rank }) => rank !== null).map(({ park }) => park);
    this.compare('/parks', [...places.keys()].sort(), ranked.sort(), place);
    file.parks.forEach((row, at) => this.row(row, `/parks/${at}`));
    return this.#found;
  }

  /** Rank, tier and award by their own events, in a public bundle too; points only where the score stands in the clear. */
  private row(row: ResultRow, at: string): void {
    const [scored, place, award] = [this.run.parks.get(row.park), this.run.places.get(row.park), this.run.awards.get(row.park)];
    this.rows(row, at, { rank: place?.rank ?? null, tier: place?.tier ?? null, award: award?.amount ?? null, held: award?.held ?? null });
    if (!scored) {
      this.unvouched++;
      return;
    }
    const { status, total, scores, reasons, sheetHash } = scored;
    const points = scores && Object.fromEntries(Object.entries(scores).map(([code, text]) => [code, this.shown(text)]));
    const shownTotal = total === undefined ? null : this.shown(total);
    this.rows(row, at, { status, total: shownTotal, scores: points ?? null, reasons: reasons ?? null, sheetHash });
  }

  private rows(row: ResultRow, at: string, says: Partial<ResultRow>): void {
    const stream = `scoringRun-${this.file.year}_${this.file.run}`;
    for (const [field, expected] of Object.entries(says)) {
      this.compare(`${at}/${field}`, expected, row[field as keyof ResultRow], { stream });
    }
  }

  /** Points as the table shows them: in a public bundle with two decimals. */
  private shown(points: string): string {
    return this.rounded ? roundHalfUp(fraction(points), 2) : points;
  }

  private compare(what: string, expected: unknown, found: unknown, place: Place): void {
    const sides = { expected: sortedText(expected), found: sortedText(found) };
    if (sides.expected === sides.found) return;
    const fault = errors.fault('auditor.resultDiffers', { path: this.path, what, ...sides });
    this.#found.push(differenceOf(fault, { ...place, file: this.path, path: what }, sides));
  }
}

function sortedText(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value ?? null);
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}
