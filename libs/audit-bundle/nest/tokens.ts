/** Injection token of what bundles are made from. */
export const BUNDLE_SOURCES = Symbol('what audit bundles are made from');
