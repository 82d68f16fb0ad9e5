import { crc32 } from 'node:zlib';

/** A picture of four colours. */
export interface Picture {
  readonly width: number;
  /** Red, green, blue of each colour. */
  readonly colours: readonly [string, string, string, string];
  /** Row by row, the number of each point's colour. */
  readonly points: readonly Uint8Array[];
  /** What it shows, in words that go with it. */
  readonly title: string;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A picture as PNG (RFC 2083), its points stored and not packed: packers differ from one release to the next, and the same picture must give the same bytes. */
export function writePng({ width, colours, points, title }: Picture): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(points.length, 4);
  // Two bits a point, colours by number.
  head.set([2, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('iTXt', Buffer.from(`Title\0\0\0zh-CN\0\0${title}`, 'utf8')),
    chunk('PLTE', Buffer.from(colours.join(''), 'hex')),
    chunk('IDAT', stored(Buffer.concat(points.map(packedRow)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A row without a filter, four points a byte. */
function packedRow(row: Uint8Array): Buffer {
  const packed = Buffer.alloc(1 + Math.ceil(row.length / 4));
  for (const [x, colour] of row.entries()) packed[1 + (x >> 2)]! |= colour << (6 - 2 * (x & 3));
  return packed;
}

/** A zlib stream (RFC 1950) of one stored block: at most 65,535 bytes. */
function stored(data: Buffer): Buffer {
  const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0]);
  head.writeUInt16LE(data.length, 3);
  head.writeUInt16LE(data.length ^ 0xffff, 5);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(adler32(data));
  return Buffer.concat([head, data, sum]);
}

function adler32(data: Buffer): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}
