import fc from 'fast-check';
import { formatProofFile, formatVerifierKey, leafHash, parsePolicy, parseProofFile, signCheckpoint, verifyProofFile } from '../index.js';
import { flipped, leafData, refusal, signerOf, treeOf } from '../testing/index.js';

const origin = 'park.example/luan';
const log = signerOf(origin);
const data = leafData(11);
const tree = treeOf(data);
const policy = parsePolicy(`log ${formatVerifierKey(log.verifier)}\nquorum none\n`);
const checkpoint = signCheckpoint(undefined, { origin, size: 11n, root: tree.root() }, [], log);
const file = { index: 8n, proof: tree.inclusionProof(8n), checkpoint };
const text = formatProofFile(file);
const leaf = leafHash(data[8]!);

describe('a proof that is checked without the log', () => {
  it('is written line by line as the specification says', () => {
    const [sibling, right, left] = file.proof.map((hash) => Buffer.from(hash).toString('base64'));
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nindex 8\n${sibling}\n${right}\n${left}\n\n${checkpoint}`);
    expect(formatProofFile({ ...file, extra: Buffer.from('x') })).toBe(text.replace('@v1\n', '@v1\nextra eA==\n'));
  });

  it('shows that the record stands in the signed tree', () => {
    expect(verifyProofFile(parseProofFile(text), leaf, policy).checkpoint.size).toBe(11n);
  });

  it('of the only record of a log has no hashes', () => {
    const one = treeOf(data.slice(0, 1));
    const note = signCheckpoint(undefined, { origin, size: 1n, root: one.root() }, [], log);
    const proof = formatProofFile({ index: 0n, proof: [], checkpoint: note });
    expect(verifyProofFile(parseProofFile(proof), leafHash(data[0]!), policy).checkpoint.size).toBe(1n);
  });

  it('does not hold for another record, another place, or a log that nobody trusts', () => {
    expect(() => verifyProofFile(file, leafHash(data[9]!), policy)).toThrow(refusal('transparency.inclusionWrong'));
    expect(() => verifyProofFile({ ...file, index: 9n }, leaf, policy)).toThrow(refusal('transparency.inclusionWrong'));
    expect(() => verifyProofFile({ ...file, index: 11n }, leaf, policy)).toThrow(refusal('transparency.indexOutside'));
    const stranger = parsePolicy(`log ${formatVerifierKey(signerOf('park.example/other').verifier)}\nquorum none\n`);
    expect(() => verifyProofFile(file, leaf, stranger)).toThrow(refusal('transparency.noteUnsigned'));
  });

  it('does not hold with any one bit turned, in the file or in the leaf', () => {
    const bytes = Buffer.from(text);
    for (let bit = 0; bit < bytes.byteLength * 8; bit++) {
      expect(() => verifyProofFile(parseProofFile(flipped(bytes, bit)), leaf, policy)).toThrow(refusal(/^transparency\./));
    }
    for (let bit = 0; bit < 256; bit++) {
      expect(() => verifyProofFile(file, flipped(leaf, bit), policy)).toThrow(refusal('transparency.inclusionWrong'));
    }
  });

  it.each([
    ['another header', text.replace('@v1', '@v2')],
    ['no index', text.replace('index 8\n', '')],
    ['an index with a leading zero', text.replace('index 8', 'index 08')],
    ['an index beyond 64 bits', text.replace('index 8', 'index 18446744073709551616')],
    ['extra data behind the index', text.replace('index 8\n', 'index 8\nextra eA==\n')],
    ['extra data that is no Base64', text.replace('@v1\n', '@v1\nextra e!\n')],
    ['a hash of 31 bytes', text.replace(/index 8\n.*\n/, `index 8\n${Buffer.alloc(31).toString('base64')}\n`)],
    ['65 hashes', text.replace('index 8\n', `index 8\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(63)}`)],
    ['no empty line', text.replaceAll('\n\n', '\n')],
    ['nothing', ''],
  ])('is refused with %s', (_what, wrong) => {
    expect(() => parseProofFile(wrong)).toThrow(refusal('transparency.proofFileMalformed'));
  });

  it('is refused with lines that end in CR LF', () => {
    expect(() => parseProofFile(text.replaceAll('\n', '\r\n'))).toThrow(refusal('transparency.notText'));
  });

  it('is not written with what could not be read', () => {
    for (const wrong of [
      { ...file, index: -1n },
      { ...file, proof: [Buffer.alloc(31)] },
      { ...file, proof: Array.from({ length: 65 }, () => leaf) },
    ]) {
      expect(() => formatProofFile(wrong)).toThrow(refusal('transparency.proofFileMalformed'));
    }
  });

  it('reads back as it was written', () => {
    const files = fc.record(
      {
        index: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
        proof: fc.array(
          fc.uint8Array({ minLength: 32, maxLength: 32 }).map((hash) => Buffer.from(hash)),
          { maxLength: 64 },
        ),
        checkpoint: fc.constant(checkpoint),
        extra: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      },
      { requiredKeys: ['index', 'proof', 'checkpoint'] },
    );
    fc.assert(
      fc.property(files, (one) => expect(parseProofFile(formatProofFile(one))).toEqual(one)),
      { seed: 5, numRuns: 100 },
    );
  });
});
