import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type EventStore, killPoint } from '#libs/event-store';
import {
  type CommandAnswer,
  commandIdOf,
  CommandRunner,
  eventSourcingErrors,
  Ledger,
  ledgerDecider,
  ReadModels,
  SimulatedClock,
} from '#libs/event-sourcing';
import { EventStoreToken, ProcessHost } from '#libs/event-sourcing/nest';
import { EvidenceFolder } from '#libs/evidence';
import { streamName } from '#libs/kernel';
import type { Scheme } from '#libs/scheme';
import { submissionDecider } from '#libs/submission';
import { WorkbookShelf } from '#libs/submission/nest';
import type { Files } from '../files/files.js';
import { unfoldLate } from '../plan/late.js';
import { planSample, type SamplePlan } from '../plan/plan.js';
import { type Known, type LateAct, type Planned, setsProcessesGoing, type Step } from '../plan/step.js';
import { nestCommandOf } from './commands.js';
import { delivererOf, mediaTypeOf } from './deliverers.js';
import { type DoneCommand, DoneCommands } from './done-commands.js';
import { proposedRun, readForLate } from './readings.js';

export interface LoadOptions {
  /** The seeds by path (seeds/sample-city). */
  readonly files: Files;
  /** The city's scheme, of which the sample adopts its own copy. */
  readonly scheme: Scheme;
  /** Told after each step: how many of how many, and what is going on. */
  readonly progress?: (done: number, total: number, label: string) => void;
}

export interface LoadReport {
  /** Whether anything was loaded; false: the ledger had the whole sample already. */
  readonly loaded: boolean;
  readonly commands: number;
}

/** Files on their way to the evidence store. */
const AT_ONCE = 8;

/** How long the read models may take to come to the end of the log: they are made anew where they were lost. */
const READS_TIMEOUT_MS = 120_000;

/** Actor of the entry that the sample is there. */
const LOADER = { account: 'sample-loader', role: 'admin' } as const;

/**
 * Loads the sample city into a ledger that was opened as sample: the commands of the controllers, one after the other, each at its own simulated instant and
 * under a key that follows from the story. Broken off anywhere, it goes on where the log ends; two nodes that load at once tell the story once; a loaded ledger is left
 * alone. The node's processes must have been started: the loader waits for them where the story needs their results.
 */
@Injectable()
export class SampleLoader {
  constructor(
    private readonly bus: CommandBus,
    private readonly runner: CommandRunner,
    private readonly ledger: Ledger,
    private readonly evidence: EvidenceFolder,
    private readonly processes: ProcessHost,
    private readonly reads: ReadModels,
    private readonly workbooks: WorkbookShelf,
    @Inject(EventStoreToken) private readonly store: EventStore,
  ) {}

  /** @throws `ledger.notSample` on a real ledger; whatever refuses a command. */
  async load(options: LoadOptions): Promise<LoadReport> {
    const { clock } = this.ledger;
    if (!this.ledger.sample || !(clock instanceof SimulatedClock)) throw eventSourcingErrors.error('ledger.notSample');
    clock.freeze();
    try {
      const { state } = await this.runner.load(ledgerDecider, 'main');
      if (state.loaded !== undefined) return { loaded: false, commands: 0 };
      const read = (content: Uint8Array, name: string) => this.workbooks.read(content, name);
      const plan = await planSample(options.files, options.scheme, { read });
      await this.deliverFiles(plan);
      const done = new DoneCommands(this.store);
      await done.refresh();
      const run = new Loading(this.bus, this.runner, this.ledger, this.processes, clock, plan, done, () => this.untilRead());
      const commands = await run.all(options.progress ?? (() => undefined));
      const command = { type: 'RecordSampleLoaded', seed: plan.seed, files: plan.files.digest } as const;
      await this.runner.execute({ decider: ledgerDecider, id: 'main', command, caller: LOADER, key: 'sample:loaded' });
      return { loaded: true, commands };
    } finally {
      clock.resume();
    }
  }

  /** What a workbook is checked against is read as of a point of the log, which is told with it: all that was done before. */
  private async untilRead(): Promise<void> {
    const head = await this.store.head();
    if (head !== undefined) await this.reads.query(() => undefined, { atLeast: head, timeoutMs: READS_TIMEOUT_MS });
  }

  /** Into the evidence store, several at a time: nothing is told of them until an event names them, and each waits for the disk. */
  private async deliverFiles({ files }: SamplePlan): Promise<void> {
    const paths = files.paths.filter((path) => !path.endsWith('.yaml')).values();
    const deliver = async (): Promise<void> => {
      for (const path of paths) {
        const delivery = { name: files.deliveryName(path), mediaType: mediaTypeOf(path), ...delivererOf(path) };
        await this.evidence.put(files.content(path), delivery);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, deliver));
  }
}

