import { inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl';
import { workbookErrors } from '../errors.js';
import type { WorkbookLimits } from '../limits.js';

/** One file of a zip. */
export interface ZipPart {
  readonly name: string;
  /** As the directory says, and `unpack` holds it to that. */
  readonly size: number;
  /** @throws DomainError `workbook.zipBomb` where it is larger than the directory says, `workbook.damaged` */
  unpack(): Buffer;
}

const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a zip by its directory; nothing is unpacked yet.
 * @throws DomainError `workbook.damaged`, `workbook.encrypted`, `workbook.unsafeName`, `workbook.zipBomb`
 */
export async function openZip(content: Buffer, name: string, limits: WorkbookLimits): Promise<readonly ZipPart[]> {
  const zip = await open(content, name);
  if (zip.entryCount > limits.maxEntries) throw bomb(name, `压缩包内有 ${zip.entryCount} 个文件，超过 ${limits.maxEntries} 个`);
  const parts: ZipPart[] = [];
  const seen = new Set<string>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const path = nameOf(entry, name);
      total += entry.uncompressedSize;
      if (total > limits.maxUnpackedBytes) throw bomb(name, `解压后超过 ${limits.maxUnpackedBytes} 字节`);
      if (entry.isEncrypted()) throw workbookErrors.error('workbook.encrypted', { name });
      if (path.endsWith('/')) continue;
      if (seen.has(path.toLowerCase())) throw damaged(name, `内部文件「${path}」重复`);
      seen.add(path.toLowerCase());
      parts.push(await partOf(zip, entry, path, content, name));
    }
  } catch (error) {
    throw named(error, name);
  }
  return parts;
}

async function open(content: Buffer, name: string): Promise<ZipFile> {
  try {
    // Names are looked at here: what yauzl would say of them is no code.
    return await fromBufferPromise(content, { decodeStrings: false, validateEntrySizes: true });
  } catch {
    throw damaged(name, '压缩包目录不完整');
  }
}

function nameOf(entry: Entry, name: string): string {
  const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  if (validateFileName(path) !== null || path.includes('\0')) throw workbookErrors.error('workbook.unsafeName', { name, entry: path });
  return path;
}

async function partOf(zip: ZipFile, entry: Entry, path: string, content: Buffer, name: string): Promise<ZipPart> {
  const { compressionMethod: method, compressedSize, uncompressedSize: size } = entry;
  if (method !== STORED && method !== DEFLATED) throw damaged(name, `内部文件「${path}」的压缩方法不受支持`);
  const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = content.subarray(start, start + compressedSize);
  if (packed.length !== compressedSize) throw damaged(name, `内部文件「${path}」不完整`);
  return { name: path, size, unpack: () => unpacked(packed, method, size, path, name) };
}

/** The directory can lie about sizes: more than it says is never unpacked. */
function unpacked(packed: Buffer, method: number, size: number, path: string, name: string): Buffer {
  if (method === STORED) {
    if (packed.length !== size) throw damaged(name, `内部文件「${path}」的大小与目录不符`);
    return packed;
  }
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
    if (content.length !== size) throw damaged(name, `内部文件「${path}」的大小与目录不符`);
    return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw bomb(name, `内部文件「${path}」解压后比目录所载的 ${size} 字节更大`);
    throw named(error, name);
  }
}

function bomb(name: string, reason: string): Error {
  return workbookErrors.error('workbook.zipBomb', { name, reason });
}

function damaged(name: string, reason: string): Error {
  return workbookErrors.error('workbook.damaged', { name, reason });
}

/** What the libraries throw has no code: the zip is damaged. */
function named(error: unknown, name: string): unknown {
  return (error as Error).name === 'DomainError' ? error : damaged(name, '压缩数据无法还原');
}
