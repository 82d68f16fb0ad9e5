import type { Position } from '#libs/event-store';

/** A place in the log: an event's position in this store, its dense index from 0, and its effectiveAt (DESIGN §8). */
export interface LogPoint {
  readonly position: Position;
  readonly index: number;
  readonly effectiveAt: string;
}
