import {
  type AwardEvent,
  awardEvents,
  type EvaluationEvent,
  type EvaluationState,
  outcomeHash,
  parseAwardId,
  parseRunId,
  type RunState,
} from '#libs/evaluation';
import type { Recorded } from '#libs/event-sourcing';
import { inWords, parseStreamName } from '#libs/kernel';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import { jsonDifference } from '../json-difference.js';
import { evaluationStream, type Known, runStream } from '../log/known.js';
import type { LogLine } from '../log/log-line.js';
import type { Streams } from '../log/streams.js';

/** What of a run an event of the evaluation repeats. */
interface Repeated {
  readonly run: number;
  readonly edition: number;
  readonly resultHash?: string;
  readonly outcomeHash?: string;
  readonly ranked?: number;
  readonly tierA?: number;
  readonly unresolvedTies?: unknown;
}

/** Published things lead back to a completed run that says the same: proposals, notices, approvals, final results, awards. */
export class RunReferences {
  constructor(
    private readonly findings: Findings,
    private readonly streams: Streams,
    private readonly known: Known,
  ) {}

  /** `before`: the state of the event's stream until then. */
  take(line: LogLine, recorded: Recorded | undefined, before: unknown): void {
    if (!recorded) return;
    const { category, id } = parseStreamName(line.stream);
    if (category === 'evaluation') this.#evaluation(line, recorded as unknown as Recorded<EvaluationEvent>, before as EvaluationState);
    if (category === 'award' && Object.hasOwn(awardEvents, line.type)) this.#award(line, recorded as unknown as Recorded<AwardEvent>, id);
    if (line.type === 'RunCompleted') this.#outcome(line);
  }

  #evaluation(line: LogLine, event: Recorded<EvaluationEvent>, before: EvaluationState): void {
    const { year } = before;
    switch (event.type) {
      case 'EvaluationOpened':
        this.#opened(line, event.data);
        return;
      case 'ResultsProposed':
      case 'ResultsApproved':
      case 'NoticePublished':
        this.#repeats(line, year, event.data);
        return;
      case 'ResultsFinalised':
        this.#repeats(line, year, event.data);
        this.#finalisable(line, event.data, before);
        event.data.parkRevisions.forEach(({ park, revision }, n) => {
          const last = this.streams.revisionOf(`park-${park}`);
          const compared = { expected: String(last), found: String(revision) };
          const path = `/data/parkRevisions/${n}/revision`;
          if (revision > last) this.findings.add('verification.pinUnknown', placeOf(line, path), compared, { stream: `park-${park}` });
        });
        return;
      case 'ScoringFailed': {
        const { run, code } = event.data;
        const found = this.#run(line, year, run);
        if (found && found.failed?.code !== code) this.#differs(line, run, '/code', found.failed?.code ?? '—', code);
        return;
      }
      default:
        return;
    }
  }

  #opened(line: LogLine, { year, scheme }: { year: number; scheme: { id: string; hash: string } }): void {
    if (line.stream !== evaluationStream(year))
      this.findings.add('verification.cannotFold', placeOf(line, '/data/year'), {}, { type: line.type, stream: line.stream });
    if (this.known.isSchemeWhole(scheme.id) && !this.known.adopted(scheme)) {
      this.findings.add('verification.schemeUnknown', placeOf(line, '/data/scheme'), { expected: `${scheme.id} ${scheme.hash}` });
    }
  }

  #repeats(line: LogLine, year: number, repeated: Repeated): void {
    const { run, edition } = repeated;
    const found = this.#run(line, year, run);
    if (!found) return;
    const { started, completed } = found;
    if (!completed) {
      this.#differs(line, run, 'RunCompleted', 'RunCompleted', '—');
      return;
    }
    const { resultHash, outcomeHash: outcome, ranked, tiers, unresolvedTies } = completed;
    const known: Record<string, unknown> = { resultHash, outcomeHash: outcome, ranked, tierA: tiers.A, unresolvedTies };
    if (started) known.edition = started.edition;
    for (const [name, value] of Object.entries({ ...repeated, edition })) {
      if (!Object.hasOwn(known, name)) continue;
      const difference = jsonDifference(known[name], value, `/data/${name}`);
      if (difference) this.#differs(line, run, difference.path, difference.expected, difference.found);
    }
  }

  /** DESIGN §5: finalised only what is the newest proposal, approved as it is, with no objection open and no tie that money hangs on. */
  #finalisable(line: LogLine, { run, resultHash }: Repeated, before: EvaluationState): void {
    if (!this.streams.isWhole(line.stream)) return;
    const { phase, proposed, approval, objections, edition } = before;
    const wanted = { phase: 'closed', proposed: run, approved: resultHash, openObjections: 0, blockingTies: 0 };
    const found = {
      phase,
      proposed: proposed?.run,
      approved: approval?.run === run ? approval.resultHash : undefined,
      openObjections: objections.filter((one) => one.open && one.edition === edition).length,
      blockingTies: proposed?.unresolvedTies.filter(({ blocks }) => blocks).length ?? 0,
    };
    const difference = jsonDifference(wanted, found);
    if (!difference) return;
    const reason = `${difference.path}：应为 ${difference.expected}，实为 ${difference.found}`;
    this.findings.add('verification.decision', placeOf(line, difference.path), difference, { reason });
  }

  #award(line: LogLine, event: Recorded<AwardEvent>, id: string): void {
    if (!('run' in event.data)) return;
    const { year } = parseAwardId(id);
    const { run, edition } = event.data;
    if (!this.streams.isWhole(evaluationStream(year))) return;
    const published = this.known.evaluation(year).published.find((one) => one.edition === edition);
    if (published?.run !== run) this.#differs(line, run, '/data/edition', String(published?.run ?? '—'), String(run));
  }

  /** The hash of what was published follows from the scores, ranks and awards in clear, also where the inputs are withheld. */
  #outcome(line: LogLine): void {
    const { year, run } = parseRunId(parseStreamName(line.stream).id);
    const { started, parks, ranking, awards, completed } = this.known.run(year, run);
    // Who is barred stands in ParkScored: where one of them is withheld there is nothing to compute.
    if (!completed || parks.length !== started?.parks || ranking.length !== completed.ranked) return;
    const amounts = new Map(awards.map(({ park, amount }) => [park, amount]));
    const ranked = ranking.map((one) => ({ ...one, award: amounts.has(one.park) ? (amounts.get(one.park) ?? null) : '0' }));
    const found = outcomeHash({ parks, ranking: ranked, ungraded: [], resultHash: '', unresolvedTies: [] });
    if (found === completed.outcomeHash) return;
    const compared = { expected: found, found: completed.outcomeHash };
    this.findings.add('verification.runDiffers', placeOf(line, '/data/outcomeHash'), compared, { what: '/data/outcomeHash' });
  }

  /** A run that is there, or is withheld: undefined then. */
  #run(line: LogLine, year: number, run: number): RunState | undefined {
    const stream = runStream(year, run);
    if (this.streams.revisionOf(stream) < 0) {
      this.#differs(line, run, 'RunStarted', stream, '—');
      return undefined;
    }
    const state = this.known.run(year, run);
    return !state.completed && !state.failed && this.streams.isPartial(stream) ? undefined : state;
  }

  #differs(line: LogLine, run: number, what: string, expected: string, found: string): void {
    const path = what.startsWith('/') ? what : '/data/run';
    const words = what === 'RunStarted' || what === 'RunCompleted' ? inWords(what, '记录') : what;
    this.findings.add('verification.runReference', placeOf(line, path), { expected, found }, { run, what: words });
  }
}
