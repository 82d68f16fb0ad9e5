import fc from 'fast-check';
import { StoreFormatError } from '../../errors.js';
import type { StoredEvent } from '../../port.js';
import { GarbledMessageError } from './fields.js';
import { eventsOf, received } from './received.js';
import { Recorded } from './recorded.js';
import { shared, streams } from './stubs.js';

const { ReadResp } = streams;
const SEED = { seed: 20240301 };

/** Any text that UTF-8 can keep. */
const text = fc.string({ unit: 'binary' }).filter((some) => some.isWellFormed());
const bytes = fc.oneof(
  fc.uint8Array(),
  text.map((some) => new TextEncoder().encode(some)),
  fc.uint8Array({ minLength: 126, maxLength: 130 }),
);
const uint64 = fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, 2n ** 50n), fc.nat(300).map(BigInt)).map(String);
const id = fc.oneof(
  text.map((some) => new shared.UUID().setString(some)),
  fc.constant(new shared.UUID().setStructured(new shared.UUID.Structured().setLeastSignificantBits('7'))),
  fc.constant(undefined),
);
const metadata = fc.array(fc.tuple(fc.oneof(fc.constant('type'), fc.constant('created'), text), text));

const recordedEvent = fc
  .record({
    id,
    stream: fc.option(bytes),
    revision: uint64,
    commit: uint64,
    isOne: fc.boolean(),
    prepare: uint64,
    metadata,
    own: bytes,
    data: bytes,
  })
  .map((some) => {
    const event = new ReadResp.ReadEvent.RecordedEvent()
      .setId(some.id)
      .setStreamIdentifier(some.stream ? new shared.StreamIdentifier().setStreamName(some.stream) : undefined)
      .setStreamRevision(some.revision)
      .setCommitPosition(some.commit)
      .setPreparePosition(some.isOne ? some.commit : some.prepare)
      .setCustomMetadata(some.own)
      .setData(some.data);
    for (const [key, value] of some.metadata) event.getMetadataMap().set(key, value);
    return event;
  });
const link = fc.option(recordedEvent, { nil: undefined });
const eventMessage = fc.record({ event: recordedEvent, link, position: fc.option(uint64) }).map(({ event, link, position }) => {
  const read = new ReadResp.ReadEvent().setEvent(event).setLink(link);
  if (position === null) read.setNoPosition(new shared.Empty());
  else read.setCommitPosition(position);
  return new ReadResp().setEvent(read);
});

const encoded = (message: streams.ReadResp): Buffer => Buffer.from(message.serializeBinary());

type Read = Omit<StoredEvent, 'position'> & { readonly position: string | undefined };

/** What the generated class reads out of the same bytes; no position where there are two. */
function generated(some: Buffer): Read | undefined {
  const event = ReadResp.deserializeBinary(some).getEvent()?.getEvent();
  if (!event) return undefined;
  const utf8 = (value: Uint8Array | undefined): string => Buffer.from(value ?? []).toString('utf8');
  return {
    stream: utf8(event.getStreamIdentifier()?.getStreamName_asU8()),
    revision: Number.parseInt(event.getStreamRevision(), 10),
    position: event.getCommitPosition() === event.getPreparePosition() ? event.getCommitPosition() : undefined,
    id: event.getId()?.getString() ?? '',
    type: event.getMetadataMap().get('type') ?? '',
    data: utf8(event.getData_asU8()),
    metadata: utf8(event.getCustomMetadata_asU8()),
  };
}

function expectSame(some: Buffer): void {
  const message = received(some);
  const wanted = generated(some);
  if (wanted === undefined) expect(message).not.toBeInstanceOf(Recorded);
  else if (wanted.position !== undefined) expect(eventsOf([message])[0]?.stored()).toEqual(wanted);
  else expect(() => eventsOf([message])[0]?.stored()).toThrow(StoreFormatError);
}

