/** Where a document lies among the seeds: the story's own `documents/2022-minutes.txt`, a park's `documents/2022-commitments/SP001.pdf`. */
const PATTERN = /^documents\/(?<key>[\w-]+)(?:\/(?<park>SP\d+))?\.(?:txt|pdf|png)$/;

export interface DocumentPlace {
  /** What the acts of the story call it. */
  readonly key: string;
  readonly park?: string;
}

/** The document that a path says; undefined: none. */
export function documentPlace(path: string): DocumentPlace | undefined {
  const { key, park } = PATTERN.exec(path)?.groups ?? {};
  return key === undefined ? undefined : { key, ...(park === undefined ? {} : { park }) };
}

/** Whether a park signs it itself. */
export function isCommitment({ key }: DocumentPlace): boolean {
  return /^\d{4}-commitments(?:-\d+)?$/.test(key);
}
