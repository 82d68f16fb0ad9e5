import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createDurably, exists, ifThere, moveDurably, OWNER_ONLY, syncFolder } from '#libs/files';
import { canonicalJson, DomainError, sha256 } from '#libs/kernel';
import { readCsv } from './csv.js';
import { evidenceErrors } from './errors.js';
import { type Delivery, type EvidenceDescription, type EvidencePlace, placeFault } from './evidence.js';
import { mediaTypes } from './media-types.js';
import { ContentSeal, type FileKeys, nameOfText, openContent, openText, sealText } from './sealing.js';
import { csvTables, type Table, TableCache, type TableReader } from './tables.js';

export interface EvidenceFolderOptions {
  /** Largest file, bytes. */
  readonly maxBytes?: number;
  /** Whether a file is forced to the disk before it is acknowledged. Only what can be made again (score sheets) may do without. */
  readonly durable?: boolean;
  /** The files' keys: each file is then encrypted by its own, and can be erased. Without them files lie in clear, which is for what holds no personal data (score sheets). */
  readonly keys?: FileKeys;
  /** Reads the tables of workbooks and CSV files, so that rows of them can be referred to. Default: UTF-8 CSV only. */
  readonly tables?: TableReader;
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
/** A content in clear: without keys, or from before files were encrypted. */
const CONTENT = 'content';
const SEALED = 'sealed';
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Files by the SHA-256 of their plain content, in a folder: `ab/<hash>/sealed`, and beside it one small file for each delivery (name, type, who), all encrypted by the
 * file's own key. Everything is written to `incoming/`, synced and renamed, so that a file is there whole or not at all, several nodes may share the folder, and a
 * repetition changes nothing. Nothing is ever changed, and nothing deleted but by `erase`. Content is checked against its hash each time that it is read.
 */
export class EvidenceFolder {
  private readonly tables: TableCache;
  private readonly readsCsvOnly: boolean;

  private constructor(
    private readonly folder: string,
    private readonly maxBytes: number,
    private readonly durable: boolean,
    private readonly keys: FileKeys | undefined,
    tables: TableReader = csvTables,
  ) {
    this.tables = new TableCache(tables);
    this.readsCsvOnly = tables === csvTables;
  }

  /** Opens the folder, made where it is missing. What interrupted uploads left in `incoming/` is referenced by nothing, opened by no key, and may be deleted. */
  static async open(folder: string, options: EvidenceFolderOptions = {}): Promise<EvidenceFolder> {
    await mkdir(join(folder, 'incoming'), { recursive: true });
    return new EvidenceFolder(folder, options.maxBytes ?? MAX_BYTES, options.durable ?? true, options.keys, options.tables);
  }

  /** Opens a folder that may not be touched, to read what is in it: nothing is made, and `put` fails. */
  static reading(folder: string, { keys, tables }: Pick<EvidenceFolderOptions, 'keys' | 'tables'> = {}): EvidenceFolder {
    return new EvidenceFolder(folder, 0, true, keys, tables);
  }

  /** Takes a file. CSV files that can't be read are refused whole (`evidence.notReadable`) and leave nothing behind; so is what was erased (`evidence.erased`). */
  async put(content: Uint8Array | AsyncIterable<Uint8Array>, delivery: Delivery): Promise<PutResult> {
    checkName(delivery.name);
    const incoming = this.incoming();
    try {
      const { hash, size, fileKey } = await createDurably(
        incoming,
        (file) => this.receive(content instanceof Uint8Array ? [content] : content, file, delivery),
        this.writing,
      );
      const isNew = !(await this.has(hash));
      const target = this.path(hash, this.keys ? SEALED : CONTENT);
      // The delivery first: content that is there then always has one. A file that was damaged is healed by delivering it again.
      await this.record(hash, delivery, fileKey);
      if (!(await exists(target)) || !(await this.isIntact(hash))) {
        await moveDurably(incoming, target, { durable: this.durable });
        await this.dropUnreadable(hash);
      }
      if (fileKey !== undefined) await this.sealOlder(hash, fileKey);
      return { hash, size, new: isNew };
    } finally {
      await rm(incoming, { force: true });
    }
  }

  async has(hash: string): Promise<boolean> {
    if (!HASH.test(hash) || this.isErased(hash)) return false;
    return (await exists(this.path(hash, SEALED))) || exists(this.path(hash, CONTENT));
  }