/** A field that nobody knows, as a newer server may send. */
const unknownField = fc
  .tuple(fc.integer({ min: 10, max: 2 ** 29 - 1 }), fc.constantFrom(0, 1, 2, 5), fc.uint8Array({ minLength: 8, maxLength: 8 }))
  .map(([field, kind, some]) => {
    const value = { 0: [0xff, 0x01], 1: [...some], 2: [some.length, ...some], 5: [...some.slice(0, 4)] }[kind];
    return Buffer.from([...varint(field * 8 + kind), ...value!]);
  });

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

describe('A message that the database sends', () => {
  it('is read as the generated class reads it: any event', () => {
    fc.assert(
      fc.property(eventMessage, (message) => {
        expectSame(encoded(message));
      }),
      { ...SEED, numRuns: 500 },
    );
  });

  it('also with fields that nobody knows, before and behind', () => {
    fc.assert(
      fc.property(eventMessage, unknownField, unknownField, (message, before, behind) => {
        const some = Buffer.concat([before, encoded(message), behind]);
        expect(received(some)).toBeInstanceOf(Recorded);
        expectSame(some);
      }),
      { ...SEED, numRuns: 200 },
    );
  });

  it('and where contents that exclude each other come in one: the last counts', () => {
    const others = [
      new ReadResp().setLastStreamPosition('7'),
      new ReadResp().setCaughtUp(new ReadResp.CaughtUp()),
      new ReadResp().setEvent(new ReadResp.ReadEvent().setCommitPosition('5')),
    ];
    fc.assert(
      fc.property(eventMessage, eventMessage, fc.constantFrom(...others), (one, two, other) => {
        for (const parts of [[one, two], [one, other], [other, one], [other]]) {
          expectSame(Buffer.concat(parts.map(encoded)));
        }
      }),
      { ...SEED, numRuns: 100 },
    );
  });

  it('that is no event is the generated class’s own', () => {
    const confirmation = new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId('some'));
    for (const message of [confirmation, new ReadResp().setLastStreamPosition('18446744073709551615'), new ReadResp()]) {
      expect(received(encoded(message))).toEqual(ReadResp.deserializeBinary(message.serializeBinary()));
    }
    expect(eventsOf([received(encoded(confirmation))])).toEqual([]);
  });

  it('and was cut short, anywhere, is an error, never another event', () => {
    fc.assert(
      fc.property(eventMessage, fc.nat(), (message, place) => {
        const some = encoded(message);
        expect(() => received(some.subarray(0, 1 + (place % (some.length - 1))))).toThrow(GarbledMessageError);
      }),
      { ...SEED, numRuns: 300 },
    );
  });

  it('and was garbled is an error or a message: it is read to its end and no further', () => {
    fc.assert(
      fc.property(eventMessage, fc.nat(), fc.integer({ min: 0, max: 255 }), (message, place, byte) => {
        const some = encoded(message);
        some[place % some.length] = byte;
        const outcome = (() => {
          try {
            return received(some);
          } catch (error) {
            return error;
          }
        })();
        expect(outcome).toBeDefined();
      }),
      { ...SEED, numRuns: 1_000 },
    );
  });

  it.each([
    ['a length beyond the end', [0x0a, 0x05, 0x0a]],
    ['a number that does not end', [0x0a, 0x0c, 0x0a, 0x0a, 0x18, ...Array<number>(8).fill(0xff)]],
    ['a number of more than 64 bits', [0x0a, 0x0d, 0x0a, 0x0b, 0x18, ...Array<number>(9).fill(0xff), 0x7f]],
    ['a tag of more than 32 bits', [0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['a field without a number', [0x02, 0x00]],
    ['a text where a number should be', [0x0a, 0x04, 0x0a, 0x02, 0x1a, 0x00]],
    ['a group', [0x0b, 0x0c]],
  ])('and holds %s is an error', (_, some) => {
    expect(() => received(Buffer.from(some))).toThrow(/no message of Protocol Buffers at byte \d+/);
  });
});
