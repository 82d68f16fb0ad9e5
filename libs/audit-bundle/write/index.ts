/** Writes audit bundles from a ledger. */
export { writingErrors } from './errors.js';
export { publicEvents } from './disclosure.js';
export type { BundleRequest } from './request.js';
export { type BundleSources, type EvidenceSource, sheetsFrom } from './sources.js';
export { prepareBundle, type ReadyBundle, streamOf, type WrittenBundle } from './write-bundle.js';
