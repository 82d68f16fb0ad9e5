import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createDurably, exists, moveDurably, OWNER_ONLY, syncFolder } from '#libs/files';
import { DomainError } from '#libs/kernel';
import { DeliveryRecords } from './content/delivery-records.js';
import { receive, type Received } from './content/received.js';
import type { FileKeys } from './content/sealing.js';
import { CONTENT, type ContentStream, SEALED, type Sound, StoredContents } from './content/stored-content.js';
import { evidenceErrors } from './errors.js';
import { type Delivery, type EvidenceDescription, type EvidencePlace, placeFault } from './evidence.js';
import { ContentLook } from './look/content-look.js';
import { agreedFormat, checkName } from './look/agreed-format.js';
import { mediaTypes } from './look/media-types.js';
import { type Table, TableCache, type TableReader, tablesInThisThread } from './tables/tables.js';

export interface EvidenceFolderOptions {
  /** Largest file, bytes. */
  readonly maxBytes?: number;
  /** Whether a file is forced to the disk before it is acknowledged. Only what can be made again (score sheets) may do without. */
  readonly durable?: boolean;
  /** The files' keys: each file is then encrypted by its own, and can be erased. Without them files lie in clear, which is for what holds no personal data (score sheets). */
  readonly keys?: FileKeys;
  /** Reads the tables of workbooks and CSV files, so that rows of them can be referred to. Default: in this thread; a server has one of their own for it. */
  readonly tables?: TableReader;
}

export interface PutResult {
  /** SHA-256, hex: by it the ledger refers to the file. */
  readonly hash: string;
  /** SM3, hex. */
  readonly sm3: string;
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

type Content = Uint8Array | AsyncIterable<Uint8Array>;

const HASH = /^[0-9a-f]{64}$/;
const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Files by the SHA-256 of their plain content, in a folder: `ab/<hash>/sealed`, and beside it one small file for each delivery (name, type, who, SM3), all encrypted by the
 * file's own key. Everything is written to `incoming/`, synced and renamed, so that a file is there whole or not at all, several nodes may share the folder, and a
 * repetition changes nothing. Nothing is ever changed, and nothing deleted but by `erase`. Content is checked against its hash each time that it is read.
 */
export class EvidenceFolder {
  private readonly contents: StoredContents;
  private readonly records: DeliveryRecords;
  private readonly tables: TableCache;
  private readonly incoming: string;
  private readonly writing: { readonly mode: number; readonly durable: boolean };
  private readonly keys: FileKeys | undefined;
  private readonly maxBytes: number;

  private constructor(
    readonly folder: string,
    { maxBytes = MAX_BYTES, durable = true, keys, tables = tablesInThisThread }: EvidenceFolderOptions,
  ) {
    this.incoming = join(folder, 'incoming');
    this.writing = { mode: OWNER_ONLY, durable };
    this.contents = new StoredContents(folder, keys);
    this.records = new DeliveryRecords(this.contents, keys, this.incoming, this.writing);
    this.tables = new TableCache(tables);
    this.keys = keys;
    this.maxBytes = maxBytes;
  }

  /** Opens the folder, made where it is missing. What interrupted uploads left in `incoming/` is referenced by nothing, opened by no key, and may be deleted. */
  static async open(folder: string, options: EvidenceFolderOptions = {}): Promise<EvidenceFolder> {
    await mkdir(join(folder, 'incoming'), { recursive: true });
    return new EvidenceFolder(folder, options);
  }

  /** Opens a folder that may not be touched, to read what is in it: nothing is made, and `put` fails. */
  static reading(folder: string, options: Pick<EvidenceFolderOptions, 'keys' | 'tables'> = {}): EvidenceFolder {
    return new EvidenceFolder(folder, { ...options, maxBytes: 0 });
  }

  /** Takes a file that the program made or knows, under the type that it is said to have. @throws `evidence.erased`, `evidence.badName`, `evidence.tooLarge`, `evidence.empty` */
  async put(content: Content, delivery: Delivery): Promise<PutResult> {
    checkName(delivery.name);
    return this.take(content, delivery.name, undefined, async () => delivery);
  }

  /**
   * Takes a file that a person delivers. Its type is what its content is, and the extension of its name must say the same. What is refused leaves nothing behind.
   * @throws as `put`, and `evidence.mediaType`, `evidence.wrongType`
   */
  async deliver(content: Content, delivery: Omit<Delivery, 'mediaType'>): Promise<PutResult> {
    checkName(delivery.name);
    const look = new ContentLook();
    return this.take(content, delivery.name, look, async () => {
      const format = agreedFormat(delivery.name, await look.end());
      return { ...delivery, mediaType: mediaTypes[format] };
    });
  }

  /** Refuses a file by the size that it says to have, before it comes. @throws `evidence.tooLarge` */
  checkSize(bytes: number): void {
    if (bytes > this.maxBytes) throw evidenceErrors.error('evidence.tooLarge', { maxBytes: this.maxBytes });
  }

