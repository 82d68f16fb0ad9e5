/** The connection string of the server that the suites here run on; they may share it with others, one run after the other. */
export const address = process.env.EVENTSTOREDB_URL ?? '';

if (address === '') process.stderr.write('EVENTSTOREDB_URL is not set: the suites on a real EventStoreDB are skipped\n');

/** `describe` where a server is named; otherwise the suite counts as skipped, not as passed. */
export const onServer = address === '' ? describe.skip : describe;
