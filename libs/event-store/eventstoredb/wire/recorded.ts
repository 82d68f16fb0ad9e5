import { StoreFormatError } from '../../errors.js';
import type { Position, StoredEvent } from '../../port.js';
import { Fields, NOTHING, type Span } from './fields.js';
import { idIn } from './uuid.js';

/**
 * An event as it comes from the database: `event_store.client.streams.ReadResp.ReadEvent.RecordedEvent`. Its bytes are looked through at once, so that garbled ones are
 * an error of the call that brought them; its texts are made when they are asked for, for most events are looked at only to be passed over.
 */
export class Recorded {
  /** The revision in its stream, in decimal. */
  readonly revision: string;
  readonly #id: Span;
  readonly #stream: Span;
  readonly #prepare: string;
  readonly #commit: string;
  readonly #type: Span;
  readonly #metadata: Span;
  readonly #data: Span;

  /** @throws GarbledMessageError */
  constructor(
    private readonly bytes: Buffer,
    place: Span,
  ) {
    let [id, stream, type, metadata, data] = [NOTHING, NOTHING, NOTHING, NOTHING, NOTHING];
    let [revision, prepare, commit] = ['0', '0', '0'];
    for (const fields = new Fields(bytes, place); fields.next();) {
      if (fields.field === 1) id = idIn(bytes, fields.span());
      else if (fields.field === 2) stream = lastOf(bytes, fields.span(), STREAM_NAME);
      else if (fields.field === 3) revision = fields.uint64();
      else if (fields.field === 4) prepare = fields.uint64();
      else if (fields.field === 5) commit = fields.uint64();
      else if (fields.field === 6) type = typeIn(bytes, fields.span()) ?? type;
      else if (fields.field === 7) metadata = fields.span();
      else if (fields.field === 8) data = fields.span();
      else fields.skip();
    }
    this.revision = revision;
    [this.#id, this.#stream, this.#type, this.#metadata, this.#data] = [id, stream, type, metadata, data];
    [this.#prepare, this.#commit] = [prepare, commit];
  }

  get stream(): string {
    return this.#text(this.#stream);
  }

  /** An event's place in the log: its commit position, which is its prepare position too (both differ only in transactions of the old TCP protocol). */
  get position(): Position {
    if (this.#commit !== this.#prepare) {
      throw new StoreFormatError(`${this.stream}@${this.revision} has no single position: this program did not write it`);
    }
    return this.#commit;
  }

  /** Its texts as they were appended, to the byte. */
  stored(): StoredEvent {
    return {
      stream: this.stream,
      revision: Number.parseInt(this.revision, 10),
      position: this.position,
      id: this.#text(this.#id),
      type: this.#text(this.#type),
      data: this.#text(this.#data),
      metadata: this.#text(this.#metadata),
    };
  }

  #text({ from, to }: Span): string {
    return this.bytes.toString('utf8', from, to);
  }
}

/** Fields of `StreamIdentifier` and of the entries of a map. */
const [STREAM_NAME, KEY, VALUE] = [3, 1, 2];
const TYPE = Buffer.from('type');

/** A field of bytes in a message; what is told more than once counts as told last. */
function lastOf(bytes: Buffer, message: Span, wanted: number): Span {
  let last = NOTHING;
  for (const fields = new Fields(bytes, message); fields.next();) {
    if (fields.field === wanted) last = fields.span();
    else fields.skip();
  }
  return last;
}

/** The event's type, if the entry of the database's own metadata holds that. */
function typeIn(bytes: Buffer, entry: Span): Span | undefined {
  const { from, to } = lastOf(bytes, entry, KEY);
  return to - from === TYPE.length && bytes.compare(TYPE, 0, TYPE.length, from, to) === 0 ? lastOf(bytes, entry, VALUE) : undefined;
}
