/** What erasing must know of other contexts; the application provides it (submission's annotated workbooks). */
export abstract class ErasureSources {
  /** Hashes of the files that were made of a delivered file and hold its content too, as of the log's end. */
  abstract copiesOf(hash: string): Promise<readonly string[]>;
}