  /** Whether the file was erased for good: its key is destroyed, and its content can't come back. */
  isErased(hash: string): boolean {
    return this.keys?.isErased(hash) ?? false;
  }

  /**
   * Erases a file for good: its key first, which makes every copy unreadable; then what lies here. Doing it again, or going on where it was cut off, changes nothing
   * more. Only who has recorded the erasure in the ledger may call it. @throws `evidence.keyMissing` where the folder has no keys
   */
  async erase(hash: string): Promise<void> {
    checkHash(hash);
    if (!this.keys) throw evidenceErrors.error('evidence.keyMissing', { hash });
    this.keys.destroy(hash);
    this.tables.forget(hash);
    const own = dirname(this.path(hash, SEALED));
    if (!(await exists(own))) return;
    await rm(own, { recursive: true, force: true });
    await syncFolder(dirname(own));
  }

  /** The content, checked. Errors: `evidence.unknown`, `evidence.erased`, `evidence.keyMissing`, `evidence.corrupted`. */
  async open(hash: string): Promise<Buffer> {
    checkHash(hash);
    if (this.isErased(hash)) throw evidenceErrors.error('evidence.erased', { hash });
    const sealed = await ifThere(readFile(this.path(hash, SEALED)));
    const content = sealed ? openContent(sealed, hash, this.keyOf(hash)) : await ifThere(readFile(this.path(hash, CONTENT)));
    if (!sealed && !content) throw evidenceErrors.error('evidence.unknown', { hash });
    if (!content || sha256(content) !== hash) throw evidenceErrors.error('evidence.corrupted', { hash });
    return content;
  }

  /** What is known of a file: deliveries in order of name, and its sheets with header and number of rows. */
  async describe(hash: string): Promise<EvidenceDescription> {
    return (await this.lookInto(hash)).description;
  }

  /** Descriptions of those files that are there, or were erased: what a decision gets to see. */
  async describeAll(hashes: Iterable<string>): Promise<Map<string, EvidenceDescription>> {
    const known = new Map<string, EvidenceDescription>();
    for (const hash of new Set(hashes)) {
      if (this.isErased(hash)) known.set(hash, { hash, size: 0, deliveries: [], sheets: [], erased: true });
      else if (await this.has(hash)) known.set(hash, await this.describe(hash));
    }
    return known;
  }

  /** One row of data. Errors: `evidence.unknown`, `evidence.noTable`, `evidence.noSuchSheet`, `evidence.noSuchRow`. */
  async row(hash: string, sheet: string, row: number): Promise<EvidenceRow> {
    const { description, tables } = await this.lookInto(hash);
    const place: EvidencePlace = { hash, sheet, row };
    const fault = placeFault(place, new Map([[hash, description]]), 'source');
    if (fault)
      throw evidenceErrors.error(fault.code as keyof typeof evidenceErrors.definitions, fault.params, { where: fault.where as string });
    const table = tables.find(({ name }) => name === sheet);
    return { ...place, header: table?.rows[0] ?? [], cells: table?.rows[row - 1] ?? [] };
  }

  private async lookInto(hash: string): Promise<{ readonly description: EvidenceDescription; readonly tables: readonly Table[] }> {
    const content = await this.open(hash);
    const deliveries = await this.deliveries(hash);
    const { tables, fault } = await this.tables.of(hash, async () => content, deliveries);
    const sheets = tables.map(({ name, rows }) => ({ name, header: rows[0] ?? [], rows: rows.length }));
    const unreadable = fault && { unreadable: { code: fault.code, message: fault.message, remedy: fault.remedy } };
    return { description: { hash, size: content.length, deliveries, sheets, ...unreadable }, tables };
  }