  async has(hash: string): Promise<boolean> {
    return HASH.test(hash) && !this.isErased(hash) && this.contents.has(hash);
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
    this.contents.forget(hash);
    const own = dirname(this.contents.path(hash, SEALED));
    if (!(await exists(own))) return;
    await rm(own, { recursive: true, force: true });
    await syncFolder(dirname(own));
  }

  /** The content, checked, whole in memory. Errors: `evidence.unknown`, `evidence.erased`, `evidence.keyMissing`, `evidence.corrupted`. */
  async open(hash: string): Promise<Buffer> {
    this.checkReadable(hash);
    return this.contents.whole(hash);
  }

  /** The content in pieces, checked before the first one is given. Whoever asks must read the stream or destroy it. Errors as `open`. */
  async stream(hash: string): Promise<ContentStream> {
    this.checkReadable(hash);
    return this.contents.stream(hash);
  }

  /** Size and SM3 of a file that is what its hash says. Errors as `open`. */
  async verify(hash: string): Promise<Sound> {
    this.checkReadable(hash);
    return this.contents.verify(hash);
  }

  /** Who delivered a file and as what, in order of name; its content is not looked at. Errors: `evidence.unknown`, `evidence.erased`, `evidence.keyMissing`, `evidence.corrupted`. */
  async deliveries(hash: string): Promise<readonly Delivery[]> {
    this.checkReadable(hash);
    if (!(await this.contents.has(hash))) throw evidenceErrors.error('evidence.unknown', { hash });
    return this.records.all(hash);
  }

  /** What is known of a file: deliveries in order of name, and its sheets with header and number of rows. Errors as `open`. */
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

  /** One row of data. Errors: as `open`, `evidence.noTable`, `evidence.tableUnreadable`, `evidence.noSuchSheet`, `evidence.noSuchRow`. */
  async row(hash: string, sheet: string, row: number): Promise<EvidenceRow> {
    const { description, tables } = await this.lookInto(hash);
    const place: EvidencePlace = { hash, sheet, row };
    const fault = placeFault(place, new Map([[hash, description]]), 'source');
    if (fault) {
      // Thrown as it is told: its parameters alone have the code of a reason, not its words.
      const { kind } = evidenceErrors.definitions[fault.code as keyof typeof evidenceErrors.definitions];
      throw new DomainError(fault.code, kind, fault.message, fault.remedy, fault.params, fault.where);
    }
    const table = tables.find(({ name }) => name === sheet);
    const [header = [], cells = []] = [table?.rows[0], table?.rows[row - 1]];
    // Empty cells at the end of a row are not kept: whoever shows it beside its header has a cell for each.
    return { ...place, header, cells: [...cells, ...header.slice(cells.length).map(() => '')] };
  }

  private async lookInto(hash: string): Promise<{ readonly description: EvidenceDescription; readonly tables: readonly Table[] }> {
    const { size, sm3 } = await this.verify(hash);
    const deliveries = await this.records.all(hash);
    const { tables, fault } = await this.tables.of(hash, () => this.contents.whole(hash), deliveries);
    const sheets = tables.map(({ name, rows }) => ({ name, header: rows[0] ?? [], rows: rows.length }));
    const unreadable = fault && { unreadable: { code: fault.code, message: fault.message, remedy: fault.remedy } };
    return { description: { hash, sm3, size, deliveries, sheets, ...unreadable }, tables };
  }

  private async take(content: Content, name: string, look: ContentLook | undefined, judge: () => Promise<Delivery>): Promise<PutResult> {
    const incoming = join(this.incoming, randomUUID());
    const { keys, maxBytes } = this;
    const pieces = content instanceof Uint8Array ? [content] : content;
    try {
      const received = await createDurably(incoming, (file) => receive(pieces, file, { name, maxBytes, keys, look }), this.writing);
      const isNew = await this.keep(incoming, received, await judge());
      const { hash, sm3, size } = received;
      return { hash, sm3, size, new: isNew };
    } finally {
      await rm(incoming, { force: true });
    }
  }

  /** The delivery first: content that is there then always has one. A file that was damaged is healed by delivering it again. */
  private async keep(incoming: string, { hash, sm3, fileKey }: Received, delivery: Delivery): Promise<boolean> {
    const isNew = !(await this.contents.has(hash));
    const target = this.contents.path(hash, this.keys ? SEALED : CONTENT);
    await this.records.add(hash, { ...delivery, sm3 }, fileKey);
    if (!(await exists(target)) || !(await this.isIntact(hash))) {
      await moveDurably(incoming, target, this.writing);
      await this.records.dropUnreadable(hash, fileKey);
    }
    if (fileKey !== undefined) await this.records.sealOlder(hash, fileKey);
    return isNew;
  }

  private async isIntact(hash: string): Promise<boolean> {
    return this.contents.verify(hash).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DomainError && error.code === 'evidence.corrupted') return false;
        throw error;
      },
    );
  }

  /** @throws `evidence.badHash`, `evidence.erased` */
  private checkReadable(hash: string): void {
    checkHash(hash);
    if (this.isErased(hash)) throw evidenceErrors.error('evidence.erased', { hash });
  }
}

function checkHash(hash: string): void {
  if (!HASH.test(hash)) throw evidenceErrors.error('evidence.badHash', { hash });
}
