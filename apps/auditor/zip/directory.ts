import type { Entry } from 'yauzl';
import { auditorErrors as errors } from '../errors.js';
import type { ZipLimits } from './limits.js';

/** An entry whose name, size and packing were found to be in order. */
export interface ListedEntry {
  readonly path: string;
  readonly bytes: number;
  readonly entry: Entry;
}

/** Names of the format are letters, digits and `._-` between slashes: no drive, no parent folder, no hidden file, nothing that two systems read differently. */
const PATH = /^[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/** The entries' paths, once the whole directory is in order. Folders, which some packers write, say nothing and are left out. */
export function checkDirectory(entries: readonly Entry[], limits: ZipLimits): ReadonlyMap<string, ListedEntry> {
  const listed = new Map<string, ListedEntry>();
  let total = 0;
  for (const entry of entries) {
    const path = nameOf(entry);
    if (path.endsWith('/') && entry.uncompressedSize === 0) continue;
    checkEntry(path, entry, limits);
    if (listed.has(path)) throw errors.error('auditor.zipNameTwice', { path });
    total += entry.uncompressedSize;
    if (total > limits.totalBytes) throw errors.error('auditor.zipTooLarge', { path, bytes: total, limit: limits.totalBytes });
    listed.set(path, { path, bytes: entry.uncompressedSize, entry });
  }
  checkOverlap([...listed.values()]);
  return listed;
}

/** A name as it may be shown: what is not ASCII is never a name of the format. */
function nameOf({ fileNameRaw }: Entry): string {
  return fileNameRaw.toString('latin1');
}

function checkEntry(path: string, entry: Entry, { entryBytes, ratio, freeBytes }: ZipLimits): void {
  if (!PATH.test(path)) throw errors.error('auditor.zipName', { path: printable(path) });
  if (entry.isEncrypted()) throw errors.error('auditor.zipEncrypted', { path });
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw errors.error('auditor.zipMethod', { path, method: entry.compressionMethod });
  }
  const bytes = entry.uncompressedSize;
  if (bytes > entryBytes) throw errors.error('auditor.zipTooLarge', { path, bytes, limit: entryBytes });
  const most = freeBytes + ratio * entry.compressedSize;
  if (bytes > most) throw errors.error('auditor.zipTooLarge', { path, bytes, limit: most });
}

/** Entries that share bytes are how a small file becomes an endless one. */
function checkOverlap(entries: readonly ListedEntry[]): void {
  const byPlace = [...entries].sort((a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const { path, entry } of byPlace) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < end) throw errors.error('auditor.zipOverlaps', { path });
    end = start + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize;
  }
}

/** A hostile name as it may stand in a terminal. */
function printable(name: string): string {
  return name.slice(0, 200).replace(/[^\x20-\x7e]/g, '?');
}
