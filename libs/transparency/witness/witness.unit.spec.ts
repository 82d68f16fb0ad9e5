import fc from 'fast-check';
import {
  type AddCheckpoint,
  cosignedAt,
  cosigner,
  decideAddCheckpoint,
  emptyRoot,
  formatAddCheckpoint,
  formatCheckpoint,
  formatCosignatures,
  formatHeldSize,
  formatNote,
  parseAddCheckpoint,
  parseCosignatures,
  parseHeldSize,
  signatureOf,
  signCheckpoint,
  signNote,
  SIZE_CONTENT_TYPE,
  verifyNote,
  withCosignatures,
  type WitnessState,
} from '../index.js';
import { flipped, keyOf, leafData, refusal, signerOf, treeOf } from '../testing/index.js';

const origin = 'park.example/luan';
const log = signerOf(origin);
const tree = treeOf(leafData(40));
const time = 1_700_000_000n;
const witness = cosigner('witness.example/w1', keyOf('w1'), time);
const headOf = (size: bigint) => ({ origin, size, root: tree.root(size), extensions: [] });
const noteOf = (size: bigint): string => signCheckpoint(undefined, headOf(size), [], log);

describe('a cosignature', () => {
  const note = signNote(formatCheckpoint(headOf(7n)), [witness]);

  it('signs the checkpoint and the time, as the specification spells them', () => {
    const { verified } = verifyNote(note, [witness.verifier]);
    expect(cosignedAt(verified[0]!)).toBe(time);
    const message = `cosignature/v1\ntime 1700000000\n${formatCheckpoint(headOf(7n))}`;
    expect(Buffer.from(verified[0]!.signature).subarray(8)).toEqual(Buffer.from(keyOf('w1').sign(Buffer.from(message))));
  });

  it('has an id of its own: the same key as a log’s is another', () => {
    const asLog = signerOf('witness.example/w1', 'w1');
    expect(asLog.verifier.publicKey).toEqual(witness.verifier.publicKey);
    expect(asLog.verifier.keyId).not.toBe(witness.verifier.keyId);
    expect(() => verifyNote(note, [asLog.verifier])).toThrow(refusal('transparency.noteUnsigned'));
  });

  it('does not hold with another time, or cut short', () => {
    const text = formatCheckpoint(headOf(7n));
    const right = signatureOf(text, witness);
    for (const signature of [flipped(right.signature, 63), flipped(right.signature, 7), right.signature.subarray(8)]) {
      expect(() => verifyNote(formatNote({ text, signatures: [{ ...right, signature }] }), [witness.verifier])).toThrow(
        refusal('transparency.signatureWrong'),
      );
    }
  });

  it.each([0n, -1n, 1n << 63n])('is not given at %i', (at) => {
    expect(() => cosigner('w', keyOf('w1'), at)).toThrow(refusal('transparency.badTime'));
  });

  it('of a log’s plain signature has no time', () => {
    expect(cosignedAt(verifyNote(noteOf(7n), [log.verifier]).verified[0]!)).toBeUndefined();
  });
});

