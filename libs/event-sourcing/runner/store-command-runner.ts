import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  AppendTooLargeError,
  defaultPersistence,
  EventIdConflictError,
  type EventStore,
  type EventToAppend,
  killPoint,
  type Persistence,
  persistently,
  type StoredEvent,
  StoreUnavailableError,
  WrongExpectedRevisionError,
} from '#libs/event-store';
import { deriveId, DomainError, isIsoInstant, streamName } from '#libs/kernel';
import { type CommandAnswer, type CommandRequest, CommandRunner, type Loaded } from '../command-runner.js';
import type { Command, Decider } from '../decider.js';
import { eventSourcingErrors as errors } from '../errors.js';
import type { DomainEvent, Recorded } from '../events.js';
import { erasedSubjectIn, withRecordedFields } from '../keys/erased-fields.js';
import type { Ledger } from '../ledger/ledger.js';
import { RECORD_CLOCK_ERROR } from '../ledger/ledger.decider.js';
import type { RunnerObserver } from '../observers.js';
import { CLOCK_TOLERANCE_SECONDS } from '../log/known-time.js';
import type { EventRegistry } from '../registry/event-registry.js';
import { addressOf, type CommandAddress, inputHashOf } from './command-id.js';
import { writeEvents } from './event-writer.js';
import { type FoldedStream, FoldedStreams, type KnownCommand } from './folded-streams.js';
import { Turns } from './turns.js';

export interface RunnerOptions {
  readonly store: EventStore;
  readonly registry: EventRegistry;
  /** The ledger's identity, keys and time. */
  readonly ledger: Ledger;
  /** How many folded streams are kept. */
  readonly cacheSize?: number;
  /** How often a decision is taken again after a lost race. */
  readonly tries?: number;
  readonly persistence?: Persistence;
  readonly observe?: RunnerObserver;
}

/** A command with all that is fixed before the first try. */
interface Attempt<State, C extends Command, E extends DomainEvent, Extra> extends CommandAddress {
  readonly request: CommandRequest<State, C, E, Extra>;
  readonly at: string;
  /** HMAC of the input, computed when first needed: a decision may refuse what is not canonical with a better word. */
  inputHash(): string;
}

/** The command runner over an event store (contract: CommandRunner). */
export class StoreCommandRunner extends CommandRunner {
  readonly #store: EventStore;
  readonly #registry: EventRegistry;
  readonly #ledger: Ledger;
  readonly #streams: FoldedStreams;
  readonly #turns = new Turns();
  readonly #tries: number;
  readonly #persistence: Persistence;
  readonly #observe: RunnerObserver;

  constructor(options: RunnerOptions) {
    super();
    this.#store = options.store;
    this.#registry = options.registry;
    this.#ledger = options.ledger;
    this.#streams = new FoldedStreams(options.store, options.registry, options.cacheSize ?? 5000);
    this.#tries = options.tries ?? 100;
    this.#observe = options.observe ?? {};
    this.#persistence = this.#toldOf(options.persistence ?? defaultPersistence);
  }

