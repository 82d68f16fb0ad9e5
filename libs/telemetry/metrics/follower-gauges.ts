import { Gauge, type Registry } from 'prom-client';
import type { FollowerStatus, LogPoint } from '#libs/event-sourcing';
import type { LogLag } from './log-lag.js';

/** A follower as it stands: the read models (`reads`), the file that is built beside them (`reads-building`), a process (`process:<name>`). */
export interface Follower {
  readonly name: string;
  readonly status: Pick<FollowerStatus, 'state' | 'point'>;
}

/** A process of this node as it stands. */
export interface ProcessStanding extends Pick<FollowerStatus, 'state' | 'point'> {
  readonly name: string;
  readonly waiting: number;
  readonly trouble?: string;
}

export interface Standings {
  readonly followers: () => readonly Follower[];
  readonly processes: () => readonly ProcessStanding[];
  readonly lag: LogLag;
}

const states = ['running', 'stopped', 'ended'] as const satisfies readonly FollowerStatus['state'][];

/** The point of each follower, for LogLag. */
export function pointsOf(followers: readonly Follower[]): ReadonlyMap<string, LogPoint | undefined> {
  return new Map(followers.map(({ name, status }) => [name, status.point]));
}

const names = [
  'parkledger_follower_state',
  'parkledger_follower_lag_events',
  'parkledger_follower_lag_seconds',
  'parkledger_process_waiting_commands',
  'parkledger_process_in_trouble',
] as const;

/**
 * Gauges whose values are read when somebody asks for them: nothing has to keep them up to date. They show the followers that were named last: an application that could not
 * reach its store is made a second time.
 */
export function watchFollowers(registry: Registry, { followers, processes, lag }: Standings): void {
  for (const name of names) registry.removeSingleMetric(name);
  const registers = [registry];
  new Gauge({
    name: 'parkledger_follower_state',
    help: '1 for the state that the follower is in, 0 for the others.',
    labelNames: ['follower', 'state'],
    registers,
    collect() {
      this.reset();
      for (const { name, status } of followers())
        for (const state of states) this.set({ follower: name, state }, Number(state === status.state));
    },
  });
  new Gauge({
    name: 'parkledger_follower_lag_events',
    help: 'Events between the follower and the head of the log; missing while the store does not tell its head.',
    labelNames: ['follower'],
    registers,
    async collect() {
      const lags = await lag.measure();
      this.reset();
      for (const [follower, { events }] of lags) this.set({ follower }, events);
    },
  });
  new Gauge({
    name: 'parkledger_follower_lag_seconds',
    help: "Age, by the ledger's clock, of the first event that the follower has not applied; 0 at the head.",
    labelNames: ['follower'],
    registers,
    async collect() {
      const lags = await lag.measure();
      this.reset();
      for (const [follower, { seconds }] of lags) this.set({ follower }, seconds);
    },
  });
  new Gauge({
    name: 'parkledger_process_waiting_commands',
    help: 'Commands that the process wants sent and that have no outcome yet; known at the head of the log only.',
    labelNames: ['process'],
    registers,
    collect() {
      this.reset();
      for (const { name, waiting } of processes()) this.set({ process: name }, waiting);
    },
  });
  new Gauge({
    name: 'parkledger_process_in_trouble',
    help: '1 while a command of the process is being tried again after an error.',
    labelNames: ['process'],
    registers,
    collect() {
      this.reset();
      for (const { name, trouble } of processes()) this.set({ process: name }, Number(trouble !== undefined));
    },
  });
}
