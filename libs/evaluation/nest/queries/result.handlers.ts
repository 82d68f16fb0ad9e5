import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { forbidden, maySeeUnpublished } from '#libs/access';
import {
  type Blocker,
  compareEditions,
  type Comparison,
  currentInputs,
  dossiersOf,
  evaluationErrors as errors,
  type EvaluationState,
  explain,
  type NotComputed,
  parkStream,
  type Peers,
  peersOf,
  runResult,
  sheetFor,
  type StatusFrame,
  whatIf,
  withErasures,
} from '#libs/evaluation';
import { type Caller, parseStreamName } from '#libs/kernel';
import { parkStatusFor } from '#libs/registry';
import type { Scheme } from '#libs/scheme';
import { currentEngine, engine, renderSheet, type ScoringInput, type ScoringResult, type Sheet, sheetHash } from '#libs/scoring';
import type { Answer } from '#libs/http';
import { LedgerSources } from '../sources/ledger-sources.js';
import { ReadinessSource } from '../sources/readiness.js';
import { RunSource } from '../sources/run-source.js';
import { SheetShelf } from '../sources/sheet-shelf.js';
import { EvaluationReads, type FoundResult, resultFor } from './evaluation-reads.js';
import {
  CompareQuery,
  type RankingRow,
  type ResultOf,
  SheetQuery,
  type SheetView,
  WhatIfQuery,
  type WhatIfRequest,
  type WhatIfView,
  WhyQuery,
  type WhyView,
} from './queries.js';

/** A park reads its own sheet only; counties and departments read any, without what is confidential. */
function demandOwnSheet(caller: Caller, park: string): void {
  if (caller.role === 'park' && caller.park !== park) throw forbidden(caller.role);
}

/** The sheet of a park in a result, with the hash that its run recorded. */
async function sheetIn(sources: LedgerSources, runs: RunSource, shelf: SheetShelf, of: ResultOf, found: FoundResult) {
  const recorded = (await sources.run(of.year, found.run)).parks.find((one) => one.park === of.park);
  if (!recorded) throw errors.error('evaluation.sheetUnknown', { park: of.park, year: of.year, edition: found.edition });
  const recompute = async (): Promise<Sheet> => {
    const sheet = (await runs.compute(of.year, found.run)).result.sheets.find((one) => one.park === of.park);
    if (!sheet) throw errors.error('evaluation.sheetUnknown', { park: of.park, year: of.year, edition: found.edition });
    return sheet;
  };
  return { hash: recorded.sheetHash, recompute, shelved: () => shelf.get(recorded.sheetHash, recompute) };
}

async function peersIn(runs: RunSource, year: number, run: number): Promise<Peers> {
  return peersOf((await runs.compute(year, run)).input);
}

@QueryHandler(SheetQuery)
export class SheetQueryHandler implements IQueryHandler<SheetQuery> {
  constructor(
    private readonly reads: EvaluationReads,
    private readonly sources: LedgerSources,
    private readonly runs: RunSource,
    private readonly shelf: SheetShelf,
  ) {}

  async execute({ of, caller, at }: SheetQuery): Promise<Answer<SheetView>> {
    demandOwnSheet(caller, of.park);
    const { data: state, ...point } = await this.reads.evaluation(of.year, at);
    const found = resultFor(state, caller, of.edition);
    const { hash, shelved } = await sheetIn(this.sources, this.runs, this.shelf, of, found);
    const [sheet, scheme, erased] = await Promise.all([shelved(), this.sources.schemeOf(state), this.sources.erasedFiles()]);
    const shown = maySeeUnpublished(caller) ? sheet : sheetFor(caller, sheet, scheme, await peersIn(this.runs, of.year, found.run));
    const marked = withErasures(shown, erased);
    return { data: { hash, sheet: shown, rendered: renderSheet(marked, scheme), withheld: shown !== sheet }, ...point };
  }
}

@QueryHandler(WhyQuery)
export class WhyQueryHandler implements IQueryHandler<WhyQuery> {
  constructor(
    private readonly reads: EvaluationReads,
    private readonly sources: LedgerSources,
    private readonly runs: RunSource,
    private readonly shelf: SheetShelf,
  ) {}

  /** One call: the recomputed sheet down to events, people, files and rows, its hash beside the recorded one. */
  async execute({ of, caller, at }: WhyQuery): Promise<Answer<WhyView>> {
    demandOwnSheet(caller, of.park);
    const { data: state, ...point } = await this.reads.evaluation(of.year, at);
    const found = resultFor(state, caller, of.edition);
    const { hash, recompute } = await sheetIn(this.sources, this.runs, this.shelf, of, found);
    const [sheet, scheme, run] = await Promise.all([recompute(), this.sources.schemeOf(state), this.sources.run(of.year, found.run)]);
    const pinned = new Map(run.pins.map(({ stream, revision }) => [stream, revision]));
    const dossiers = new Map(
      await Promise.all(
        dossiersOf(sheet).map(async (stream) => {
          const { state: dossier } = await this.sources.readers.dossier(parseStreamName(stream).id, pinned.get(stream));
          return [stream, dossier] as const;
        }),
      ),
    );
    const why = explain(sheet, dossiers);
    const shown = sheetFor(caller, why, scheme, await peersIn(this.runs, of.year, found.run));
    const recomputedHash = sheetHash(sheet);
    const { edition, run: number } = found;
    const data = { year: of.year, edition, run: number, recordedHash: hash, recomputedHash, same: hash === recomputedHash };
    const standing = await this.standing(of.park, pinned.get(parkStream(of.park)) ?? -1, of.year, run.started?.resultDay ?? '', scheme);
    const marked = withErasures(shown, await this.sources.erasedFiles());
    return { data: { ...data, standing, why: marked, withheld: shown !== why }, ...point };
  }