  async execute<State, C extends Command, E extends DomainEvent, Extra>(
    request: CommandRequest<State, C, E, Extra>,
  ): Promise<CommandAnswer<E>> {
    if (request.key === '') throw errors.error('command.keyMissing');
    if (request.at !== undefined && !this.#ledger.sample) throw errors.error('ledger.notSample');
    if (request.at !== undefined && !isIsoInstant(request.at)) throw errors.error('command.instant', { at: request.at });
    const address = addressOf(this.#ledger.ledgerId, request.decider.category, request);
    const inputHash = lazily(() => inputHashOf(this.#ledger.keys.inputKey, address.target, request.command));
    return this.#turns.take(address.stream, async () => {
      const at = request.at ?? this.#ledger.clock.now();
      return this.#untilDone({ request, ...address, at, inputHash });
    });
  }

  async load<State, C extends Command, E extends DomainEvent, Extra>(
    decider: Decider<State, C, E, Extra>,
    id: string,
    upTo?: number,
  ): Promise<Loaded<State>> {
    const stream = streamName(decider.category, id);
    const folded = await this.#reading(() =>
      upTo === undefined ? this.#streams.upToDate(decider, stream) : this.#streams.upTo(decider, stream, upTo),
    );
    return { state: folded.state, revision: folded.revision };
  }

  async #untilDone<State, C extends Command, E extends DomainEvent, Extra>(
    attempt: Attempt<State, C, E, Extra>,
  ): Promise<CommandAnswer<E>> {
    const { request, stream } = attempt;
    let conflict: EventIdConflictError | undefined;
    for (let tried = 0; tried < this.#tries; tried++) {
      const folded = await this.#reading(() => this.#streams.upToDate(request.decider, stream));
      const known = folded.commands.get(attempt.commandId);
      if (known) {
        this.#observe.repeated?.(request);
        return this.#firstAnswer(attempt, known);
      }
      // The id was taken, yet not by this command in this stream: no race, but damage.
      if (conflict) throw conflict;
      try {
        const answer = await this.#decide(attempt, folded);
        if (answer.events.length > 0 || !(await this.#isOvertaken(attempt, folded))) return answer;
      } catch (error) {
        if (error instanceof EventIdConflictError) conflict = error;
        else if (!(error instanceof WrongExpectedRevisionError || (isRefusal(error) && (await this.#isOvertaken(attempt, folded)))))
          throw error;
      }
      this.#observe.raceLost?.();
      await nextTurn();
    }
    throw errors.error('command.contended', { stream, tries: this.#tries });
  }

  /**
   * Whether the stream has moved on while the decision was taken. What was read of other streams may then show more than the decision knew of its own: even the
   * effects of this very command, which another node has recorded meanwhile and which would speak against it.
   */
  async #isOvertaken<State, C extends Command, E extends DomainEvent, Extra>(
    { request, stream }: Attempt<State, C, E, Extra>,
    decidedOn: FoldedStream<State>,
  ): Promise<boolean> {
    if (request.extra === undefined) return false;
    const now = await this.#reading(() => this.#streams.upToDate(request.decider, stream));
    return now.revision !== decidedOn.revision;
  }

  async #decide<State, C extends Command, E extends DomainEvent, Extra>(
    attempt: Attempt<State, C, E, Extra>,
    folded: FoldedStream<State>,
  ): Promise<CommandAnswer<E>> {
    const { request, commandId, id, stream, at } = attempt;
    this.#assertClock(request, at);
    const erased = erasedSubjectIn(request.command);
    if (erased !== undefined) throw errors.error('personal.erased', { subject: erased });
    const extra = (await request.extra?.(folded.state)) as Extra;
    const newId = (label: string): string => deriveId(commandId, label);
    const context = { caller: request.caller, at, commandId, id, revision: folded.revision, newId };
    const decided = request.decider.decide(request.command, folded.state, context, extra);
    if (decided.length === 0) return { commandId, stream, id, revision: folded.revision, events: [], dryRun: request.dryRun ?? false };
    const events = this.#write(attempt, decided);
    if (request.dryRun) return this.#answer(attempt, this.#asStored(stream, folded.revision, events, ''));
    return this.#append(attempt, folded, events);
  }

  #write<State, C extends Command, E extends DomainEvent, Extra>(
    attempt: Attempt<State, C, E, Extra>,
    decided: readonly E[],
  ): EventToAppend[] {
    const { request, commandId, at } = attempt;
    const { account, role, department } = request.caller;
    const common = {
      commandId,
      inputHash: canonicalOr(attempt.inputHash, (reason) => errors.error('command.malformed', { reason })),
      correlationId: request.correlationId ?? commandId,
      causationId: request.causationId ?? commandId,
      actor: { account, role, ...(department === undefined ? {} : { department }) },
      recordedAt: at,
    };
    return writeEvents(this.#registry, this.#ledger.keys.saltKey, attempt.stream, common, decided);
  }

  async #append<State, C extends Command, E extends DomainEvent, Extra>(
    attempt: Attempt<State, C, E, Extra>,
    folded: FoldedStream<State>,
    events: readonly EventToAppend[],
  ): Promise<CommandAnswer<E>> {
    const { stream } = attempt;
    const expected = folded.revision < 0 ? 'noStream' : folded.revision;
    const result = await persistently(this.#persistence, () => this.#store.append(stream, expected, events)).catch((error: unknown) => {
      if (error instanceof StoreUnavailableError) throw errors.error('store.unavailable');
      if (error instanceof AppendTooLargeError) throw errors.error('command.tooLarge', { bytes: error.bytes, limit: error.limit });
      throw error;
    });
    killPoint('after-append');
    this.#ledger.time.raise(attempt.at);
    if (events.length > 1 || result.recordedBefore) {
      // The store tells the last event's position only: the others' are read back. So is what another try has recorded, on another node or of this one and late.
      return this.#firstAnswer(attempt, { inputHash: attempt.inputHash(), first: folded.revision + 1, last: result.revision });
    }
    const stored = this.#asStored(stream, folded.revision, events, result.position);
    this.#streams.extend(attempt.request.decider, stream, folded, stored);
    return this.#answer(attempt, stored);
  }

  /** The answer to a command that stands in its stream. */
  async #firstAnswer<State, C extends Command, E extends DomainEvent, Extra>(
    attempt: Attempt<State, C, E, Extra>,
    known: KnownCommand,
  ): Promise<CommandAnswer<E>> {
    const reused = (): Error => errors.error('command.keyReused', { key: attempt.request.key });
    const isErased = erasedSubjectIn(attempt.request.command) !== undefined;
    if (!isErased && canonicalOr(attempt.inputHash, reused) !== known.inputHash) throw reused();
    const range = { from: known.first, maxCount: known.last - known.first + 1 };
    const events = await this.#reading(async () => {
      const found: StoredEvent[] = [];
      for await (const page of this.#store.readStream(attempt.stream, range)) found.push(...page);
      return found;
    });
    const answer = this.#answer(attempt, events);
    if (isErased && canonicalOr(() => this.#hashAsRecorded(attempt, answer.events), reused) !== known.inputHash) throw reused();
    return answer;
  }

  /** The hash of a command whose personal fields can't be sealed again, with what its events hold in their place. */
  #hashAsRecorded<State, C extends Command, E extends DomainEvent, Extra>(
    { request, target }: Attempt<State, C, E, Extra>,
    events: readonly Recorded<E>[],
  ): string {
    return inputHashOf(this.#ledger.keys.inputKey, target, withRecordedFields(request.command, events));
  }

  #answer<State, C extends Command, E extends DomainEvent, Extra>(
    attempt: Attempt<State, C, E, Extra>,
    stored: readonly StoredEvent[],
  ): CommandAnswer<E> {
    const events = stored.map((event) => this.#registry.parse(event) as Recorded<E>);
    const last = events.at(-1) as Recorded<E>;
    const { commandId, stream, id } = attempt;
    const dryRun = attempt.request.dryRun ?? false;
    return { commandId, stream, id, revision: last.revision, ...(last.position === '' ? {} : { position: last.position }), events, dryRun };
  }

  #asStored(stream: string, revision: number, events: readonly EventToAppend[], position: string): StoredEvent[] {
    return events.map((event, n) => ({ ...event, stream, revision: revision + 1 + n, position }));
  }

  /** @throws `clock.untrusted`. The command that mends a wrong stamp is let through: it is the way out. */
  #assertClock<State, C extends Command, E extends DomainEvent, Extra>(request: CommandRequest<State, C, E, Extra>, at: string): void {
    const { time } = this.#ledger;
    if (!time.isUntrusted(at) || (request.decider.category === 'ledger' && request.command.type === RECORD_CLOCK_ERROR)) return;
    throw errors.error('clock.untrusted', { now: at, last: time.last, seconds: CLOCK_TOLERANCE_SECONDS });
  }

  /** The store is asked again after each pause. */
  #toldOf(persistence: Persistence): Persistence {
    const sleep: Persistence['sleep'] = (milliseconds) => {
      this.#observe.storeSilent?.();
      return persistence.sleep(milliseconds);
    };
    return { ...persistence, sleep };
  }

  async #reading<T>(work: () => Promise<T>): Promise<T> {
    return persistently(this.#persistence, work).catch((error: unknown) => {
      throw error instanceof StoreUnavailableError ? errors.error('store.unreachable') : error;
    });
  }
}

/** A word of the domain; one that says that something is away for now is none. */
function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && error.kind !== 'unavailable';
}

/** The input's hash, or an error where the input is not canonical JSON. */
function canonicalOr(hash: () => string, otherwise: (reason: string) => Error): string {
  try {
    return hash();
  } catch (error) {
    throw error instanceof TypeError ? otherwise(error.message) : error;
  }
}

function lazily<T extends string>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
