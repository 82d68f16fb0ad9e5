import type { Decider } from '../decider.js';
import { eventSourcingErrors as errors } from '../errors.js';
import type { Recorded } from '../events.js';
import { epochOrigin } from './epochs.js';
import type { LedgerEvent } from './events.js';

export const RECORD_CLOCK_ERROR = 'RecordClockError';

/** Moves a sample ledger's clock forward. */
export interface MoveSampleClock {
  readonly type: 'MoveSampleClock';
  readonly to: string;
}

/** Takes the recordedAt of the event at a log index out of the running maximum. */
export interface RecordClockError {
  readonly type: typeof RECORD_CLOCK_ERROR;
  readonly index: number;
  readonly eventId: string;
  readonly reason: string;
}

/** The loader has sent the sample's last command. */
export interface RecordSampleLoaded {
  readonly type: 'RecordSampleLoaded';
  readonly seed: string;
  /** SHA-256 over the sample's files. */
  readonly files: string;
}

/** Lets the log go on under a new name, after the ledger was put back to a smaller size than had been signed. The fields are those of LogEpochOpened. */
export interface OpenLogEpoch extends Omit<Extract<LedgerEvent, { type: 'LogEpochOpened' }>['data'], 'epoch' | 'origin'> {
  readonly type: 'OpenLogEpoch';
}

export type LedgerCommand = MoveSampleClock | RecordSampleLoaded | RecordClockError | OpenLogEpoch;

/** What a command on the ledger must know beside its stream. */
export interface LedgerExtra {
  /** For RecordClockError: id of the event that stands at the index, from the log. */
  readonly eventAtIndex?: string;
}

export interface LedgerState {
  readonly sample: boolean;
  /** The latest instant that the simulated clock was moved to. */
  readonly clockMovedTo?: string;
  /** Seed of the sample that was loaded whole. */
  readonly loaded?: string;
  /** Ids of the events whose stamps were declared wrong. */
  readonly wrongStamps: readonly string[];
  /** Name of the log in its first epoch. */
  readonly logOrigin: string;
  /** Epochs of the log so far; the first began with the ledger. */
  readonly epoch: number;
}

/** Stream `ledger-main`. Its first event is written by openLedger, never by a command. */
export const ledgerDecider: Decider<LedgerState, LedgerCommand, LedgerEvent, LedgerExtra | undefined> = {
  category: 'ledger',
  initial: { sample: false, wrongStamps: [], logOrigin: '', epoch: 1 },

  evolve(state: LedgerState, event: Recorded<LedgerEvent>): LedgerState {
    switch (event.type) {
      case 'LedgerOpened':
        return { ...state, sample: event.data.sample, logOrigin: event.data.logOrigin };
      case 'SampleClockMoved':
        return { ...state, clockMovedTo: event.data.to };
      case 'SampleLoaded':
        return { ...state, loaded: event.data.seed };
      case 'ClockErrorRecorded':
        return { ...state, wrongStamps: [...state.wrongStamps, event.data.eventId] };
      case 'LogEpochOpened':
        return { ...state, epoch: event.data.epoch };
      default:
        return event satisfies never;
    }
  },

  decide(command, state, context, extra): LedgerEvent[] {
    if (context.caller.role !== 'admin') throw errors.error('ledger.adminOnly');
    switch (command.type) {
      case 'MoveSampleClock':
        if (!state.sample) throw errors.error('ledger.notSample');
        if (command.to <= context.at) throw errors.error('ledger.clockBackward', { now: context.at, to: command.to });
        return [{ type: 'SampleClockMoved', data: { to: command.to } }];
      case 'RecordSampleLoaded':
        if (!state.sample) throw errors.error('ledger.notSample');
        if (state.loaded !== undefined) return [];
        return [{ type: 'SampleLoaded', data: { seed: command.seed, files: command.files } }];
      case 'RecordClockError': {
        const { index, eventId, reason } = command;
        if (index === 0) throw errors.error('ledger.firstStamp');
        if (extra?.eventAtIndex !== eventId) throw errors.error('ledger.noSuchEvent', { index, eventId });
        if (state.wrongStamps.includes(eventId)) return [];
        return [{ type: 'ClockErrorRecorded', data: { index, eventId, reason } }];
      }
      case 'OpenLogEpoch': {
        const { type: _type, ...kept } = command;
        const { restoredTo, largestKnown } = kept;
        if (BigInt(largestKnown) <= BigInt(restoredTo)) throw errors.error('ledger.epochNeedless', { restoredTo, largestKnown });
        const epoch = state.epoch + 1;
        return [{ type: 'LogEpochOpened', data: { ...kept, epoch, origin: epochOrigin(state.logOrigin, epoch) } }];
      }
      default:
        return command satisfies never;
    }
  },
};
