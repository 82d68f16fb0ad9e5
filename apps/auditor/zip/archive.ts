import { open, type FileHandle } from 'node:fs/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { auditorErrors as errors, cantRead } from '../errors.js';
import { checkDirectory, type ListedEntry } from './directory.js';
import { type ZipLimits, zipLimits } from './limits.js';

/** A file of the archive by its path: how large it says to be. */
export interface ArchiveEntry {
  readonly path: string;
  readonly bytes: number;
}

/**
 * A zip file, read entry by entry. Its directory is judged whole before a byte is unpacked: names, sizes, overlaps, encryption. What an entry says of its size is held to
 * while it is read.
 */
export class Archive {
  private constructor(
    readonly file: string,
    private readonly zip: ZipFile,
    private readonly listed: ReadonlyMap<string, ListedEntry>,
    private readonly limits: ZipLimits,
  ) {}

  /** @throws `auditor.cantRead`, `auditor.notZip`, `auditor.zipTruncated`, `auditor.zipDamaged` and what checkDirectory throws */
  static async open(file: string, limits: ZipLimits = zipLimits): Promise<Archive> {
    const zip = await openZip(file);
    try {
      return new Archive(file, zip, checkDirectory(await entriesOf(zip, file, limits), limits), limits);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  get entries(): readonly ArchiveEntry[] {
    return [...this.listed.values()].map(({ path, bytes }) => ({ path, bytes }));
  }

  has(path: string): boolean {
    return this.listed.has(path);
  }

  /** The bytes of a file, piece by piece. @throws `auditor.zipDamaged`; `auditor.fileMissing` where there is none */
  async *stream(path: string): AsyncGenerator<Buffer> {
    const found = this.listed.get(path);
    if (!found) throw errors.error('auditor.fileMissing', { path });
    try {
      for await (const piece of await this.zip.openReadStreamPromise(found.entry)) yield piece as Buffer;
    } catch (error) {
      throw damaged(path, error);
    }
  }

  /** A whole file. @throws `auditor.fileTooLarge`, and what stream throws */
  async read(path: string): Promise<Buffer> {
    const bytes = this.listed.get(path)?.bytes ?? 0;
    if (bytes > this.limits.wholeBytes) throw errors.error('auditor.fileTooLarge', { path, limit: this.limits.wholeBytes });
    const pieces: Buffer[] = [];
    for await (const piece of this.stream(path)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  close(): void {
    this.zip.close();
  }
}

/** An error of the unzipping library or of zlib; one of our own passes through. */
function damaged(path: string, error: unknown): unknown {
  const isOurs = error instanceof Error && error.name === 'DomainError';
  return isOurs ? error : errors.error('auditor.zipDamaged', { path });
}

/** Every entry of the directory, counted while it is read: a directory of a million names ends here. */
async function entriesOf(zip: ZipFile, file: string, limits: ZipLimits): Promise<Entry[]> {
  if (zip.entryCount > limits.entries) throw errors.error('auditor.zipTooMany', { entries: zip.entryCount, limit: limits.entries });
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch {
    throw errors.error('auditor.zipDamaged', { path: file });
  }
  return entries;
}

async function openZip(file: string): Promise<ZipFile> {
  const start = await firstBytes(file);
  try {
    return await openPromise(file, { autoClose: false, decodeStrings: false });
  } catch {
    throw errors.error(start === 'PK\x03\x04' ? 'auditor.zipTruncated' : 'auditor.notZip', { file });
  }
}

/** @throws `auditor.cantRead` */
async function firstBytes(file: string): Promise<string> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } catch (error) {
    throw cantRead(file, error);
  } finally {
    await handle?.close();
  }
}
