import { dossierDecider } from '#libs/dossier';
import {
  inputsHash,
  loadRunInputs,
  parseRunId,
  type RunEvent,
  type RunEventOf,
  runParksOf,
  type RunReaders,
  type RunRequest,
  runRequestOf,
  runResult,
  scoringRunDecider,
  type RunState,
  streamsOf,
} from '#libs/evaluation';
import type { Recorded } from '#libs/event-sourcing';
import { DomainError, inWords, parseStreamName } from '#libs/kernel';
import { parkDecider } from '#libs/registry';
import { engine, hasEngine } from '#libs/scoring';
import type { RecomputedRun, VerificationPorts } from '../expectations.js';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import { jsonDifference } from '../json-difference.js';
import { evaluationStream, type Known } from '../log/known.js';
import type { LogLine } from '../log/log-line.js';
import type { Streams } from '../log/streams.js';
import { expectedEvents } from './expected-events.js';
import type { RunRecord } from './run-record.js';

/** Runs: what they pinned stands in the log as pinned, what they were asked for is what the evaluation says, and the result follows from both. */
export class Runs {
  readonly #records = new Map<string, RunRecord>();
  readonly #readers: RunReaders;

  constructor(
    private readonly findings: Findings,
    private readonly streams: Streams,
    private readonly known: Known,
    private readonly options: { readonly recompute: boolean; readonly recomputed?: VerificationPorts['recomputed'] },
  ) {
    this.#readers = {
      park: async (id, upTo) => streams.load(`park-${id}`, parkDecider.initial, upTo),
      dossier: async (id, upTo) => streams.load(`dossier-${id}`, dossierDecider.initial, upTo),
      leavesHash: async (stream, upTo) => streams.leavesHash(stream, upTo),
      scheme: () => Promise.reject(new TypeError('schemes are read by id')),
    };
  }

  async take(line: LogLine, recorded: Recorded | undefined): Promise<void> {
    const { category, id } = parseStreamName(line.stream);
    if (category !== scoringRunDecider.category || !recorded) return;
    const event = recorded as unknown as Recorded<RunEvent>;
    const record: RunRecord = this.#records.get(line.stream) ?? { ...parseRunId(id), pins: new Map(), events: [] };
    this.#records.set(line.stream, record);
    if (event.type === 'RunInputsPinned') this.#pinned(record, line, event.data);
    else if (event.type === 'RunStarted') this.#started(record, line, event.data);
    else record.events.push({ line, event });
    if (event.type !== 'RunCompleted' && event.type !== 'RunFailed') return;
    this.#records.delete(line.stream);
    if (this.options.recompute) await this.#finished(record, line, event);
  }

  #pinned(record: RunRecord, line: LogLine, { inputs }: RunEventOf<'RunInputsPinned'>['data']): void {
    inputs.forEach(({ stream, revision, leavesHash: expected }, n) => {
      const path = `/data/inputs/${n}`;
      record.pins.set(stream, { line, path });
      const last = this.streams.revisionOf(stream);
      if (revision > last) {
        const compared = { expected: String(last), found: String(revision) };
        this.findings.add('verification.pinUnknown', placeOf(line, `${path}/revision`), compared, { stream });
        return;
      }
      const found = this.streams.leavesHash(stream, revision);
      if (found !== expected) {
        this.findings.add('verification.pinLeaves', placeOf(line, `${path}/leavesHash`), { expected, found }, { stream, at: revision });
      }
    });
  }

  #started(record: RunRecord, line: LogLine, found: RunEventOf<'RunStarted'>['data']): void {
    record.started = this.#state(line.stream);
    const request = this.#requestOf(record, line);
    if (!request || !this.streams.isWhole(line.stream)) return;
    const { pins } = record.started;
    const { year, edition, engineVersion, resultDay, scheme, rulings } = request;
    const parks = runParksOf(this.known.evaluation(year, record.run));
    const expected = {
      evaluation: year,
      edition,
      engineVersion,
      resultDay,
      scheme,
      rulings,
      parks: parks.participants.length + parks.exempt.length,
      inputsHash: inputsHash(request, pins),
    };
    const difference = jsonDifference(expected, found);
    if (difference)
      this.findings.add('verification.runRequest', placeOf(line, `/data${difference.path}`), difference, { what: difference.path });
    const [wanted, given] = [streamsOf(parks, year), pins.map(({ stream }) => stream).sort()].map((streams) => streams.join(' '));
    if (wanted !== given) {
      this.findings.add('verification.pinStreams', placeOf(line), { expected: String(wanted), found: String(given) });
    }
  }

  /** What the evaluation asked for; undefined where that is withheld, or does not stand there (which is told). */
  #requestOf({ year, run }: RunRecord, line: LogLine): RunRequest | undefined {
    if (!this.streams.isWhole(evaluationStream(year))) return undefined;
    try {
      return runRequestOf(this.known.evaluation(year, run), run);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const compared = { expected: `${evaluationStream(year)} ${run} ScoringRequested`, found: '—' };
      this.findings.add('verification.runRequest', placeOf(line), compared, { what: inWords('ScoringRequested', '计分要求') });
      return undefined;
    }
  }

  async #finished(record: RunRecord, line: LogLine, end: Recorded<RunEvent> & { type: 'RunCompleted' | 'RunFailed' }): Promise<void> {
    const { started, year, run } = record;
    const needed = [line.stream, evaluationStream(year), ...(started?.pins ?? []).map(({ stream }) => stream)];
    if (started?.started) needed.push(`scheme-${started.started.scheme.id}`);
    if (needed.some((stream) => this.streams.isPartial(stream))) {
      this.findings.withheld.runs++;
      return;
    }
    // A run that failed before it started pinned nothing that could be computed again.
    if (!started?.started || needed.some((stream) => !this.streams.isWhole(stream))) return;
    const request = runRequestOf(this.known.evaluation(year, run), run);
    const scheme = this.known.adopted(request.scheme);
    if (!scheme) {
      this.findings.add('verification.schemeUnknown', placeOf(line), { expected: `${request.scheme.id} ${request.scheme.hash}` });
      return;
    }
    if (!hasEngine(request.engineVersion)) {
      this.findings.add('verification.engineUnknown', placeOf(line), { found: request.engineVersion });
      return;
    }
    await this.#recompute(record, started, request, scheme, end, line);
  }

  async #recompute(
    record: RunRecord,
    started: RunState,
    request: RunRequest,
    scheme: Parameters<typeof loadRunInputs>[2]['scheme'],
    end: Recorded<RunEvent>,
    line: LogLine,
  ): Promise<void> {
    const { year, run } = record;
    const parks = runParksOf(this.known.evaluation(year, run));
    const frame = { year, resultDay: request.resultDay, scheme };
    const version = engine(request.engineVersion);
    let computed: Pick<RecomputedRun, 'input' | 'result'>;
    try {
      const input = await loadRunInputs(started.pins, parks, frame, request.rulings, version, this.#readers);
      computed = { input, result: version.score(input) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.#notComputed(record, error, end, line);
      return;
    }
    if (this.#differs(record, expectedEvents(started, request, runResult(computed.input, computed.result)), line)) return;
    this.findings.counts.runs++;
    this.findings.counts.sheets += computed.result.sheets.length;
    await this.options.recomputed?.({ year, run, edition: request.edition, ...computed });
  }

  /** The inputs can't be scored: right for a run that failed for the same reason. */
  #notComputed(record: RunRecord, error: DomainError, end: Recorded<RunEvent>, line: LogLine): void {
    const pin = record.pins.get(String(error.params.stream ?? ''));
    if (error.code === 'evaluation.pinBroken' && pin) {
      const { stream, revision } = error.params;
      const params = { stream: String(stream), at: revision ?? null };
      // Other leaves were told when the pin was met.
      if (this.streams.leavesHash(String(stream), Number(revision)) === this.#pinOf(line.stream, String(stream))) {
        this.findings.add('verification.pinFacts', placeOf(pin.line, `${pin.path}/factsHash`), {}, params);
      }
      return;
    }
    const found = end.type === 'RunFailed' ? end.data.code : end.type;
    if (found === error.code) this.findings.counts.runs++;
    else
      this.findings.add(
        'verification.runDiffers',
        placeOf(line),
        { expected: error.code, found },
        { what: inWords('failure', '可否计分') },
      );
  }

  #pinOf(runStream: string, stream: string): string | undefined {
    return this.#state(runStream).pins.find((pin) => pin.stream === stream)?.leavesHash;
  }

  #differs({ events }: RunRecord, expected: readonly RunEvent[], end: LogLine): boolean {
    let differs = false;
    const bare = (event: RunEvent | undefined): unknown => event && { type: event.type, data: event.data };
    for (let n = 0; n < Math.max(events.length, expected.length); n++) {
      const recorded = events[n];
      const difference = jsonDifference(bare(expected[n]), bare(recorded?.event));
      if (!difference) continue;
      differs = true;
      const line = recorded?.line ?? end;
      this.findings.add('verification.runDiffers', placeOf(line, difference.path), difference, { what: `${line.type} ${difference.path}` });
      // Behind an event too many or too few nothing stands beside its like.
      if (events.length !== expected.length) break;
    }
    return differs;
  }

  #state(stream: string): RunState {
    return this.streams.load(stream, scoringRunDecider.initial).state;
  }
}