describe('a witness that is asked to cosign', () => {
  const logs = new Map([[origin, [log.verifier]]]);
  const at7: WitnessState = new Map([[origin, { size: 7n, root: tree.root(7n) }]]);
  const ask = (state: WitnessState, request: Partial<AddCheckpoint> & { readonly checkpoint: string }) =>
    decideAddCheckpoint(state, logs, formatAddCheckpoint({ old: 7n, proof: [], ...request }));

  it('consents to what continues that which it saw last, and remembers it', () => {
    const consent = ask(at7, { proof: tree.consistencyProof(7n), checkpoint: noteOf(40n) });
    expect(consent).toEqual({
      status: 200,
      text: formatCheckpoint(headOf(40n)),
      state: new Map([[origin, { size: 40n, root: tree.root() }]]),
    });
    expect(at7.get(origin)?.size).toBe(7n);
  });

  it('consents to the first checkpoint of a log that it knows, an empty one too', () => {
    expect(ask(new Map(), { old: 0n, checkpoint: noteOf(7n) }).status).toBe(200);
    expect(ask(new Map(), { old: 0n, checkpoint: noteOf(0n) }).status).toBe(200);
  });

  it('consents to the same checkpoint again, whatever further lines it has', () => {
    expect(ask(at7, { checkpoint: noteOf(7n) }).status).toBe(200);
    const longer = signNote(formatCheckpoint({ ...headOf(7n), extensions: ['more'] }), [log]);
    expect(ask(at7, { checkpoint: longer })).toMatchObject({ status: 200, text: expect.stringContaining('more\n') });
  });

  it('remembers each log by itself', () => {
    const both = new Map([...logs, ['b.example', [signerOf('b.example').verifier]]]);
    const note = signCheckpoint(undefined, { ...headOf(9n), origin: 'b.example' }, [], signerOf('b.example'));
    const decision = decideAddCheckpoint(at7, both, formatAddCheckpoint({ old: 0n, proof: [], checkpoint: note }));
    expect(decision).toMatchObject({ status: 200, state: new Map([...at7, ['b.example', { size: 9n, root: tree.root(9n) }]]) });
  });

  const stranger = signerOf('stranger.example');
  const twoRoots = signNote(formatCheckpoint({ ...headOf(7n), root: tree.root(8n) }), [log]);
  const notEmpty = signNote(formatCheckpoint({ ...headOf(0n), root: tree.root(8n) }), [log]);
  const bent = { ...signatureOf(formatCheckpoint(headOf(7n)), log), signature: Buffer.alloc(64) };

  it.each<[string, number, string, WitnessState, Partial<AddCheckpoint> & { readonly checkpoint: string }]>([
    [
      'a log that it does not know',
      404,
      'logUnknown',
      at7,
      { checkpoint: signNote(formatCheckpoint({ ...headOf(7n), origin: 'stranger.example' }), [stranger]) },
    ],
    ['a signature of somebody else', 403, 'noteUnsigned', at7, { checkpoint: signNote(formatCheckpoint(headOf(7n)), [stranger]) }],
    [
      'a wrong signature',
      403,
      'signatureWrong',
      at7,
      { checkpoint: formatNote({ text: formatCheckpoint(headOf(7n)), signatures: [bent] }) },
    ],
    ['an old size beyond the new', 400, 'oldSizeTooLarge', at7, { old: 8n, checkpoint: noteOf(7n) }],
    ['another old size than it holds', 409, 'oldSizeDiffers', at7, { old: 6n, checkpoint: noteOf(40n) }],
    ['an old size where it holds nothing', 409, 'oldSizeDiffers', new Map(), { checkpoint: noteOf(40n) }],
    ['no old size where it holds one', 409, 'oldSizeDiffers', at7, { old: 0n, checkpoint: noteOf(40n) }],
    ['no proof', 422, 'proofLength', at7, { checkpoint: noteOf(40n) }],
    ['a wrong proof', 422, 'consistencyWrong', at7, { proof: treeOf(leafData(39)).consistencyProof(7n), checkpoint: noteOf(40n) }],
    ['a proof where none is needed', 422, 'proofLength', new Map(), { old: 0n, proof: [tree.root()], checkpoint: noteOf(7n) }],
    ['another root at the same size', 422, 'consistencyWrong', at7, { checkpoint: twoRoots }],
    ['an empty tree with a root', 422, 'emptyRootWrong', new Map(), { old: 0n, checkpoint: notEmpty }],
  ])('refuses %s with %i', (_what, status, code, state, request) => {
    expect(ask(state, request)).toMatchObject({ status, error: { code: `transparency.${code}` } });
  });

  it('says with a 409 which size it holds', () => {
    expect(ask(at7, { old: 0n, checkpoint: noteOf(40n) })).toMatchObject({ held: 7n });
    expect(ask(new Map(), { old: 3n, checkpoint: noteOf(40n) })).toMatchObject({ held: 0n });
    expect([formatHeldSize(7n), SIZE_CONTENT_TYPE]).toEqual(['7\n', 'text/x.tlog.size']);
  });

  it('refuses whatever is no request with 400, and never with an exception', () => {
    const good = formatAddCheckpoint({ old: 7n, proof: tree.consistencyProof(7n), checkpoint: noteOf(40n) });
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.uint8Array({ maxLength: 100 }),
      fc.tuple(fc.nat(good.length - 1), fc.string({ maxLength: 3 })).map(([at, put]) => good.slice(0, at) + put + good.slice(at + 1)),
    );
    fc.assert(
      fc.property(garbage, (body) => {
        fc.pre(body !== good);
        expect([400, 403, 404, 409, 422]).toContain(decideAddCheckpoint(at7, logs, body).status);
      }),
      { seed: 6, numRuns: 400 },
    );
    expect(decideAddCheckpoint(at7, logs, '').status).toBe(400);
  });

  it('never consents to two heads that are not one history, whatever it is asked in whatever order', () => {
    const fork = treeOf(leafData(40).with(20, Buffer.from('another story')));
    const steps = fc.array(fc.record({ forked: fc.boolean(), size: fc.integer({ min: 0, max: 40 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(steps, (asked) => {
        let state: WitnessState = new Map();
        for (const { forked, size } of asked) {
          const [story, held] = [forked ? fork : tree, state.get(origin)?.size ?? 0n];
          const note = signNote(formatCheckpoint({ ...headOf(0n), size: BigInt(size), root: story.root(BigInt(size)) }), [log]);
          const proof = held <= BigInt(size) ? story.consistencyProof(held, BigInt(size)) : [];
          const decision = ask(state, { old: held, proof, checkpoint: note });
          if (decision.status !== 200) continue;
          const before = state.get(origin) ?? { size: 0n, root: emptyRoot() };
          expect(
            [tree, fork].some((one) => same(one.root(before.size), before.root) && same(one.root(BigInt(size)), story.root(BigInt(size)))),
          ).toBe(true);
          expect(BigInt(size)).toBeGreaterThanOrEqual(before.size);
          state = decision.state;
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe('what goes between a log and a witness', () => {
  it('is spelled as in the specification', () => {
    const [first] = tree.consistencyProof(7n);
    expect(formatAddCheckpoint({ old: 7n, proof: [first!], checkpoint: noteOf(40n) })).toBe(
      `old 7\n${Buffer.from(first!).toString('base64')}\n\n${noteOf(40n)}`,
    );
  });

  it('reads back as it was written', () => {
    for (const request of [
      { old: 0n, proof: [], checkpoint: noteOf(7n) },
      { old: 7n, proof: tree.consistencyProof(7n), checkpoint: noteOf(40n) },
    ]) {
      expect(parseAddCheckpoint(formatAddCheckpoint(request))).toEqual(request);
    }
    const signatures = [signatureOf('x\n', witness), signatureOf('x\n', log)];
    expect(parseCosignatures(formatCosignatures(signatures))).toEqual(signatures);
    expect(parseHeldSize(formatHeldSize(20_852_014n))).toBe(20_852_014n);
  });

  const good = formatAddCheckpoint({ old: 7n, proof: tree.consistencyProof(7n), checkpoint: noteOf(40n) });
  it.each([
    ['a leading zero', good.replace('old 7', 'old 07')],
    ['no old size', good.replace('old 7\n', '')],
    ['a hash of 33 bytes', good.replace('old 7\n', `old 7\n${Buffer.alloc(33).toString('base64')}\n`)],
    ['64 hashes', good.replace('old 7\n', `old 7\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}`)],
    ['no empty line', 'old 7\n'],
  ])('a request with %s is refused', (_what, body) => {
    expect(() => parseAddCheckpoint(body)).toThrow(refusal('transparency.requestMalformed'));
  });

  it('is not written with what could not be read', () => {
    const request = { old: 7n, proof: [], checkpoint: noteOf(40n) };
    expect(() => formatAddCheckpoint({ ...request, old: -1n })).toThrow(refusal('transparency.requestMalformed'));
    expect(() => formatAddCheckpoint({ ...request, proof: [Buffer.alloc(1)] })).toThrow(refusal('transparency.requestMalformed'));
    expect(() => formatAddCheckpoint({ ...request, proof: Array.from({ length: 64 }, () => tree.root()) })).toThrow(
      refusal('transparency.requestMalformed'),
    );
  });

  it.each(['', '7', '07\n', '7\n\n', 'seven\n'])('%j is no size that is held', (body) => {
    expect(() => parseHeldSize(body)).toThrow(refusal('transparency.requestMalformed'));
  });
});

describe('a log that collects cosignatures', () => {
  const note = noteOf(40n);
  const text = formatCheckpoint(headOf(40n));
  const answer = formatCosignatures([signatureOf(text, witness), signatureOf(text, signerOf('unasked.example'))]);

  it('adds those of the witness’ known keys to its checkpoint, once', () => {
    const cosigned = withCosignatures(note, answer, [witness.verifier]);
    expect(verifyNote(cosigned, [log.verifier, witness.verifier])).toMatchObject({ verified: [{}, {}], unknown: [] });
    expect(withCosignatures(cosigned, answer, [witness.verifier])).toBe(cosigned);
  });

  it('takes nothing from an answer without a known key’s right signature', () => {
    expect(() => withCosignatures(note, answer, [signerOf('w2').verifier])).toThrow(refusal('transparency.noteUnsigned'));
    const late = formatCosignatures([signatureOf(formatCheckpoint(headOf(39n)), witness)]);
    expect(() => withCosignatures(note, late, [witness.verifier])).toThrow(refusal('transparency.signatureWrong'));
    expect(() => withCosignatures(note, 'Internal Server Error', [witness.verifier])).toThrow(refusal('transparency.requestMalformed'));
    expect(() => withCosignatures(note, '', [witness.verifier])).toThrow(refusal('transparency.requestMalformed'));
  });
});
