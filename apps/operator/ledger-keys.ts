import { randomBytes } from 'node:crypto';
import { fileKeys, type KeySource, sampleKeys } from '#libs/event-sourcing';
import { seed } from '#libs/sample-city';
import type { LedgerFacts } from './ledger-stream.js';

/** Where a ledger's keys are: in its file; a sample's follow from its seed. */
export function keySourceOf({ sample }: Pick<LedgerFacts, 'sample'>, keysFile: string): KeySource {
  return sample ? sampleKeys(seed) : fileKeys(keysFile, randomBytes);
}
