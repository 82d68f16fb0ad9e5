import { appending } from './appending.js';
import { costing } from './costing.js';
import type { ContractCheck } from './harness.js';
import { lasting } from './lasting.js';
import { modelled } from './modelled.js';
import { racing } from './racing.js';
import { reading } from './reading.js';
import { repeating } from './repeating.js';
import { subscribing } from './subscribing.js';

/** Every promise of the port, as plain functions: for jest, and for whoever wants to run them otherwise. */
export const contractChecks: readonly ContractCheck[] = [
  ...appending,
  ...repeating,
  ...reading,
  ...subscribing,
  ...racing,
  ...lasting,
  ...costing,
  ...modelled,
];
