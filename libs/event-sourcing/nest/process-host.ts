import { join } from 'node:path';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { CommandRunner } from '../command-runner.js';
import type { Command } from '../decider.js';
import { followSampleClock } from '../ledger/observe-clock.js';
import type { Process } from '../process.js';
import { type ProcessStatus, type RunningProcess, startProcess } from '../processes/process-runner.js';
import type { Dispatch } from '../processes/sender.js';
import { type EventSourcingOptions, EventSourcingOptionsToken } from './tokens.js';

/** Runs the processes of this node. The application starts each one once its handlers are registered (onApplicationBootstrap or later). */
@Injectable()
export class ProcessHost implements BeforeApplicationShutdown {
  readonly #running: RunningProcess[] = [];

  constructor(
    @Inject(EventSourcingOptionsToken) private readonly options: EventSourcingOptions,
    private readonly runner: CommandRunner,
  ) {}

  /** `dispatch` sends a command over the command bus; the whole envelope must reach CommandRunner.execute. */
  async start<State, C extends Command>(process: Process<State, C>, dispatch: Dispatch<C>): Promise<RunningProcess> {
    const { store, registry, ledger, folder, observers } = this.options;
    const followed = observers?.follower?.(`process:${process.name}`);
    const running = await startProcess({
      process,
      dispatch,
      store,
      registry,
      runner: this.runner,
      ledgerId: ledger.ledgerId,
      folder: join(folder, 'processes'),
      onFolded: (entries) => followSampleClock(ledger.clock, entries),
      ...(followed === undefined ? {} : { followed }),
    });
    this.#running.push(running);
    return running;
  }

  /** How each process stands, for health. */
  get statuses(): readonly ProcessStatus[] {
    return this.#running.map((process) => process.status);
  }

  /**
   * Resolves when every process of this node has done all that the log asks of it, what they brought about among themselves included. Who writes on meanwhile waits
   * for ever; rejects where a process has stopped.
   */
  async settled(): Promise<void> {
    const { store } = this.options;
    for (let head = await store.head(), before: typeof head; head !== before;) {
      before = head;
      const upTo = head;
      if (upTo !== undefined) await Promise.all(this.#running.map((process) => process.settled(upTo)));
      head = await store.head();
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((process) => process.stop()));
  }
}
