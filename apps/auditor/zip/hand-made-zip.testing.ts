import { crc32 as crcOf, deflateRawSync } from 'node:zlib';

/** One entry as a zip's writer, or a forger, puts it down: whatever is not given is what an honest writer would write. */
export interface HandMadeEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly flags?: number;
  readonly method?: number;
  /** What the directory says of the size. */
  readonly saysBytes?: number;
  /** Where the directory says that the entry stands. */
  readonly saysOffset?: number;
}

/** A zip file byte by byte, so that a spec can make one that no library would write. */
export function handMadeZip(entries: readonly HandMadeEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, flags = 0, method = 8, saysBytes = bytes.byteLength, saysOffset = offset } of entries) {
    const packed = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
    const title = Buffer.from(name, 'latin1');
    const about = Buffer.alloc(22);
    [flags, method, 0, 0x21].forEach((value, at) => about.writeUInt16LE(value, 2 * at));
    about.writeUInt32LE(crc(bytes), 8);
    about.writeUInt32LE(packed.byteLength, 12);
    about.writeUInt32LE(saysBytes, 16);
    about.writeUInt16LE(title.byteLength, 20);
    const local = Buffer.concat([Buffer.from('504b03041400', 'hex'), about, Buffer.alloc(2), title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(saysOffset, 10);
    parts.push(local);
    directory.push(Buffer.concat([Buffer.from('504b010214001400', 'hex'), about, Buffer.alloc(2), tail, title]));
    offset += local.byteLength;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

// crc32 is in node:zlib from Node 20.15 on; its types came later.
const crc = crcOf as unknown as (bytes: Uint8Array) => number;
