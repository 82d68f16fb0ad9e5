import type { DomainError } from '#libs/kernel';

/** Whoever watches the log of a node (telemetry): told of what only the inside knows. */
export interface SealingObserver {
  /** A head was signed and recorded by this node. */
  signed?(origin: string, size: bigint): void;
  /** Nothing is signed any more, and why; told once for each reason. */
  refused?(error: DomainError): void;
  /** What stood against signing is gone. */
  resumed?(): void;
  /** The tree held another log than the store's and is built again. */
  rebuilt?(): void;
  /** Growing the tree or signing does not get on, for the how-manieth time in a row; it is tried again. */
  trouble?(what: 'tree' | 'signing', error: Error, tries: number): void;
  /** The event at this index has no leaf: the tree goes no further. */
  stopped?(index: bigint, error: Error): void;
}
