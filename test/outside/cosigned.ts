import { GoProgram } from './go-program.js';

/** Whose signatures Go's note package has verified, and when the witnesses say that they saw the checkpoint (POSIX seconds), in the note's order. */
export interface CosignedAnswer {
  readonly Verified: readonly string[];
  readonly Times: readonly number[];
}

/** Go's note package, with a verifier for cosignatures that is written after the specification, not after this house's code. */
export class Cosigned extends GoProgram<CosignedAnswer> {
  constructor() {
    super('cosigned');
  }

  /** @throws where a signature is wrong, or none is of the keys */
  async open(note: string, verifierKeys: readonly string[]): Promise<CosignedAnswer> {
    return this.check({ Note: note, VerifierKeys: verifierKeys });
  }
}
