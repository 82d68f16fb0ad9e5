import { GoProgram } from './go-program.js';

/** What the program has found, and what it made itself. Hashes are Base64. */
export interface SumdbAnswer {
  readonly Checked: Readonly<Record<string, number>>;
  readonly Faults: readonly string[];
  readonly VerifierKey: string;
  readonly Note: string;
  readonly Root: string;
  readonly Inclusion: readonly string[];
  readonly Consistency: readonly string[];
}

/** Go's checksum database: trees, proofs, notes and tiles. */
export class Sumdb extends GoProgram<SumdbAnswer> {
  constructor() {
    super('sumdb');
  }
}
