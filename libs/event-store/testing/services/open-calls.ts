import type { RequestKind } from '../faults/requests.js';
import type { Ending } from './outlet.js';

/** A call that sends until somebody ends it. */
export interface OpenCall {
  readonly kind: RequestKind;
  end(ending: Ending): void;
}

/** The reads and subscriptions that are open now. */
export class OpenCalls {
  private readonly calls = new Set<OpenCall>();

  add(call: OpenCall): () => void {
    this.calls.add(call);
    return () => this.calls.delete(call);
  }

  of(kinds: readonly RequestKind[]): readonly OpenCall[] {
    return [...this.calls].filter(({ kind }) => kinds.includes(kind));
  }
}
