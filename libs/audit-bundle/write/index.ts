/** Writes audit bundles from a ledger. */
export { writingErrors } from './errors.js';

export { ledgerSources, verifierKeysOf } from './ledger-sources.js';
export { type BundleRequest, parseKind, parseYears } from './request.js';
export { type BundleSources, type EvidenceSource, sheetsFrom } from './sources.js';
export { prepareBundle, type ReadyBundle, streamOf, type WrittenBundle } from './write-bundle.js';
