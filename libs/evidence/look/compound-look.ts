/** A directory entry of a compound file: 128 bytes, aligned to 128 ([MS-CFB] 2.6.1). */
const ENTRY = 128;
const NAME_BYTES = 64;
const TYPE_AT = 66;
const STREAM = 2;

const sought = ['Workbook', 'Book', 'EncryptedPackage'] as const;
export type CompoundStream = (typeof sought)[number];

/** First bytes of a compound file ([MS-CFB] 2.2). */
export const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** The streams of a compound file that tell what it is, found as it goes by: `Workbook` (Excel 97 and later), `Book` (5 and 95), `EncryptedPackage` (a locked .xlsx). */
export class CompoundLook {
  readonly found = new Set<CompoundStream>();
  #rest: Buffer = Buffer.alloc(0);

  update(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (; at + ENTRY <= bytes.length; at += ENTRY) this.#entry(bytes, at);
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  #entry(bytes: Buffer, at: number): void {
    if (bytes[at + TYPE_AT] !== STREAM) return;
    const length = bytes.readUInt16LE(at + NAME_BYTES);
    if (length < 2 || length > NAME_BYTES) return;
    const name = bytes.toString('utf16le', at, at + length - 2);
    for (const one of sought) if (one === name) this.found.add(one);
  }
}
