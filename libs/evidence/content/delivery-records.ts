import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createDurably, exists, ifThere, moveDurably, type WritingOptions } from '#libs/files';
import { canonicalJson, sha256 } from '#libs/kernel';
import { evidenceErrors } from '../errors.js';
import type { Delivery } from '../evidence.js';
import { type FileKeys, nameOfText, openText, sealText } from './sealing.js';
import { CONTENT, type StoredContents } from './stored-content.js';

/** What is written down of one delivery: who, under which name, and what the file is called by those who count in SM3. */
type DeliveryRecord = Delivery & { readonly sm3?: string };

/**
 * Small files beside a content, one for each delivery, sealed by the content's key where there is one. Each is named by what it says: concurrent deliveries never overwrite
 * each other, and a repetition changes nothing.
 */
export class DeliveryRecords {
  constructor(
    private readonly contents: StoredContents,
    private readonly keys: FileKeys | undefined,
    private readonly incoming: string,
    private readonly writing: WritingOptions,
  ) {}

  async add(hash: string, record: DeliveryRecord, fileKey: string | undefined): Promise<void> {
    const text = canonicalJson({ ...record });
    const name = fileKey === undefined ? `delivery-${sha256(text).slice(0, 16)}.json` : `delivery-${nameOfText(text, fileKey)}.sealed`;
    const target = this.contents.path(hash, name);
    if (await exists(target)) return;
    const incoming = join(this.incoming, randomUUID());
    try {
      await createDurably(incoming, (file) => file.writeFile(fileKey === undefined ? text : sealText(text, fileKey)), this.writing);
      await moveDurably(incoming, target, this.writing);
    } finally {
      await rm(incoming, { force: true });
    }
  }

  /** All deliveries of a content, in order. @throws `evidence.keyMissing`, `evidence.corrupted` */
  async all(hash: string): Promise<Delivery[]> {
    const records = await Promise.all((await this.#names(hash)).map(async (name) => this.#read(hash, name)));
    const texts = new Set(records.map(({ sm3: _sm3, ...delivery }) => canonicalJson({ ...delivery })));
    return [...texts].sort().map((text) => JSON.parse(text) as Delivery);
  }

  /** What was sealed by a key that is lost tells nobody anything any more; the content itself has come again. */
  async dropUnreadable(hash: string, fileKey: string | undefined): Promise<void> {
    if (fileKey === undefined) return;
    for (const name of (await this.#names(hash)).filter((one) => one.endsWith('.sealed'))) {
      const path = this.contents.path(hash, name);
      if (openText(await readFile(path), fileKey) === undefined) await rm(path, { force: true });
    }
  }

  /** What still lies in clear, from before files were encrypted, goes once the encrypted content is there. */
  async sealOlder(hash: string, fileKey: string): Promise<void> {
    if (!(await exists(this.contents.path(hash, CONTENT)))) return;
    for (const name of (await this.#names(hash)).filter((one) => one.endsWith('.json'))) {
      await this.add(hash, await this.#read(hash, name), fileKey);
      await rm(this.contents.path(hash, name), { force: true });
    }
    await rm(this.contents.path(hash, CONTENT), { force: true });
  }

  async #names(hash: string): Promise<string[]> {
    const names = (await ifThere(readdir(dirname(this.contents.path(hash, CONTENT))))) ?? [];
    return names.filter((name) => name.startsWith('delivery-'));
  }

  async #read(hash: string, name: string): Promise<DeliveryRecord> {
    const bytes = await readFile(this.contents.path(hash, name));
    if (!name.endsWith('.sealed')) return JSON.parse(bytes.toString('utf8')) as DeliveryRecord;
    const key = this.keys?.find(hash);
    if (key === undefined) throw evidenceErrors.error('evidence.keyMissing', { hash });
    const text = openText(bytes, key);
    if (text === undefined) throw evidenceErrors.error('evidence.corrupted', { hash });
    return JSON.parse(text) as DeliveryRecord;
  }
}
