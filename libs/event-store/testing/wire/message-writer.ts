const BYTES = 2;

/** Writes a message of Protocol Buffers from its end to its beginning: so the length of each message within is known when it is to be written. */
export class MessageWriter {
  private at: number;

  /** @param room at least as long as the message will be */
  constructor(private readonly room: Buffer) {
    this.at = room.length;
  }

  /** How much has been written: handed to `message` later, it says where the message within ends. */
  get length(): number {
    return this.room.length - this.at;
  }

  /** What has been written, as long as nobody else writes to the room. */
  get written(): Buffer {
    return this.room.subarray(this.at);
  }

  /** Closes, at its beginning, a message that was begun when so much had been written. */
  message(field: number, since: number): void {
    this.varint(this.length - since);
    this.varint(field * 8 + BYTES);
  }

  bytes(field: number, value: Uint8Array): void {
    this.at -= value.length;
    this.room.set(value, this.at);
    this.varint(value.length);
    this.varint(field * 8 + BYTES);
  }

  text(field: number, value: string): void {
    const length = Buffer.byteLength(value);
    this.at -= length;
    this.room.write(value, this.at, 'utf8');
    this.varint(length);
    this.varint(field * 8 + BYTES);
  }

  uint64(field: number, value: number | bigint): void {
    if (typeof value === 'bigint' && value > Number.MAX_SAFE_INTEGER) this.long(value);
    else this.varint(Number(value));
    this.varint(field * 8);
  }

  private varint(value: number): void {
    let size = 1;
    for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
    this.at -= size;
    let rest = value;
    for (let n = this.at; n < this.at + size - 1; n++) {
      this.room[n] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.room[this.at + size - 1] = rest;
  }

  private long(value: bigint): void {
    const digits: number[] = [];
    for (let rest = value; rest > 0n; rest >>= 7n) digits.push(Number(rest & 0x7fn));
    this.at -= digits.length;
    digits.forEach((digit, n) => (this.room[this.at + n] = n === digits.length - 1 ? digit : digit + 128));
  }
}
