import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { BundleFile } from '../manifest.js';

/** One file on its way into the zip. Its content is asked for when its turn comes, and only as fast as the receiver takes it. */
export interface ZipEntry {
  readonly path: string;
  readonly content: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** No clock: 1980-01-01 00:00 is the first time that a zip can say, and local time is what it means by it. */
const FIXED = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644, compressionLevel: 6 } as const;

/**
 * Writes a zip as its entries come, one after the other; `last` makes the final entry from all files before it. In memory: one chunk of one entry, and path, length and
 * hash of each file written. Resolves when the receiver has everything; where it goes away, or an entry fails, the receiver is destroyed.
 */
export async function writeZip(
  entries: AsyncIterable<ZipEntry>,
  last: (files: readonly BundleFile[]) => ZipEntry,
  receiver: Writable,
): Promise<readonly BundleFile[]> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const sent = pipeline(output, receiver);
  // Told below, through the race: nobody else is listening while an entry is on its way.
  sent.catch(() => undefined);
  zip.on('error', (error: Error) => output.destroy(error));
  const files: BundleFile[] = [];
  const add = async ({ path, content }: ZipEntry): Promise<void> => {
    const counted = new Counted(content);
    const source = Readable.from(counted, { objectMode: false });
    const taken = once(source, 'close');
    source.on('error', (error) => output.destroy(error));
    zip.addReadStream(source, path, FIXED);
    try {
      await Promise.race([taken, sent]);
    } finally {
      source.destroy();
    }
    files.push({ path, ...counted.result() });
  };
  try {
    for await (const entry of entries) await add(entry);
    const before = [...files];
    await add(last(before));
    zip.end();
    await sent;
    return before;
  } catch (error) {
    output.destroy(error as Error);
    await sent.catch(() => undefined);
    throw error;
  }
}

/** Passes content on and counts and hashes it. */
class Counted implements AsyncIterable<Uint8Array> {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  constructor(private readonly content: ZipEntry['content']) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const chunks = this.content instanceof Uint8Array ? [this.content] : this.content;
    for await (const chunk of chunks) {
      this.#hash.update(chunk);
      this.#bytes += chunk.byteLength;
      if (chunk.byteLength > 0) yield chunk;
    }
  }

  result(): Omit<BundleFile, 'path'> {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}
