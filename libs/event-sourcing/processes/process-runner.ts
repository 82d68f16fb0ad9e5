import { comparePositions, type EventStore, type Position } from '#libs/event-store';
import type { CommandRunner } from '../command-runner.js';
import type { Command } from '../decider.js';
import type { LogEntry } from '../events.js';
import { type Backoff, defaultBackoff } from '../log/backoff.js';
import { followLog, type FollowerStatus, type LogFollower, PoisonEntryError } from '../log/follow-log.js';
import type { LogPoint } from '../log/log-point.js';
import type { FollowObserver } from '../observers.js';
import type { Process, ProcessCommand } from '../process.js';
import type { EventRegistry } from '../registry/event-registry.js';
import type { CommandOutcome } from './process.decider.js';
import { ProcessFile } from './process-file.js';
import { accountOf, type Dispatch, Sender } from './sender.js';

export interface ProcessOptions<State, C extends Command> {
  readonly process: Process<State, C>;
  readonly store: EventStore;
  readonly registry: EventRegistry;
  readonly ledgerId: string;
  /** Records refusals and failures. */
  readonly runner: CommandRunner;
  readonly dispatch: Dispatch<C>;
  /** Folder of the processes' files, of this node alone. */
  readonly folder: string;
  /** Told of entries as they are folded, before anything is done about them: the simulated clock, so that no answer bears an instant before its cause. */
  readonly onFolded?: (entries: readonly LogEntry[]) => void;
  readonly backoff?: Backoff;
  /** How often a command is sent that ends in an error which is no refusal; default 8. */
  readonly tries?: number;
  readonly followed?: FollowObserver;
}

/** How a process stands, for health. */
export interface ProcessStatus extends FollowerStatus {
  readonly name: string;
  /** How many commands wait to be sent. Known at the head of the log only. */
  readonly waiting: number;
  /** The last error of the command that is being tried again. */
  readonly trouble?: string;
}

/** A process that runs on this node. */
export interface RunningProcess {
  readonly status: ProcessStatus;
  /** Resolves when it has ended or stopped at a poison entry. */
  readonly done: Promise<void>;
  /** Resolves when all that stands in the log up to a position has been folded and nothing is left to send; rejects where the process ends before. */
  settled(upTo: Position): Promise<void>;
  /** Ends it after the command that is on its way. */
  stop(): Promise<void>;
}

/**
 * Runs a process: folds the log, saves point and state in a file of its own, and at the head of the log sends what is wanted and has no outcome yet, one command
 * after the other, each on the state that shows the outcome of the one before. It may be killed between any two steps, lose its file, or run on several
 * nodes: every command has one effect.
 */
export async function startProcess<State, C extends Command>(options: ProcessOptions<State, C>): Promise<RunningProcess> {
  const running = new ProcessRun(options);
  await running.start();
  return running;
}

class ProcessRun<State, C extends Command> implements RunningProcess {
  readonly #stop = new AbortController();
  readonly #file: ProcessFile<State>;
  readonly #sender: Sender<C>;
  #follower: LogFollower | undefined;
  #state: State;
  #point: LogPoint | undefined;
  /** Ids of commands whose outcome was folded. */
  #struckOut = new Set<string>();
  /** Ids of commands whose outcome stands in the log but was not folded yet. */
  readonly #sent = new Set<string>();
  #waiting = 0;
  #idle = false;
  #watchers: readonly { readonly upTo: Position; resolve(): void; reject(error: Error): void }[] = [];

  constructor(private readonly options: ProcessOptions<State, C>) {
    const { process, folder, store, runner, ledgerId, dispatch, tries = 8 } = options;
    const backoff = options.backoff ?? defaultBackoff();
    this.#state = process.initial;
    this.#file = new ProcessFile(folder, process.name, process.version);
    this.#sender = new Sender({ process: process.name, ledgerId, store, runner, dispatch, backoff, tries, signal: this.#stop.signal });
  }

