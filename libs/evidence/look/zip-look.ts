import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';

/** First bytes of a zip: of its first file, or of the directory of an empty one. */
export const ZIPS: readonly Buffer[] = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('PK\x05\x06', 'latin1')];

/** What a zip is by the names in its directory. */
export type ZipKind = 'xlsx' | 'ofd' | 'zip';

/** Files that are looked at, and bytes at the end that are kept for the directory: what is larger is no delivery of an office. */
const MOST_FILES = 10_000;
const DIRECTORY = 2 * 1024 * 1024;

/** Keeps the end of a zip, where its directory is, as it goes by. */
export class ZipLook {
  readonly #kept = Buffer.allocUnsafe(2 * DIRECTORY);
  #length = 0;
  #size = 0;

  update(chunk: Uint8Array): void {
    this.#size += chunk.length;
    for (let at = 0; at < chunk.length; at += DIRECTORY) this.#keep(chunk.subarray(at, at + DIRECTORY));
  }

  /** @throws Error where the directory can't be read, holds names that lead out of a folder, or too many files */
  async end(): Promise<ZipKind> {
    const end = new EndOfZip(this.#kept.subarray(0, this.#length), this.#size);
    const zip = await fromRandomAccessReaderPromise(end, this.#size, { lazyEntries: true });
    if (zip.entryCount > MOST_FILES) throw new Error('too many files');
    const names = new Set<string>();
    for await (const { fileName } of zip.eachEntry()) names.add(fileName);
    if (names.has('[Content_Types].xml') && names.has('xl/workbook.xml')) return 'xlsx';
    return names.has('OFD.xml') ? 'ofd' : 'zip';
  }

  #keep(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#kept.length) {
      this.#kept.copyWithin(0, this.#length - DIRECTORY, this.#length);
      this.#length = DIRECTORY;
    }
    this.#kept.set(chunk, this.#length);
    this.#length += chunk.length;
  }
}

/** The last bytes of a zip, at their places in the whole. */
class EndOfZip extends RandomAccessReader {
  constructor(
    private readonly bytes: Buffer,
    private readonly size: number,
  ) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const from = position - (this.size - this.bytes.length);
    const isKept = from >= 0 && from + length <= this.bytes.length;
    if (isKept) this.bytes.copy(buffer, offset, from, from + length);
    // Never at once: a directory of thousands of names would be one deep call.
    setImmediate(() => (isKept ? callback(null, length) : callback(new Error('the directory lies too far from the end'))));
  }
}
