import type { CommandAnswerDto } from '#libs/http';

/** A command that was answered, and by whom. */
export interface Acknowledged {
  readonly key: string;
  readonly answer: CommandAnswerDto;
  /** The node that answered, by its number. */
  readonly node: number;
}

/** A node that came back, as it showed itself when it first said that it was ready. */
export interface ComeBack {
  readonly node: number;
  readonly derivedDeleted: boolean;
  readonly seconds: number;
  /** Index that its first answer showed. */
  readonly index: number;
  /** The last event that was acknowledged by anybody before it was killed. */
  readonly before: string | undefined;
}

/** What happens in a storm. */
export class StormRecord {
  readonly acknowledged: Acknowledged[] = [];
  readonly comeBacks: ComeBack[] = [];
  /** Commands that were answered several times, with what the answers said. */
  readonly repeated: { readonly key: string; readonly answers: readonly string[] }[] = [];
  readonly reads = [0, 0];
  /** Reads of what the other node had acknowledged, with `?atLeast=`. */
  readonly crossReads = [0, 0];
  /** What went wrong and never should. */
  readonly faults: string[] = [];
  /** Sendings that had to be repeated: nobody answered, or 503. */
  readonly unanswered = { connection: 0, unavailable: 0 };
  longestMs = 0;

  /** The last command that anybody was answered, where it was by this node. */
  lastBy(node: number): Acknowledged | undefined {
    return this.acknowledged.findLast((one) => one.node === node);
  }
}
