import { COMPOUND, CompoundLook } from './compound-look.js';
import type { FileFormat } from './media-types.js';
import { TextLook } from './text-look.js';
import { ZipLook, ZIPS } from './zip-look.js';

/** What a content is: one of the formats that are taken, or something else in words for people. */
export type ContentKind = { readonly format: FileFormat } | { readonly format?: undefined; readonly words: string };

/** Enough for the signatures of the formats. */
const HEAD = 4100;

/** Finds out what a content is as it goes by: by its first bytes, by the names inside where it is a container, by its characters where it may be a table in text. */
export class ContentLook {
  readonly #head = Buffer.alloc(HEAD);
  #length = 0;
  #look: ZipLook | CompoundLook | TextLook | undefined;

  update(chunk: Uint8Array): void {
    const taken = chunk.subarray(0, HEAD - this.#length);
    this.#head.set(taken, this.#length);
    this.#length += taken.length;
    if (this.#length === HEAD) this.#begin().update(chunk.subarray(taken.length));
  }

  async end(): Promise<ContentKind> {
    const look = this.#begin();
    if (look instanceof ZipLook) return zipKind(look);
    if (look instanceof CompoundLook) return compoundKind(look);
    return (await signedKind(this.#head.subarray(0, this.#length))) ?? textKind(look);
  }

  #begin(): ZipLook | CompoundLook | TextLook {
    if (this.#look) return this.#look;
    const head = this.#head.subarray(0, this.#length);
    const begins = (bytes: Buffer): boolean => head.subarray(0, bytes.length).equals(bytes);
    this.#look = ZIPS.some(begins) ? new ZipLook() : begins(COMPOUND) ? new CompoundLook() : new TextLook();
    this.#look.update(head);
    return this.#look;
  }
}

async function zipKind(look: ZipLook): Promise<ContentKind> {
  try {
    return { format: await look.end() };
  } catch {
    return { words: '目录无法读取、含越出文件夹的文件名或文件过多的压缩包' };
  }
}

function compoundKind({ found }: CompoundLook): ContentKind {
  if (found.has('EncryptedPackage')) return { words: '设有打开密码的文档' };
  return found.has('Workbook') || found.has('Book') ? { format: 'xls' } : { words: '不是工作簿的旧版办公文档' };
}

/** By the signatures that a well-kept library knows; it is loaded when the first file comes. */
async function signedKind(head: Buffer): Promise<ContentKind | undefined> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head);
  if (found?.ext === 'pdf' || found?.ext === 'png' || found?.ext === 'jpg') return { format: found.ext };
  return undefined;
}

function textKind(look: TextLook): ContentKind {
  return look.end() ? { format: 'csv' } : { words: '无法识别的数据' };
}
