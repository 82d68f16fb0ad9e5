declare const PARKLEDGER_VERSION: string | undefined;

/** The version in package.json, put in when the one file is built. */
export const version = typeof PARKLEDGER_VERSION === 'string' ? PARKLEDGER_VERSION : 'unbuilt';
