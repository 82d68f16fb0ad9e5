export { contractChecks } from './checks.js';
export { eventStoreContract } from './event-store-contract.js';
export { type ContractCheck, type Offer, type OpenHarnessOptions, type StoreHarness, runCheck } from './harness.js';
export { eventStoreDbHarness, memoryHarness, sqliteHarness } from './harnesses.js';