/** One loading: what is done, what is remembered, where it stands. */
class Loading implements Known {
  private readonly ids = new Map<string, string>();
  private readonly runs = new Map<number, number>();
  private sent = 0;
  /** Whether steps were passed over that others sent: the processes may still be at what these asked for. */
  private passedOver: boolean;

  constructor(
    private readonly bus: CommandBus,
    private readonly runner: CommandRunner,
    private readonly ledger: Ledger,
    private readonly processes: ProcessHost,
    private readonly clock: SimulatedClock,
    private readonly plan: SamplePlan,
    private readonly done: DoneCommands,
    private readonly untilRead: () => Promise<void>,
  ) {
    this.passedOver = done.size > 1;
  }

  async all(progress: (done: number, total: number, label: string) => void): Promise<number> {
    const { steps } = this.plan;
    for (const [i, planned] of steps.entries()) {
      if (!('late' in planned)) await this.step(planned);
      else await this.late(planned, steps.slice(i + 1));
      progress(i + 1, steps.length, planned.label);
    }
    await this.processes.settled();
    return this.sent;
  }

  private isDone(planned: Planned): boolean {
    return (
      'key' in planned &&
      typeof planned.id === 'string' &&
      this.done.find(this.commandId(planned, streamName(planned.room, planned.id))) !== undefined
    );
  }

  private async late(act: LateAct, later: readonly Planned[]): Promise<void> {
    if (later.some((planned) => this.isDone(planned))) return;
    await this.untilSettled();
    const readings = await readForLate(this.runner, act.late.year);
    // An act before the last command in the log was over when that was sent: what is read by then, on another node's heels, is told of another time.
    await this.done.refresh();
    if (later.some((planned) => this.isDone(planned))) return;
    for (const step of unfoldLate(act, this.plan.files, readings)) await this.step(step);
  }

  private async step(step: Step): Promise<void> {
    const id = typeof step.id === 'function' ? step.id(this) : step.id;
    // What a done command said then can't always be said again: the ledger has moved on. Its events tell all that is needed.
    const target = id === undefined ? step.command(this).type : streamName(step.room, id);
    const commandId = this.commandId(step, target);
    const before = this.done.find(commandId) ?? (await this.doneMeanwhile(step, id, commandId));
    if (before) {
      this.passedOver = true;
      return this.remember(step, before);
    }
    await this.untilSettled();
    if (step.room === 'submission') await this.untilRead();
    await this.send(step, id);
    killPoint('in-load');
  }

  private async untilSettled(): Promise<void> {
    if (this.passedOver) await this.processes.settled();
    this.passedOver = false;
  }

  /** Reads the run that an evaluation's command may name. Where another node has sent the command by then, what was read may be a later run. */
  private async doneMeanwhile({ room }: Step, id: string | undefined, commandId: string): Promise<DoneCommand | undefined> {
    if (room !== 'evaluation') return undefined;
    await this.untilSettled();
    const year = Number.parseInt(id ?? '', 10);
    const run = await proposedRun(this.runner, year);
    await this.done.refresh();
    if (run !== undefined) this.runs.set(year, run);
    return this.done.find(commandId);
  }

  private async send(step: Step, id: string | undefined): Promise<void> {
    const { key, at, caller } = step;
    this.clock.moveTo(at);
    const command = step.command(this);
    const answer: CommandAnswer = await this.bus
      .execute(nestCommandOf(step.room, { ...(id === undefined ? {} : { id }), command, caller, key, at }))
      .catch((error: unknown) => {
        throw new Error(`the sample's command ${key} (${step.label}) was refused: ${String(error)}`, { cause: error });
      });
    this.sent += 1;
    const [first] = answer.events;
    if (step.remember && first) this.remember(step, { id: answer.id, firstEvent: first.data as Readonly<Record<string, unknown>> });
    if (setsProcessesGoing(step)) await this.processes.settled();
    if (step.room === 'submission') await this.demandTaken(step, answer.id);
  }

  /** Every workbook of the story is received, and every dossier takes its part of it. */
  private async demandTaken({ key }: Step, id: string): Promise<void> {
    const { state } = await this.runner.load(submissionDecider, id);
    const whole = state.status === 'received' || (state.status === 'applied' && state.applied?.refused.length === 0);
    if (!whole) throw new Error(`the sample's submission ${key} is ${state.status}: ${JSON.stringify(state)}`);
  }

  private remember({ remember }: Step, { id, firstEvent }: DoneCommand): void {
    if (remember) this.ids.set(remember.name, remember.from === undefined ? id : String(firstEvent[remember.from]));
  }

  private commandId({ caller, key }: Step, target: string): string {
    return commandIdOf({ ledgerId: this.ledger.ledgerId, account: caller.account, key, target });
  }

  id(name: string): string {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`the story has not come to ${name} yet`);
    return id;
  }

  run(year: number): number {
    const run = this.runs.get(year);
    if (run === undefined) throw new Error(`no result is proposed for ${year}`);
    return run;
  }
}
