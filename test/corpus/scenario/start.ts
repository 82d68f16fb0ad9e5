/** Where the simulated clock of a corpus starts. */
export const CORPUS_START = '2024-01-04T01:00:00.000Z';