  /** Writes what comes, encrypted where there are keys, and knows the file's key in the end. Nothing lies on the disk in clear meanwhile. */
  private async receive(
    chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    file: FileHandle,
    delivery: Delivery,
  ): Promise<{ hash: string; size: number; fileKey: string | undefined }> {
    const digest = createHash('sha256');
    const seal = this.keys && new ContentSeal();
    const checked = delivery.mediaType === mediaTypes.csv && this.readsCsvOnly;
    const table: Uint8Array[] = [];
    let size = 0;
    if (seal) await file.appendFile(seal.head);
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > this.maxBytes) throw evidenceErrors.error('evidence.tooLarge', { maxBytes: this.maxBytes });
      digest.update(chunk);
      if (checked) table.push(chunk);
      await file.appendFile(seal ? seal.update(chunk) : chunk);
    }
    if (size === 0) throw evidenceErrors.error('evidence.empty', { name: delivery.name });
    if (checked) readCsv(Buffer.concat(table), delivery.name);
    const hash = digest.digest('hex');
    const fileKey = this.keys?.obtain(hash);
    if (this.keys && fileKey === undefined) throw evidenceErrors.error('evidence.erased', { hash });
    if (seal && fileKey !== undefined) await file.appendFile(seal.tail(hash, fileKey));
    return { hash, size, fileKey };
  }

  /** Each delivery is a file of its own, named by its content: concurrent deliveries never overwrite each other. */
  private async record(hash: string, delivery: Delivery, fileKey: string | undefined): Promise<void> {
    const text = canonicalJson({ ...delivery });
    const name = fileKey === undefined ? `delivery-${sha256(text).slice(0, 16)}.json` : `delivery-${nameOfText(text, fileKey)}.sealed`;
    const target = this.path(hash, name);
    if (await exists(target)) return;
    const incoming = this.incoming();
    await createDurably(incoming, (file) => file.writeFile(fileKey === undefined ? text : sealText(text, fileKey)), this.writing);
    await moveDurably(incoming, target, { durable: this.durable });
  }

  private async deliveries(hash: string): Promise<Delivery[]> {
    const folder = dirname(this.path(hash, CONTENT));
    const names = (await readdir(folder)).filter((name) => name.startsWith('delivery-'));
    const texts = await Promise.all(names.map((name) => this.deliveryText(hash, name)));
    return [...new Set(texts)].sort().map((text) => JSON.parse(text) as Delivery);
  }

  /** What was sealed by a key that is lost tells nobody anything any more; the file itself has come again. */
  private async dropUnreadable(hash: string): Promise<void> {
    const folder = dirname(this.path(hash, SEALED));
    for (const name of (await readdir(folder)).filter((one) => one.endsWith('.sealed'))) {
      if (openText(await readFile(join(folder, name)), this.keyOf(hash)) === undefined) await rm(join(folder, name), { force: true });
    }
  }

  private async deliveryText(hash: string, name: string): Promise<string> {
    const bytes = await readFile(this.path(hash, name));
    const text = name.endsWith('.sealed') ? openText(bytes, this.keyOf(hash)) : bytes.toString('utf8');
    if (text === undefined) throw evidenceErrors.error('evidence.corrupted', { hash });
    return text;
  }

  /** What still lies in clear, from before files were encrypted, goes once the encrypted file is there. */
  private async sealOlder(hash: string, fileKey: string): Promise<void> {
    if (!(await exists(this.path(hash, CONTENT)))) return;
    for (const delivery of await this.deliveries(hash)) await this.record(hash, delivery, fileKey);
    const folder = dirname(this.path(hash, CONTENT));
    const inClear = (await readdir(folder)).filter((name) => name === CONTENT || name.endsWith('.json'));
    for (const name of inClear) await rm(join(folder, name), { force: true });
  }

  private async isIntact(hash: string): Promise<boolean> {
    return this.open(hash).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DomainError && error.code === 'evidence.corrupted') return false;
        throw error;
      },
    );
  }

  private keyOf(hash: string): string {
    const key = this.keys?.find(hash);
    if (key === undefined) throw evidenceErrors.error(this.isErased(hash) ? 'evidence.erased' : 'evidence.keyMissing', { hash });
    return key;
  }

  private get writing(): { mode: number; durable: boolean } {
    return { mode: OWNER_ONLY, durable: this.durable };
  }

  private incoming(): string {
    return join(this.folder, 'incoming', randomUUID());
  }

  private path(hash: string, name: string): string {
    return join(this.folder, hash.slice(0, 2), hash, name);
  }
}

function checkName(name: string): void {
  const usable =
    name.length > 0 && name.length <= 200 && !/[/\\\p{Cc}]/u.test(name) && name !== '.' && name !== '..' && name.isWellFormed();
  if (!usable) throw evidenceErrors.error('evidence.badName', { name });
}

function checkHash(hash: string): void {
  if (!HASH.test(hash)) throw evidenceErrors.error('evidence.badHash', { hash });
}
