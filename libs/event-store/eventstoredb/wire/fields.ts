/** Kinds of values in the wire format of Protocol Buffers (protobuf.dev, “Encoding”). Groups are long out of use and not read. */
const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5] as const;

/** Bytes that are not what they should be: cut short, or no message at all. */
export class GarbledMessageError extends Error {
  constructor(at: number) {
    super(`no message of Protocol Buffers at byte ${at}`);
  }
}

/** Where a value of bytes begins, and where it ends. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const NOTHING: Span = { from: 0, to: 0 };

/**
 * The fields of one message in turn, without a copy: `next`, then either a reading of the field's value or `skip`. What is cut short or out of bounds is an error, never
 * a value.
 */
export class Fields {
  /** Number of the field at hand. */
  field = 0;
  #kind = 0;
  #at: number;
  readonly #end: number;

  constructor(
    private readonly bytes: Uint8Array,
    { from, to }: Span = { from: 0, to: bytes.length },
  ) {
    this.#at = from;
    this.#end = to;
  }

  /** Goes to the next field; false at the end of the message. */
  next(): boolean {
    if (this.#at === this.#end) return false;
    const tag = this.#uint32();
    this.field = tag >>> 3;
    this.#kind = tag & 7;
    if (this.field === 0) throw this.#garbled();
    return true;
  }

  /** A text, bytes, or a message within. */
  span(): Span {
    this.#expect(BYTES);
    const length = this.#uint32();
    const from = this.#at;
    this.#skip(length);
    return { from, to: this.#at };
  }

  /** A number of 64 bits, in decimal. */
  uint64(): string {
    this.#expect(VARINT);
    let value = 0;
    // Seven bytes hold 49 bits: as far as that a double is exact, and quicker.
    for (let shift = 1; shift < 2 ** 49; shift *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return String(value);
    }
    let high = BigInt(value);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      high |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      if (high >= 1n << 64n) break;
      return String(high);
    }
    throw this.#garbled();
  }

  skip(): void {
    if (this.#kind === VARINT) this.uint64();
    else if (this.#kind === BYTES) this.#skip(this.#uint32());
    else if (this.#kind === FIXED64) this.#skip(8);
    else if (this.#kind === FIXED32) this.#skip(4);
    else throw this.#garbled();
  }

  #expect(kind: number): void {
    if (this.#kind !== kind) throw this.#garbled();
  }

  /** A tag or a length. */
  #uint32(): number {
    let value = 0;
    for (let shift = 1; shift <= 2 ** 28; shift *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * shift;
      if (byte >= 0x80) continue;
      if (value >= 2 ** 32) break;
      return value;
    }
    throw this.#garbled();
  }

  #byte(): number {
    if (this.#at >= this.#end) throw this.#garbled();
    return this.bytes[this.#at++]!;
  }

  #skip(length: number): void {
    if (length > this.#end - this.#at) throw this.#garbled();
    this.#at += length;
  }

  #garbled(): GarbledMessageError {
    return new GarbledMessageError(this.#at);
  }
}
