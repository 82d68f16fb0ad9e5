import fc from 'fast-check';
import type { LogRecord } from '../log/record.js';
import { eventResponse } from './event-response.js';
import { streamIdentifier, uuidMessage } from './ids.js';
import { streams } from './stubs.js';

/** What the client package's own generated class writes. */
function generated(record: LogRecord): Buffer {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidMessage(record.id))
    .setStreamIdentifier(streamIdentifier(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  event
    .getMetadataMap()
    .set('type', record.type)
    .set('created', String(record.created))
    .set('content-type', record.isJson ? 'application/json' : 'application/octet-stream');
  const read = new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(record.position));
  return Buffer.from(new streams.ReadResp().setEvent(read).serializeBinary());
}

const text = fc.string({ unit: 'binary' }).filter((some) => some.isWellFormed());
const bytes = fc.oneof(fc.uint8Array(), fc.uint8Array({ minLength: 120, maxLength: 140 }));
const record: fc.Arbitrary<LogRecord> = fc.record({
  id: fc.uuid(),
  stream: text,
  type: text,
  isJson: fc.boolean(),
  data: bytes,
  metadata: bytes,
  revision: fc.oneof(fc.bigInt(0n, 300n), fc.bigInt(0n, 2n ** 63n - 1n)),
  position: fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1), fc.maxSafeNat()),
  created: fc.bigInt(0n, 2n ** 60n),
});

describe('An event that the loopback server sends', () => {
  it('is to the byte what the generated class writes', () => {
    fc.assert(
      fc.property(record, (some) => {
        expect(eventResponse(some).equals(generated(some))).toBe(true);
      }),
      { seed: 20240301, numRuns: 500 },
    );
  });

  it('however large it is', () => {
    for (const length of [1, 127, 128, 16_383, 16_384, 1_048_576]) {
      const [some] = fc.sample(record, { seed: length, numRuns: 1 });
      const large = { ...some!, data: new Uint8Array(length).fill(7) };
      expect(eventResponse(large).equals(generated(large))).toBe(true);
    }
  });
});
