import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { evidenceErrors } from '../errors.js';
import { ContentSeal, type FileKeys } from './sealing.js';

/** What is known of a content once its last byte has come. */
export interface Received {
  /** SHA-256, hex: the file's name in the ledger. */
  readonly hash: string;
  /** SM3 (GB/T 32905-2016), hex, for whoever must name files by it. */
  readonly sm3: string;
  /** Bytes. */
  readonly size: number;
  /** The key that its deliveries are sealed with; absent where files lie in clear. */
  readonly fileKey?: string;
}

export interface ReceiveOptions {
  /** For the refusal of an empty file. */
  readonly name: string;
  readonly maxBytes: number;
  readonly keys?: FileKeys | undefined;
  /** Is shown every piece before it is written. */
  readonly look?: { update(chunk: Uint8Array): void } | undefined;
}

/**
 * Writes a content as it comes, encrypted where there are keys: nothing lies on the disk in clear meanwhile, and only a piece at a time in memory.
 * @throws `evidence.tooLarge`, `evidence.empty`, `evidence.erased`
 */
export async function receive(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  file: FileHandle,
  { name, maxBytes, keys, look }: ReceiveOptions,
): Promise<Received> {
  const digests = new Digests();
  const seal = keys && new ContentSeal();
  if (seal) await file.appendFile(seal.head);
  for await (const chunk of chunks) {
    if (digests.size + chunk.length > maxBytes) throw evidenceErrors.error('evidence.tooLarge', { maxBytes });
    digests.update(chunk);
    look?.update(chunk);
    await file.appendFile(seal ? seal.update(chunk) : chunk);
  }
  if (digests.size === 0) throw evidenceErrors.error('evidence.empty', { name });
  const found = digests.end();
  if (!seal) return found;
  const fileKey = keys.obtain(found.hash);
  if (fileKey === undefined) throw evidenceErrors.error('evidence.erased', { hash: found.hash });
  await file.appendFile(seal.tail(found.hash, fileKey));
  return { ...found, fileKey };
}

/** Both hashes and the size of a content that goes by in pieces. */
export class Digests {
  readonly #sha256 = createHash('sha256');
  readonly #sm3 = createHash('sm3');
  size = 0;

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#sm3.update(chunk);
    this.size += chunk.length;
  }

  end(): { readonly hash: string; readonly sm3: string; readonly size: number } {
    return { hash: this.#sha256.digest('hex'), sm3: this.#sm3.digest('hex'), size: this.size };
  }
}
