import fc from 'fast-check';
import { answered, Written } from './answered.js';
import { GarbledMessageError } from './fields.js';
import { shared, streams } from './stubs.js';

const { BatchAppendResp } = streams;
const SEED = { seed: 20240301 };
const CORRELATION = '7d3ad2f4-2b1f-4a53-9a0c-2f6d3c1b7e55';

const uint64 = fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.nat(300).map(BigInt)).map(String);
const success = fc
  .record({
    id: fc.option(fc.uuid(), { nil: undefined }),
    revision: fc.option(uint64),
    commit: uint64,
    prepare: uint64,
    name: fc.uint8Array(),
  })
  .map(({ id, revision, commit, prepare, name }) => {
    const written = new BatchAppendResp.Success().setPosition(
      new shared.AllStreamPosition().setCommitPosition(commit).setPreparePosition(prepare),
    );
    if (revision !== null) written.setCurrentRevision(revision);
    return new BatchAppendResp()
      .setCorrelationId(id === undefined ? undefined : new shared.UUID().setString(id))
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(name))
      .setStreamPosition('3')
      .setSuccess(written);
  });
const encoded = (message: streams.BatchAppendResp): Buffer => Buffer.from(message.serializeBinary());

/** The field that tells a refusal. */
const ERROR = Buffer.from([0x12, 0x02, 0x08, 0x05]);

describe('The answer to an append', () => {
  it('that it was written is read as the generated class reads it', () => {
    fc.assert(
      fc.property(success, (message) => {
        const some = encoded(message);
        const read = BatchAppendResp.deserializeBinary(some);
        const position = read.getSuccess()?.getPosition()?.getCommitPosition() ?? '';
        expect(answered(some)).toEqual(new Written(read.getCorrelationId()?.getString() ?? '', position));
      }),
      { ...SEED, numRuns: 300 },
    );
  });

  it('that says anything else is the generated class’s own', () => {
    const correlated = new BatchAppendResp().setCorrelationId(new shared.UUID().setString(CORRELATION));
    const nowhere = correlated.clone().setSuccess(new BatchAppendResp.Success().setCurrentRevision('3'));
    for (const some of [encoded(correlated), encoded(nowhere), Buffer.concat([encoded(correlated), ERROR])]) {
      expect(answered(some)).toEqual(BatchAppendResp.deserializeBinary(some));
    }
  });

  it('that was refused is never taken for a success, whatever else it says', () => {
    fc.assert(
      fc.property(success, (message) => {
        for (const parts of [
          [encoded(message), ERROR],
          [ERROR, encoded(message)],
        ]) {
          expect(answered(Buffer.concat(parts))).not.toBeInstanceOf(Written);
        }
      }),
      { ...SEED, numRuns: 50 },
    );
  });

  it('that was cut short, anywhere, is never another success', () => {
    fc.assert(
      fc.property(success, fc.nat(), (message, place) => {
        const some = encoded(message);
        const cut = some.subarray(0, place % some.length);
        const read = (() => {
          try {
            return answered(cut);
          } catch (error) {
            return error;
          }
        })();
        if (read instanceof Written) expect(read).toEqual(answered(some));
        else if (!(read instanceof BatchAppendResp)) expect(read).toBeInstanceOf(GarbledMessageError);
      }),
      { ...SEED, numRuns: 300 },
    );
  });
});