  private async standing(park: string, revision: number, year: number, resultDay: string, scheme: Scheme): Promise<WhyView['standing']> {
    const { state } = await this.sources.readers.park(park, revision);
    const { status, support } = parkStatusFor(state, year, resultDay, scheme);
    return { status, support, stream: parkStream(park), revision };
  }
}

/** Comparisons name other parks' facts, and what-ifs are trial results: for the task force and auditors. */
function demandInsider(caller: Caller): void {
  if (!maySeeUnpublished(caller)) throw forbidden(caller.role);
}

@QueryHandler(CompareQuery)
export class CompareQueryHandler implements IQueryHandler<CompareQuery> {
  constructor(private readonly runs: RunSource) {}

  async execute({ year, before, after, caller }: CompareQuery): Promise<{ data: Comparison }> {
    demandInsider(caller);
    const [left, right] = await Promise.all([this.runs.edition(year, before), this.runs.edition(year, after)]);
    return { data: compareEditions(left, right) };
  }
}

@QueryHandler(WhatIfQuery)
export class WhatIfQueryHandler implements IQueryHandler<WhatIfQuery> {
  constructor(
    private readonly sources: LedgerSources,
    private readonly runs: RunSource,
    private readonly readiness: ReadinessSource,
  ) {}

  async execute({ year, request, caller }: WhatIfQuery): Promise<{ data: WhatIfView }> {
    demandInsider(caller);
    const state = await this.sources.opened(year);
    if (!state.unsealed) throw errors.error('evaluation.sealed', { year });
    const { input, notComputed, version } = await this.base(state, request);
    const other = request.scheme === undefined ? undefined : await this.sources.adopted(request.scheme);
    if (request.scheme !== undefined && !other) throw errors.error('evaluation.schemeUnknown', { scheme: request.scheme });
    const scoring = engine(version);
    const changes = {
      ...(other ? { scheme: other.content } : {}),
      ...(request.readings ? { readings: request.readings } : {}),
      ...(request.measures ? { measures: request.measures } : {}),
    };
    const tried = whatIf(input, changes, scoring, notComputed);
    const plain = whatIf(input, {}, scoring, notComputed);
    const comparison = compareEditions(
      { edition: 0, input: plain.input, result: plain.result },
      { edition: 1, input: tried.input, result: tried.result },
    );
    return {
      data: {
        resultHash: tried.result.resultHash,
        ranking: rowsOf(tried.input, tried.result),
        unresolvedTies: tried.result.unresolvedTies,
        notComputed,
        changes: comparison,
      },
    };
  }

  private async base(
    state: EvaluationState,
    { base }: WhatIfRequest,
  ): Promise<{ readonly input: ScoringInput; readonly notComputed: readonly NotComputed[]; readonly version: string }> {
    if ('edition' in base) {
      const { input, result } = await this.runs.edition(state.year, base.edition);
      return { input, notComputed: [], version: result.engine };
    }
    const scheme = await this.sources.schemeOf(state);
    const resultDay = state.resultDay ?? `${state.year + 1}-09-30`;
    const frame: StatusFrame = { year: state.year, resultDay, scheme };
    const readiness = await this.readiness.read(state, resultDay);
    const parks = {
      participants: readiness.participants,
      exempt: readiness.exempt.map(({ park }) => park),
      predecessors: readiness.predecessors,
    };
    const rulings = { ties: state.rulings.map((group) => [...group]), tierASize: state.tierCount?.count ?? null };
    const input = await currentInputs(parks, frame, rulings, engine(currentEngine), this.sources.readers, base.now);
    return { input, notComputed: this.incomplete(readiness.blockers, state.year, base.now), version: currentEngine };
  }

  /** Parks for which something is still missing; what was submitted and not verified is enough where the what-if says so. */
  private incomplete(blockers: readonly Blocker[], year: number, now: 'verified' | 'submitted'): NotComputed[] {
    const stops =
      now === 'submitted'
        ? ['dossier.metricMissing', 'dossier.landNotPositive']
        : ['dossier.metricMissing', 'dossier.landNotPositive', 'dossier.notVerified', 'dossier.factReturned', 'dossier.linesReturned'];
    const stopped = new Map<string, { missing: string[]; texts: string[] }>();
    for (const { park, year: of, code, metric, message } of blockers) {
      if (!stops.includes(code)) continue;
      const own = stopped.get(park) ?? { missing: [], texts: [] };
      stopped.set(park, own);
      own.missing.push(`${of ?? year}/${metric ?? ''}:${code}`);
      own.texts.push(`${of ?? year} 年：${message}`);
    }
    return [...stopped].map(([park, { missing, texts }]) => ({ park, missing, texts }));
  }
}

function rowsOf(input: ScoringInput, result: ScoringResult): RankingRow[] {
  const { parks, ranking, ungraded } = runResult(input, result);
  const places = new Map(ranking.map((place) => [place.park, place]));
  const order = new Map(ranking.map(({ park }, i) => [park, i]));
  const rows = parks.map(({ park, status, scores, total, reasons, sheetHash: hash }): RankingRow => {
    const place = places.get(park);
    return {
      park,
      status,
      rank: place?.rank ?? null,
      tier: place?.tier ?? null,
      award: place?.award ?? null,
      held: ungraded.includes(park) ? 'ungradedAccident' : null,
      total: total ?? null,
      scores: scores ?? null,
      reasons: reasons ?? null,
      sheetHash: hash,
    };
  });
  return rows.sort((a, b) => (order.get(a.park) ?? Infinity) - (order.get(b.park) ?? Infinity) || (a.park < b.park ? -1 : 1));
}
