import type { MemoryEventStore, MemoryLog } from '../../memory/index.js';
import type { StoreHarness } from '../harness.js';
import { memoryHarness, sqliteHarness } from '../harnesses.js';
import * as memory from './memory-defects.js';
import { waitingInsideTheDriver, withoutIndexOnPosition } from './sqlite-defects.js';

/** An adapter with one deliberate defect, and the check of the contract that is there to find it. */
export interface BrokenAdapter {
  /** The defect, as it was found in a store that people use. */
  readonly defect: string;
  readonly harness: () => Promise<StoreHarness>;
  /** Name of the check that must reject it. */
  readonly foundBy: string;
}

/** A check that each of them passes all the same: what the contract finds is the defect, not an adapter that does nothing. */
export const KEPT_BY_ALL = 'an event is kept to the byte';

function inMemory(Store: new (log: MemoryLog) => MemoryEventStore): () => Promise<StoreHarness> {
  return () => memoryHarness((log) => new Store(log));
}

export const brokenAdapters: readonly BrokenAdapter[] = [
  {
    defect: 'a refused append still moves the revision',
    harness: inMemory(memory.RefusalMovesRevision),
    foundBy: 'after a refused append the next one finds the stream as it stood',
  },
  {
    defect: 'overlapping callers share one transaction, and acknowledged appends vanish when a neighbour fails',
    harness: inMemory(memory.SharedTransaction),
    foundBy: 'a refused neighbour takes nothing from those that were acknowledged',
  },
  {
    defect: 'a busy BEGIN freezes the event loop',
    harness: () => sqliteHarness(waitingInsideTheDriver),
    foundBy: 'while another process holds the database the event loop goes on, and the append says in time that it could not',
  },
  {
    defect: '"stream does not exist" is accepted on an existing stream',
    harness: inMemory(memory.NoStreamOnExisting),
    foundBy: 'a stream that exists is not new',
  },
  {
    defect: 'revision 9 is accepted on a new stream',
    harness: inMemory(memory.AnyRevisionOnNew),
    foundBy: 'a stream that does not exist stands at no revision',
  },
  {
    defect: 'two writers from one revision both commit',
    harness: inMemory(memory.CheckThenWrite),
    foundBy: 'of two writers from one revision exactly one is taken',
  },
  {
    defect: 'a consumer ordered by transaction filters by position and skips events for good',
    harness: inMemory(memory.OrderedByTransactionFilteredByPosition),
    foundBy: 'a subscriber misses and repeats nothing while 64 writers write',
  },
  {
    defect: 'out-of-order commits lose events',
    harness: inMemory(memory.OutOfOrderCommits),
    foundBy: 'what a reader has passed never changes: each look at the log continues the one before',
  },
  {
    defect: 'a checkpoint sticks after the first batch',
    harness: inMemory(memory.StickyCheckpoint),
    foundBy: 'a consumer that stops anywhere and begins again from its last position gets each event once',
  },
  {
    defect: 'no index on the global position: catching up is quadratic',
    harness: () => sqliteHarness(withoutIndexOnPosition),
    foundBy: 'catching up costs as much as there is to read, however small the pages',
  },
  {
    defect: 'a repetition is known by its ids alone, whatever its content',
    harness: inMemory(memory.IdsAlone),
    foundBy: 'an id that is taken by other content is a conflict, whatever differs',
  },
  {
    defect: 'the content of a repetition is compared before it is sent, not with what was written',
    harness: inMemory(memory.ComparedBeforeWriting),
    foundBy: 'the same ids with other content sent at once from two processes: one is taken, the other is told of the conflict',
  },
  {
    defect: 'a repetition is answered as if what was sent stood there, although an earlier try was recorded',
    harness: inMemory(memory.OtherTryHidden),
    foundBy: 'a repetition may differ in the time at which it was tried; the first stays, and the answer says that it does',
  },
];
