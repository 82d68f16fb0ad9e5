import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { canonicalJson, sha256 } from '#libs/kernel';
import { type CsvTable, readCsv } from './csv.js';
import { evidenceErrors } from './errors.js';
import { type Delivery, type EvidenceDescription, type EvidencePlace, placeFault, type SheetDescription } from './evidence.js';

export interface EvidenceFolderOptions {
  /** Largest file, bytes. */
  readonly maxBytes?: number;
  /** Whether a file is forced to the disk before it is acknowledged. Only what can be made again (score sheets) may do without. */
  readonly durable?: boolean;
}

export interface PutResult {
  readonly hash: string;
  readonly size: number;
  /** Whether the content was not in the store before. */
  readonly new: boolean;
}

/** One row of a delivered file, with its header. */
export interface EvidenceRow {
  readonly hash: string;
  readonly sheet: string;
  readonly row: number;
  readonly header: readonly string[];
  readonly cells: readonly string[];
}

const HASH = /^[0-9a-f]{64}$/;
const CONTENT = 'content';
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Files by the SHA-256 of their plain content, in a folder: `ab/<hash>/content`, and beside it one small file for each delivery (name, type, who). Everything is
 * written to `incoming/`, synced and renamed, so that a file is there whole or not at all, several nodes may share the folder, and a repetition changes nothing.
 * Nothing is ever changed or deleted. Content is checked against its hash each time that it is read.
 */
export class EvidenceFolder {
  private readonly tables = new LRUCache<string, CsvTable>({ max: 64 });

  private constructor(
    private readonly folder: string,
    private readonly maxBytes: number,
    private readonly durable: boolean,
  ) {}

  /** Opens the folder, made where it is missing. What interrupted uploads left in `incoming/` is referenced by nothing and may be deleted. */
  static async open(folder: string, options: EvidenceFolderOptions = {}): Promise<EvidenceFolder> {
    await mkdir(join(folder, 'incoming'), { recursive: true });
    return new EvidenceFolder(folder, options.maxBytes ?? MAX_BYTES, options.durable ?? true);
  }

  /** Opens a folder that may not be touched, to read what is in it: nothing is made, and `put` fails. */
  static reading(folder: string): EvidenceFolder {
    return new EvidenceFolder(folder, 0, true);
  }

  /** Takes a file. CSV files that can't be read are refused whole (`evidence.notReadable`) and leave nothing behind. */
  async put(content: Uint8Array | AsyncIterable<Uint8Array>, delivery: Delivery): Promise<PutResult> {
    checkName(delivery.name);
    const incoming = this.incoming();
    try {
      const { hash, size } = await this.receive(content instanceof Uint8Array ? [content] : content, incoming);
      if (size === 0) throw evidenceErrors.error('evidence.empty', { name: delivery.name });
      if (isTable(delivery)) readCsv(await readFile(incoming), delivery.name);
      const target = this.path(hash, CONTENT);
      const isNew = !(await exists(target));
      // The delivery first: content that is there then always has one. A file that was damaged is healed by delivering it again.
      await this.record(hash, delivery);
      if (isNew || sha256(await readFile(target)) !== hash) await this.place(incoming, target);
      return { hash, size, new: isNew };
    } finally {
      await rm(incoming, { force: true });
    }
  }

  async has(hash: string): Promise<boolean> {
    return HASH.test(hash) && exists(this.path(hash, CONTENT));
  }