  async start(): Promise<void> {
    const { store, registry, backoff, followed } = this.options;
    const { saved, struckOut } = await this.#file.load(store);
    this.#state = saved?.state ?? this.options.process.initial;
    this.#point = saved?.point;
    this.#struckOut = struckOut;
    this.#follower = followLog({
      store,
      registry,
      from: saved?.point,
      signal: this.#stop.signal,
      apply: (entries, head) => this.#apply(entries, head),
      ...(backoff === undefined ? {} : { backoff }),
      ...(followed === undefined ? {} : { observe: followed }),
    });
    void this.done.then(() => {
      for (const { reject } of this.#watchers) reject(this.#endedEarly());
      this.#watchers = [];
    });
  }

  get status(): ProcessStatus {
    const { trouble } = this.#sender;
    const follower = (this.#follower as LogFollower).status;
    return { ...follower, name: this.options.process.name, waiting: this.#waiting, ...(trouble === undefined ? {} : { trouble }) };
  }

  get done(): Promise<void> {
    return (this.#follower as LogFollower).done;
  }

  settled(upTo: Position): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.status.state !== 'running') return reject(this.#endedEarly());
      this.#watchers = [...this.#watchers, { upTo, resolve, reject }];
      this.#tellWatchers();
    });
  }

  #endedEarly(): Error {
    const { name, state, error } = this.status;
    return new Error(`process ${name} has ${state}${error === undefined ? '' : `: ${error}`}`);
  }

  #tellWatchers(): void {
    if (!this.#idle) return;
    const reached = this.#watchers.filter(({ upTo }) => !this.#isAhead(upTo));
    this.#watchers = this.#watchers.filter((watcher) => !reached.includes(watcher));
    for (const { resolve } of reached) resolve();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.done;
    this.#file.close();
  }

  async #apply(entries: readonly LogEntry[], head: boolean): Promise<void> {
    this.#idle = false;
    if (entries.length > 0) this.#fold(entries);
    if (head) await this.#sendWanted();
  }

  #fold(entries: readonly LogEntry[]): void {
    const { process } = this.options;
    const struckOut: string[] = [];
    let state = this.#state;
    for (const entry of entries) {
      try {
        state = process.evolve(state, entry);
      } catch (error) {
        throw new PoisonEntryError(entry.index, error);
      }
      const id = this.#outcomeOf(entry);
      if (id !== undefined) struckOut.push(id);
    }
    const last = entries.at(-1) as LogEntry;
    const before = entries.at(-2)?.event.position ?? this.#point?.position ?? null;
    const point = { position: last.event.position, index: last.index, effectiveAt: last.effectiveAt };
    this.#file.save({ point, state, last: { eventId: last.event.id, positionBefore: before } }, struckOut);
    this.#state = state;
    this.#point = point;
    this.options.onFolded?.(entries);
    for (const id of struckOut) {
      this.#struckOut.add(id);
      this.#sent.delete(id);
    }
  }

  /** The id of the command of this process whose outcome the entry is. */
  #outcomeOf({ event }: LogEntry): string | undefined {
    const { name } = this.options.process;
    if (event.metadata.actor.account !== accountOf(name)) return undefined;
    return event.stream === `process-${name}` ? (event.data as CommandOutcome).commandId : event.metadata.commandId;
  }

  /** Sends until nothing is left, or until an outcome is on its way through the log: the next command is chosen when that has been folded. */
  async #sendWanted(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const left = this.options.process.wanted(this.#state).filter((command) => !this.#hasOutcome(command));
      this.#waiting = left.length;
      const [next] = left;
      if (!next) {
        this.#idle = true;
        this.#tellWatchers();
        return;
      }
      const position = await this.#sender.send(next);
      if (this.#stop.signal.aborted) return;
      this.#sent.add(this.#sender.idOf(next));
      if (position !== undefined && this.#isAhead(position)) return;
    }
  }

  #hasOutcome(command: ProcessCommand<C>): boolean {
    const id = this.#sender.idOf(command);
    return this.#struckOut.has(id) || this.#sent.has(id);
  }

  #isAhead(position: Position): boolean {
    return this.#point === undefined || comparePositions(position, this.#point.position) > 0;
  }
}
