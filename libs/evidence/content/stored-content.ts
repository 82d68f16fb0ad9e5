import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import { exists, ifThere } from '#libs/files';
import { evidenceErrors } from '../errors.js';
import { Digests } from './received.js';
import { type FileKeys, sealedBytes, unsealing } from './sealing.js';

/** A content in clear: without keys, or from before files were encrypted. */
export const CONTENT = 'content';
export const SEALED = 'sealed';

/** What a content was found to be when it was read through. */
export interface Sound {
  readonly size: number;
  readonly sm3: string;
}

/** A content on its way out. */
export interface ContentStream extends Sound {
  readonly content: Readable;
}

/** Files whose soundness is remembered. */
const MOST_REMEMBERED = 10_000;
const PIECE = 256 * 1024;

/** The contents in an evidence folder, read in pieces: first whole, to hold them against their hash, then again for whoever wants them. */
export class StoredContents {
  /** By hash: what was found, of the file as it lay there then. */
  readonly #sound = new LRUCache<string, Sound & { readonly as: string }>({ max: MOST_REMEMBERED });

  constructor(
    private readonly folder: string,
    private readonly keys: FileKeys | undefined,
  ) {}

  path(hash: string, name: string): string {
    return join(this.folder, hash.slice(0, 2), hash, name);
  }

  /** Whether there is a file under a hash, whatever it holds. */
  async has(hash: string): Promise<boolean> {
    return (await exists(this.path(hash, SEALED))) || exists(this.path(hash, CONTENT));
  }

  /**
   * Size and SM3 of a content that is what its hash says. A file that nobody has touched since it was read through is not read again.
   * @throws `evidence.unknown`, `evidence.erased`, `evidence.keyMissing`, `evidence.corrupted`
   */
  async verify(hash: string): Promise<Sound> {
    const file = await this.#open(hash);
    try {
      return await this.#verified(file, hash);
    } finally {
      await file.handle.close();
    }
  }

  /** The whole content, checked. @throws as `verify` */
  async whole(hash: string): Promise<Buffer> {
    const file = await this.#open(hash);
    try {
      const pieces: Buffer[] = [];
      const digests = new Digests();
      for await (const piece of this.#pieces(file, hash)) {
        digests.update(piece);
        pieces.push(piece);
      }
      checked(digests, hash);
      return Buffer.concat(pieces);
    } finally {
      await file.handle.close();
    }
  }

  /** The content in pieces, after it was found sound. Whoever asks must read the stream or destroy it. @throws as `verify` */
  async stream(hash: string): Promise<ContentStream> {
    const file = await this.#open(hash);
    try {
      const { size, sm3 } = await this.#verified(file, hash);
      const content = Readable.from(this.#pieces(file, hash), { objectMode: false });
      content.once('close', () => void file.handle.close());
      return { size, sm3, content };
    } catch (error) {
      await file.handle.close();
      throw error;
    }
  }

  forget(hash: string): void {
    this.#sound.delete(hash);
  }

  /** The file under a hash, held open: what is put in its place meanwhile is another one. */
  async #open(hash: string): Promise<OpenFile> {
    const sealed = await ifThere(open(this.path(hash, SEALED), 'r'));
    const handle = sealed ?? (await ifThere(open(this.path(hash, CONTENT), 'r')));
    if (!handle) throw evidenceErrors.error('evidence.unknown', { hash });
    return { handle, sealed: sealed !== undefined };
  }

  async #verified(file: OpenFile, hash: string): Promise<Sound> {
    const { ino, size: bytes, mtimeNs, ctimeNs } = await file.handle.stat({ bigint: true });
    const as = [ino, bytes, mtimeNs, ctimeNs, file.sealed].join(' ');
    const known = this.#sound.get(hash);
    if (known?.as === as) return known;
    const digests = new Digests();
    for await (const piece of this.#pieces(file, hash)) digests.update(piece);
    const { size, sm3 } = checked(digests, hash);
    this.#sound.set(hash, { size, sm3, as });
    return { size, sm3 };
  }

  async *#pieces({ handle, sealed }: OpenFile, hash: string): AsyncGenerator<Buffer> {
    const { size } = await handle.stat();
    if (!sealed) {
      yield* between(handle, 0, size);
      return;
    }
    const [from, to] = [sealedBytes.head, size - sealedBytes.tail];
    if (to < from) throw evidenceErrors.error('evidence.corrupted', { hash });
    const unseal = unsealing(await part(handle, 0, from), await part(handle, to, size), hash, this.#keyOf(hash));
    if (!unseal) throw evidenceErrors.error('evidence.corrupted', { hash });
    for await (const piece of between(handle, from, to)) yield unseal.update(piece);
    try {
      unseal.final();
    } catch {
      throw evidenceErrors.error('evidence.corrupted', { hash });
    }
  }

  #keyOf(hash: string): string {
    const key = this.keys?.find(hash);
    if (key === undefined) throw evidenceErrors.error(this.keys?.isErased(hash) ? 'evidence.erased' : 'evidence.keyMissing', { hash });
    return key;
  }
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly sealed: boolean;
}

function checked(digests: Digests, hash: string): Sound {
  const { hash: found, ...sound } = digests.end();
  if (found !== hash) throw evidenceErrors.error('evidence.corrupted', { hash });
  return sound;
}

async function* between(handle: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += PIECE) yield part(handle, at, Math.min(at + PIECE, to));
}

/** Bytes of a file; fewer where it has become shorter, which its hash tells. */
async function part(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(to - from), 0, to - from, from);
  return buffer.subarray(0, bytesRead);
}
