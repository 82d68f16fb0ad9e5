import fc from 'fast-check';
import {
  type Checkpoint,
  cosigner,
  formatCheckpoint,
  formatNote,
  leafHash,
  LogTree,
  MemoryTileStore,
  openCheckpoint,
  parseCheckpoint,
  signatureOf,
  signCheckpoint,
  signNote,
} from '../index.js';
import { flipped, keyOf, leafData, refusal, signerOf, treeOf } from '../testing/index.js';

const origin = 'park.example/luan';
const log = signerOf(origin);
const tree = treeOf(leafData(40));
const head = (size: bigint): Checkpoint => ({ origin, size, root: tree.root(size), extensions: [] });

// The example of C2SP tlog-checkpoint.
const example = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

describe('the text of a checkpoint', () => {
  it('is the example of the specification', () => {
    const checkpoint = parseCheckpoint(example);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163n, extensions: [] });
    expect(formatCheckpoint(checkpoint)).toBe(example);
  });

  it('may have further lines, which are kept', () => {
    expect(parseCheckpoint(`${example}more\nand more\n`).extensions).toEqual(['more', 'and more']);
  });

  it.each([
    ['a leading zero', example.replace('20852163', '020852163')],
    ['a sign', example.replace('20852163', '+20852163')],
    ['a size in another notation', example.replace('20852163', '2e7')],
    ['other digits', example.replace('20852163', '２０')],
    ['a size beyond 64 bits', example.replace('20852163', '18446744073709551616')],
    ['no size', example.replace('20852163', '')],
    ['a short root', example.replace(/CsU.*/, 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==')],
    ['a root with stray bits', example.replace('q2I=', 'q2J=')],
    ['a root without padding', example.replace('q2I=', 'q2I')],
    ['no origin', example.replace('example.com/behind-the-sofa', '')],
    ['two lines', example.split('\n').slice(0, 2).join('\n') + '\n'],
    ['no final newline', example.slice(0, -1)],
    ['an empty line at the end', `${example}\n`],
    ['an empty line among further lines', `${example}a\n\nb\n`],
  ])('has not %s', (_what, text) => {
    expect(() => parseCheckpoint(text)).toThrow(refusal('transparency.checkpointMalformed'));
  });

  it('has no CR', () => {
    expect(() => parseCheckpoint(example.replaceAll('\n', '\r\n'))).toThrow(refusal('transparency.notText'));
  });

  it('of size 0 is written 0, and the largest size with all its digits', () => {
    const largest = (1n << 64n) - 1n;
    for (const size of [0n, largest]) expect(parseCheckpoint(formatCheckpoint({ ...head(1n), size })).size).toBe(size);
    expect(() => formatCheckpoint({ ...head(1n), size: largest + 1n })).toThrow(refusal('transparency.checkpointMalformed'));
    expect(() => formatCheckpoint({ ...head(1n), size: -1n })).toThrow(refusal('transparency.checkpointMalformed'));
  });

  it('has no line hidden in a line', () => {
    expect(() => formatCheckpoint({ ...head(1n), extensions: ['a\nb'] })).toThrow(refusal('transparency.checkpointMalformed'));
    expect(() => formatCheckpoint({ ...head(1n), origin: 'a\n1' })).toThrow(refusal('transparency.checkpointMalformed'));
  });

  it('reads back whatever is written, and garbage is refused with a code', () => {
    const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).filter((text) => !/\p{Cc}/u.test(text));
    const checkpoints = fc.record({
      origin: line,
      size: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
      extensions: fc.array(line, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(checkpoints, (one) => expect(parseCheckpoint(formatCheckpoint(one))).toEqual(one)),
      { seed: 2, numRuns: 100 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) =>
        expect(() => parseCheckpoint(text)).toThrow(refusal(/^transparency\./)),
      ),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe('opening a checkpoint', () => {
  const witness = cosigner('witness.example', keyOf('w'), 1_700_000_000n);

  it('gives the head that the log has signed', () => {
    const note = signCheckpoint(undefined, head(7n), [], log);
    expect(openCheckpoint(note, [log.verifier]).checkpoint).toEqual(head(7n));
  });

  it('asks for a key whose name is the origin: another trusted key’s word is not the log’s', () => {
    const foreign = signNote(formatCheckpoint({ ...head(7n), origin: 'park.example/other' }), [log]);
    expect(() => openCheckpoint(foreign, [log.verifier])).toThrow(refusal('transparency.logUntrusted'));
    const cosigned = signNote(formatCheckpoint(head(7n)), [witness]);
    expect(() => openCheckpoint(cosigned, [log.verifier, witness.verifier])).toThrow(refusal('transparency.logUntrusted'));
  });

  it('ignores signatures of others and rejects a wrong one of the log', () => {
    const text = formatCheckpoint(head(7n));
    const right = signatureOf(text, log);
    const extra = Array.from({ length: 15 }, (_, n) => signatureOf(text, signerOf(`else.example/${n}`)));
    expect(openCheckpoint(formatNote({ text, signatures: [...extra, right] }), [log.verifier]).note.unknown).toHaveLength(15);
    const wrong = { ...right, signature: flipped(right.signature, 1) };
    expect(() => openCheckpoint(formatNote({ text, signatures: [wrong] }), [log.verifier])).toThrow(refusal('transparency.signatureWrong'));
  });
});

describe('signing the next checkpoint', () => {
  it('is done with a proof, or with the tree that makes it', () => {
    const bySelf = signCheckpoint(head(7n), head(40n), tree, log);
    expect(signCheckpoint(head(7n), head(40n), tree.consistencyProof(7n), log)).toBe(bySelf);
    expect(openCheckpoint(bySelf, [log.verifier]).checkpoint.size).toBe(40n);
  });

  it('is done again for the same head, and after the empty tree', () => {
    expect(signCheckpoint(head(7n), head(7n), [], log)).toBe(signCheckpoint(undefined, head(7n), [], log));
    expect(openCheckpoint(signCheckpoint(head(0n), head(7n), [], log), [log.verifier]).checkpoint).toEqual(head(7n));
  });

  it('is refused for a smaller tree', () => {
    expect(() => signCheckpoint(head(40n), head(7n), tree, log)).toThrow(refusal('transparency.checkpointShrinks'));
  });

  it('is refused for another tree of the same size', () => {
    expect(() => signCheckpoint(head(7n), { ...head(7n), root: tree.root(8n) }, [], log)).toThrow(
      refusal('transparency.checkpointInconsistent'),
    );
  });

  it('is refused for a rewritten history, whatever proof comes with it', () => {
    const data = leafData(40);
    const rewritten = new LogTree(new MemoryTileStore());
    rewritten.append(data.with(3, Buffer.from('changed afterwards')).map(leafHash));
    const next = { ...head(40n), root: rewritten.root() };
    for (const evidence of [rewritten, tree, [], tree.consistencyProof(7n)]) {
      expect(() => signCheckpoint(head(7n), next, evidence, log)).toThrow(refusal('transparency.checkpointInconsistent'));
    }
  });

  it('is refused in another log’s name', () => {
    expect(() => signCheckpoint(undefined, head(7n), [], signerOf('park.example/other'))).toThrow(refusal('transparency.originDiffers'));
    expect(() => signCheckpoint({ ...head(7n), origin: 'else' }, head(40n), tree, log)).toThrow(refusal('transparency.originDiffers'));
  });

  it('is refused for an empty tree with another root', () => {
    expect(() => signCheckpoint(undefined, { ...head(7n), size: 0n }, [], log)).toThrow(refusal('transparency.emptyRootWrong'));
  });

  it('is refused for anything but the log’s own growth, at any sizes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(255), (a, b, bit) => {
        const [m, n] = [BigInt(Math.min(a, b)), BigInt(Math.max(a, b))];
        signCheckpoint(head(m), head(n), tree, log);
        const bent = { ...head(n), root: flipped(tree.root(n), bit) };
        expect(() => signCheckpoint(head(m), bent, tree, log)).toThrow(refusal('transparency.checkpointInconsistent'));
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});
