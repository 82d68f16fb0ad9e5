import { transparencyErrors } from '../errors.js';
import { TILE_WIDTH } from './tile-nodes.js';

const LENGTH_BYTES = 2;
const MAX_ENTRY_BYTES = 0xffff;

/** An entry bundle (C2SP tlog-tiles): leaf data, each behind its length as two bytes, the larger first. @throws `transparency.entryTooLong` */
export function formatEntries(entries: readonly Uint8Array[]): Uint8Array {
  const parts = entries.flatMap((entry) => {
    if (entry.byteLength > MAX_ENTRY_BYTES) throw transparencyErrors.error('transparency.entryTooLong', { bytes: entry.byteLength });
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt16BE(entry.byteLength);
    return [length, entry];
  });
  return Buffer.concat(parts);
}

/** The entries of a bundle, of which there are exactly `width`. They are the log's word: compare their leaf hashes with the tree. @throws `transparency.entriesMalformed` */
export function parseEntries(bytes: Uint8Array, width: number): Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < buffer.byteLength && entries.length < TILE_WIDTH) {
    const start = at + LENGTH_BYTES;
    const end = start <= buffer.byteLength ? start + buffer.readUInt16BE(at) : Infinity;
    if (end > buffer.byteLength) throw transparencyErrors.error('transparency.entriesMalformed');
    entries.push(buffer.subarray(start, end));
    at = end;
  }
  if (at !== buffer.byteLength || entries.length !== width) throw transparencyErrors.error('transparency.entriesMalformed');
  return entries;
}