  /** The content, checked. Errors: `evidence.unknown`, `evidence.corrupted`. */
  async open(hash: string): Promise<Buffer> {
    checkHash(hash);
    const content = await readFile(this.path(hash, CONTENT)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw evidenceErrors.error('evidence.unknown', { hash });
      throw error;
    });
    if (sha256(content) !== hash) throw evidenceErrors.error('evidence.corrupted', { hash });
    return content;
  }

  /** What is known of a file: deliveries in order of name, and its sheets with header and number of rows. */
  async describe(hash: string): Promise<EvidenceDescription> {
    const content = await this.open(hash);
    const deliveries = await this.deliveries(hash);
    const sheets = new Map<string, SheetDescription>();
    for (const delivery of deliveries.filter(isTable)) {
      const table = this.table(hash, content, delivery.name);
      sheets.set(delivery.name, { name: delivery.name, header: table.header, rows: table.rows.length });
    }
    return { hash, size: content.length, deliveries, sheets: [...sheets.values()] };
  }

  /** Descriptions of those files that are there: what a decision gets to see. */
  async describeAll(hashes: Iterable<string>): Promise<Map<string, EvidenceDescription>> {
    const known = new Map<string, EvidenceDescription>();
    for (const hash of new Set(hashes)) {
      if (await this.has(hash)) known.set(hash, await this.describe(hash));
    }
    return known;
  }

  /** One row of data. Errors: `evidence.unknown`, `evidence.noTable`, `evidence.noSuchSheet`, `evidence.noSuchRow`. */
  async row(hash: string, sheet: string, row: number): Promise<EvidenceRow> {
    const description = await this.describe(hash);
    const place: EvidencePlace = { hash, sheet, row };
    const fault = placeFault(place, new Map([[hash, description]]), 'source');
    if (fault)
      throw evidenceErrors.error(fault.code as keyof typeof evidenceErrors.definitions, fault.params, { where: fault.where as string });
    const table = this.table(hash, await this.open(hash), sheet);
    return { ...place, header: table.header, cells: table.rows[row - 1] ?? [] };
  }

  private table(hash: string, content: Uint8Array, name: string): CsvTable {
    const cached = this.tables.get(hash);
    if (cached) return cached;
    const table = readCsv(content, name);
    this.tables.set(hash, table);
    return table;
  }

  private async receive(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, path: string): Promise<{ hash: string; size: number }> {
    const digest = createHash('sha256');
    let size = 0;
    await writing(path, async (file) => {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > this.maxBytes) throw evidenceErrors.error('evidence.tooLarge', { maxBytes: this.maxBytes });
        digest.update(chunk);
        await file.appendFile(chunk);
      }
      if (this.durable) await file.sync();
    });
    return { hash: digest.digest('hex'), size };
  }

  /** Each delivery is a file of its own, named by its content: concurrent deliveries never overwrite each other. */
  private async record(hash: string, delivery: Delivery): Promise<void> {
    const text = canonicalJson({ ...delivery });
    const target = this.path(hash, `delivery-${sha256(text).slice(0, 16)}.json`);
    if (await exists(target)) return;
    const incoming = this.incoming();
    await writing(incoming, async (file) => {
      await file.writeFile(text);
      if (this.durable) await file.sync();
    });
    await this.place(incoming, target);
  }

  private async deliveries(hash: string): Promise<Delivery[]> {
    const folder = dirname(this.path(hash, CONTENT));
    const names = (await readdir(folder)).filter((name) => name.startsWith('delivery-')).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    return texts.map((text) => JSON.parse(text) as Delivery);
  }

  private async place(from: string, to: string): Promise<void> {
    const made = await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
    if (!this.durable) return;
    // The names must be on the disk too, not only the content: every folder that got a new entry is synced.
    await syncFolder(dirname(to));
    if (made !== undefined) {
      await syncFolder(dirname(dirname(to)));
      await syncFolder(this.folder);
    }
  }

  private incoming(): string {
    return join(this.folder, 'incoming', randomUUID());
  }

  private path(hash: string, name: string): string {
    return join(this.folder, hash.slice(0, 2), hash, name);
  }
}

function isTable(delivery: Delivery): boolean {
  return delivery.mediaType === 'text/csv';
}

function checkName(name: string): void {
  const usable =
    name.length > 0 && name.length <= 200 && !/[/\\\p{Cc}]/u.test(name) && name !== '.' && name !== '..' && name.isWellFormed();
  if (!usable) throw evidenceErrors.error('evidence.badName', { name });
}

function checkHash(hash: string): void {
  if (!HASH.test(hash)) throw evidenceErrors.error('evidence.badHash', { hash });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

async function writing(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await write(file);
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
