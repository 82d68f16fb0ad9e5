import { Counter, Histogram, Registry } from 'prom-client';
import { processMetrics } from './process-metrics.js';

/** What became of an append. `unknown`: the store did not answer, it may stand there or not. */
export const appendOutcomes = ['written', 'refused', 'unknown', 'tooLarge', 'failed'] as const;
export type AppendOutcome = (typeof appendOutcomes)[number];

/**
 * What became of a command. `refused`: by the domain, with a code; `unavailable`: nothing was recorded, try again; `unknown`: the store did not say whether it was recorded; `failed`: a
 * fault of the program.
 */
export const commandOutcomes = ['done', 'nothing', 'repeated', 'dryRun', 'refused', 'unavailable', 'unknown', 'failed'] as const;
export type CommandOutcomeName = (typeof commandOutcomes)[number];

export const retryReasons = ['raceLost', 'storeSilent'] as const;

const APPEND_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const ANSWER_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * The metrics of one node (table: README.md). Labels take values of the program only: types, categories, codes, templates of routes; never an id, a stream or an account. Series whose
 * labels are known beforehand begin at 0, so that the first occurrence shows as an increase.
 */
export class Metrics {
  /** For what reads its values only when it is asked. */
  readonly registry = new Registry();
  readonly #own = { registers: [this.registry] };

  readonly append = new Histogram({
    name: 'parkledger_append_duration_seconds',
    help: 'Time of an append to the event store, by what became of it.',
    labelNames: ['outcome'],
    buckets: APPEND_SECONDS,
    ...this.#own,
  });
  readonly appendedEvents = new Counter({
    name: 'parkledger_appended_events_total',
    help: 'Events that this node has appended, by category of the stream.',
    labelNames: ['category'],
    ...this.#own,
  });
  readonly storeRead = new Histogram({
    name: 'parkledger_store_read_duration_seconds',
    help: 'Time of a look at the event store: a page of a stream or of the log, or the head.',
    labelNames: ['operation', 'outcome'],
    buckets: APPEND_SECONDS,
    ...this.#own,
  });
  readonly commands = new Counter({
    name: 'parkledger_commands_total',
    help: 'Commands by category of the target stream, type, outcome and error code.',
    labelNames: ['category', 'command', 'outcome', 'code'],
    ...this.#own,
  });
  readonly commandDuration = new Histogram({
    name: 'parkledger_command_duration_seconds',
    help: 'Time of a command through the runner, by outcome.',
    labelNames: ['outcome'],
    buckets: ANSWER_SECONDS,
    ...this.#own,
  });
  readonly commandRetries = new Counter({
    name: 'parkledger_command_retries_total',
    help: 'Tries again of the command runner: a race lost to another writer, or a store that did not answer.',
    labelNames: ['reason'],
    ...this.#own,
  });
  readonly processOutcomes = new Counter({
    name: 'parkledger_process_outcomes_total',
    help: 'Commands of processes that this node recorded as refused or as failed for good.',
    labelNames: ['process', 'command', 'outcome', 'code'],
    ...this.#own,
  });
  readonly followerDrops = new Counter({
    name: 'parkledger_follower_drops_total',
    help: 'Subscriptions to the log that were dropped.',
    labelNames: ['follower'],
    ...this.#own,
  });
  readonly followerStops = new Counter({
    name: 'parkledger_follower_stops_total',
    help: 'Times that a follower stopped at an entry which it could not read or apply.',
    labelNames: ['follower'],
    ...this.#own,
  });
  readonly followerApplied = new Counter({
    name: 'parkledger_follower_applied_events_total',
    help: 'Events of the log that a follower has applied.',
    labelNames: ['follower'],
    ...this.#own,
  });
  readonly checkpoints = new Counter({
    name: 'parkledger_log_checkpoints_total',
    help: 'Heads of the log that this node has signed.',
    ...this.#own,
  });
  readonly logRefusals = new Counter({
    name: 'parkledger_log_refusals_total',
    help: 'Times that this node began to refuse to sign the log, by error code.',
    labelNames: ['code'],
    ...this.#own,
  });
  readonly requests = new Histogram({
    name: 'parkledger_http_request_duration_seconds',
    help: 'Time of an HTTP request, by method, template of the route and status; 499: the caller went away.',
    labelNames: ['method', 'route', 'status'],
    buckets: ANSWER_SECONDS,
    ...this.#own,
  });
  readonly spansLost = new Counter({
    name: 'parkledger_trace_spans_lost_total',
    help: 'Spans that could not be sent to the collector.',
    ...this.#own,
  });

  constructor() {
    for (const outcome of appendOutcomes) this.append.zero({ outcome });
    for (const outcome of commandOutcomes) this.commandDuration.zero({ outcome });
    for (const reason of retryReasons) this.commandRetries.inc({ reason }, 0);
  }

  /** All of it in Prometheus's text format, with the process's own metrics. */
  async text(): Promise<{ readonly contentType: string; readonly body: string }> {
    const all = Registry.merge([this.registry, processMetrics()]);
    return { contentType: all.contentType, body: await all.metrics() };
  }
}
