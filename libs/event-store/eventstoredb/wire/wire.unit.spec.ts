import fc from 'fast-check';
import { canonicalJson } from '#libs/kernel';
import { StoreFormatError } from '../../errors.js';
import type { EventToAppend } from '../../port.js';
import { received } from './received.js';
import { Recorded } from './recorded.js';
import { append, readAll, readStream, subscribeToNew } from './requests.js';
import { shared, streams } from './stubs.js';

const ID = '0d1c7a52-95a8-5a86-b0b6-5be6c4f2c1de';
const CORRELATION = '7d3ad2f4-2b1f-4a53-9a0c-2f6d3c1b7e55';
const event = (changes: Partial<EventToAppend> = {}): EventToAppend => ({
  id: ID,
  type: 'ParkAmended',
  data: '{}',
  metadata: '{}',
  ...changes,
});

/** A proposed event over the wire and back, as the server records it. */
function recorded(stream: string, proposal: EventToAppend, revision = 3, commit = '4711', prepare = commit): Recorded {
  const bytes = append(CORRELATION, stream, 'noStream', [proposal]).serializeBinary();
  const request = streams.BatchAppendReq.deserializeBinary(bytes);
  const [message] = request.getProposedMessagesList();
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(message!.getId())
    .setStreamIdentifier(request.getOptions()!.getStreamIdentifier())
    .setStreamRevision(String(revision))
    .setCommitPosition(commit)
    .setPreparePosition(prepare)
    .setData(message!.getData_asU8())
    .setCustomMetadata(message!.getCustomMetadata_asU8());
  for (const [key, value] of message!.getMetadataMap().toArray()) event.getMetadataMap().set(key, value);
  const response = new streams.ReadResp().setEvent(new streams.ReadResp.ReadEvent().setEvent(event));
  const answer = received(Buffer.from(response.serializeBinary()));
  if (!(answer instanceof Recorded)) throw new Error('no event');
  return answer;
}

/** Any text that UTF-8 can keep. */
const text = fc.string({ unit: 'binary' }).filter((some) => some.isWellFormed());

describe('An event on its way into the database and out again', () => {
  it('is the same to the byte: any JSON value, canonical or not', () => {
    const scalar = fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
    const canonical = fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.oneof(scalar, fc.array(scalar))).map((value) => canonicalJson(value));
    const json = fc.oneof(
      canonical,
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify(value, null, 2)),
    );
    fc.assert(
      fc.property(json, json, (data, metadata) => {
        expect(recorded('park-1', event({ data, metadata })).stored()).toEqual({
          ...event({ data, metadata }),
          stream: 'park-1',
          revision: 3,
          position: '4711',
        });
      }),
      { seed: 20240301, numRuns: 500 },
    );
  });

  it('is the same to the byte: any text, type and stream', () => {
    const name = text.filter((some) => some !== '');
    fc.assert(
      fc.property(name, name, text, text, fc.uuid(), (stream, type, data, metadata, id) => {
        const proposal = { id, type, data, metadata };
        expect(recorded(stream, proposal).stored()).toEqual({ ...proposal, stream, revision: 3, position: '4711' });
      }),
      { seed: 20240301, numRuns: 500 },
    );
  });

  it('is the same to the byte where it is large: no size meets an edge of the encoder', () => {
    for (const length of [1, 127, 128, 16_383, 16_384, 65_536, 900 * 1024]) {
      const data = `{"t":"${'园'.repeat(Math.floor(length / 3))}${'x'.repeat(length % 3)}"}`;
      expect(recorded('park-1', event({ data })).stored().data === data).toBe(true);
    }
  });

  it.each([
    ['half a character in the data', { data: '{"name":"\ud83d"}' }],
    ['half a character in the metadata', { metadata: '{"name":"\udc00"}' }],
    ['half a character in the type', { type: 'Park\ud83d' }],
    ['no type', { type: '' }],
    ['an id that is none', { id: 'park-1@0' }],
    ['an id that the database would give back otherwise', { id: ID.toUpperCase() }],
    ['an id that the database takes for none', { id: '00000000-0000-0000-0000-000000000000' }],
  ] as const)('is refused before it is sent, as a programming error: %s', (_, changes) => {
    expect(() => append(CORRELATION, 'park-1', 'noStream', [event(), event(changes)])).toThrow(TypeError);
  });

  it.each(['', '\ud83dpark'])('is refused for a stream without a name: “%s”', (stream) => {
    expect(() => append(CORRELATION, stream, 'noStream', [event()])).toThrow(TypeError);
  });

  it('has one position: one that a transaction of the old protocol gave has two, and this program did not write it', () => {
    expect(recorded('park-1', event(), 0, '9007199254740993').position).toBe('9007199254740993');
    expect(() => recorded('park-1', event(), 0, '12', '11').position).toThrow(StoreFormatError);
    expect(() => recorded('park-1', event(), 0, '12', '11').stored()).toThrow(/park-1@0/);
  });
});

describe('What is asked of the database', () => {
  it('an append names its revision exactly; there is no “any”', () => {
    const optionsAt = (expected: number | 'noStream') => append(CORRELATION, 'park-1', expected, [event()]).getOptions()!;
    expect(optionsAt('noStream').hasNoStream()).toBe(true);
    expect(optionsAt(0).getStreamPosition()).toBe('0');
    expect(optionsAt(2 ** 53 - 1).getStreamPosition()).toBe('9007199254740991');
    for (const expected of ['noStream', 0, 7] as const) {
      expect([optionsAt(expected).hasAny(), optionsAt(expected).hasStreamExists()]).toEqual([false, false]);
    }
  });

  it('a read of a stream has it told where the stream ends, and resolves no links', () => {
    const options = readStream('park-1', 'backwards', 5, 10).getOptions()!;
    expect(options.getControlOption()?.getCompatibility()).toBe(1);
    expect([options.getStream()?.getRevision(), options.getCount(), options.getReadDirection(), options.getResolveLinks()]).toEqual([
      '5',
      '10',
      1,
      false,
    ]);
    expect(readStream('park-1', 'forwards', undefined, 1).getOptions()!.getStream()?.hasStart()).toBe(true);
    expect(readStream('park-1', 'backwards', undefined, 1).getOptions()!.getStream()?.hasEnd()).toBe(true);
  });

  it('a position goes to the database as it came from it', () => {
    const place = readAll('forwards', '9007199254740993', 1).getOptions()!.getAll()!.getPosition()!;
    expect([place.getCommitPosition(), place.getPreparePosition()]).toEqual(['9007199254740993', '9007199254740993']);
  });

  it('who listens to the live end hears the streams of the log only', () => {
    const options = subscribeToNew().getOptions()!;
    const pattern = new RegExp(options.getFilter()!.getStreamIdentifier()!.getRegex(), 'u');
    expect(options.getAll()?.hasEnd()).toBe(true);
    expect(['park-1', 'checkpoint-report', 'checkpoints', 'a$', ' $'].every((stream) => pattern.test(stream))).toBe(true);
    expect(['checkpoint', '$settings', '$$park-1', '$stats-127.0.0.1:2113', '$'].some((stream) => pattern.test(stream))).toBe(false);
  });

  it('ids are told as text', () => {
    expect(append(CORRELATION, 'park-1', 0, [event()]).getCorrelationId()).toEqual(new shared.UUID().setString(CORRELATION));
  });
});
