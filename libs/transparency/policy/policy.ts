import type { NoteVerifier } from '../notes/verifier.js';

/** A log that is trusted to sign checkpoints under the name of its key. */
export interface TrustedLog {
  readonly verifier: NoteVerifier;
  readonly url?: string;
}

/** A witness. Its name has a meaning within the trust file only. */
export interface TrustedWitness {
  readonly kind: 'witness';
  readonly name: string;
  readonly verifier: NoteVerifier;
  readonly url?: string;
}

/** A group has witnessed a checkpoint if at least `threshold` of its members have. */
export interface WitnessGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly QuorumPart[];
}

export type QuorumPart = TrustedWitness | WitnessGroup;

/** What an auditor trusts (C2SP tlog-policy): which logs, which witnesses, and which of these must have cosigned. */
export interface TrustPolicy {
  readonly logs: readonly TrustedLog[];
  readonly witnesses: readonly TrustedWitness[];
  /** `none`: no cosignature is asked for. */
  readonly quorum: QuorumPart | 'none';
}
