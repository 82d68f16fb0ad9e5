import { createHash } from 'node:crypto';
import {
  cosigner,
  ed25519Signer,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  LogTree,
  MemoryTileStore,
  newTiles,
  openCheckpoint,
  parseVerifierKey,
  signatureOf,
  signCheckpoint,
  SigningKey,
  verifyConsistency,
  verifyInclusion,
} from '#libs/transparency';
import { LiveLog } from '../sealing/live-log.js';
import { goVersion, Sumdb, type SumdbAnswer } from './sumdb.js';
import { sigstoreAccepts } from './sigstore.js';

const go = goVersion();
process.stderr.write(
  go === undefined
    ? 'proofs are checked by @sigstore/verify (inclusion only): Go with golang.org/x/mod/sumdb is not here\n'
    : `proofs, notes and tiles are checked by golang.org/x/mod/sumdb (${go}), inclusion by @sigstore/verify too\n`,
);
const withGo = go === undefined ? describe.skip : describe;

// Three full tiles and a part, two levels; sizes around every edge, and some between.
const SIZE = 777;
const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 128, 255, 256, 257, 300, 511, 512, 513, 700, 768, SIZE];
const origin = 'park.example/luan';
const key = (word: string): SigningKey => SigningKey.fromSeed(createHash('sha256').update(word).digest());
const log = ed25519Signer(origin, key('log'));
const data = Array.from({ length: SIZE }, (_, n) => Buffer.from(`{"revision":${n},"stream":"dossier-LA001_2023"}`));
const tree = new LogTree(new MemoryTileStore());
tree.append(data.map(leafHash));

/** Indexes at both ends of a tree and at some places between. */
const indexesOf = (size: number): number[] => [...new Set([0, 1, size >> 1, size - 2, size - 1].filter((n) => n >= 0 && n < size))];
const inclusions = sizes.flatMap((size) =>
  indexesOf(size).map((index) => ({ index, size, proof: tree.inclusionProof(BigInt(index), BigInt(size)) })),
);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Everything that a running node publishes of its log, fetched over HTTP. */
let live: LiveLog;
let published: Awaited<ReturnType<LiveLog['published']>>;
beforeAll(async () => {
  live = await LiveLog.open();
  await live.sealed();
  published = await live.published();
}, 60_000);
afterAll(() => live.running.dispose());

describe('Sigstore’s client', () => {
  it('takes the inclusion proofs that a running node gives', () => {
    const { size, root } = published.head;
    for (const { index, proof } of published.inclusions)
      expect(sigstoreAccepts(published.entries[index]!, BigInt(index), proof, size, root)).toBe(true);
  });

  it('takes every inclusion proof, and none for another record', () => {
    for (const { index, size, proof } of inclusions) {
      const root = tree.root(BigInt(size));
      expect(sigstoreAccepts(data[index]!, BigInt(index), proof, BigInt(size), root)).toBe(true);
      expect(sigstoreAccepts(Buffer.from('another record'), BigInt(index), proof, BigInt(size), root)).toBe(false);
    }
  });
});

withGo('Go’s checksum database', () => {
  let sumdb: Sumdb;
  let answer: SumdbAnswer;

  beforeAll(async () => {
    sumdb = new Sumdb();
    const witness = cosigner('witness.example', key('witness'), 1_700_000_000n);
    const headOf = (size: number) => ({ origin, size: BigInt(size), root: tree.root(BigInt(size)) });
    const good = sizes.map((size) => ({ Size: String(size), Note: signCheckpoint(undefined, headOf(size), [], log), Good: true }));
    const text = formatCheckpoint({ ...headOf(SIZE), extensions: [] });
    const many = Array.from({ length: 15 }, (_, n) => signatureOf(text, ed25519Signer(`else.example/${n}`, key(`else ${n}`))));
    const impostor = signatureOf(text, ed25519Signer(origin, key('impostor')));
    const collision = { ...impostor, keyId: log.verifier.keyId };
    const cosigned = formatNote({ text, signatures: [...many, signatureOf(text, witness), signatureOf(text, log)] });
    const bad = [
      signCheckpoint(undefined, headOf(SIZE), [], log).replace('\n777\n', '\n0777\n'),
      signCheckpoint(undefined, headOf(SIZE), [], log).replaceAll('\n', '\r\n'),
      formatNote({ text, signatures: [impostor] }),
      formatNote({ text, signatures: [signatureOf(text, log), collision].reverse() }),
    ];
    answer = await sumdb.check({
      Origin: origin,
      VerifierKey: formatVerifierKey(log.verifier),
      Leaves: data.map(base64),
      Checkpoints: [
        ...good,
        { Size: String(SIZE), Note: cosigned, Good: true },
        ...bad.map((Note) => ({ Size: String(SIZE), Note, Good: false })),
      ],
      Inclusion: inclusions.map(({ index, size, proof }) => ({ Index: String(index), Size: String(size), Proof: proof.map(base64) })),
      Consistency: sizes.flatMap((size) =>
        sizes
          .filter((from) => from <= size)
          .map((from) => ({
            From: String(from),
            Size: String(size),
            Proof: tree.consistencyProof(BigInt(from), BigInt(size)).map(base64),
          })),
      ),
      Tiles: [...newTiles(0n, BigInt(SIZE))].map((tile) => ({
        Level: tile.level,
        Index: String(tile.index),
        Width: tile.width,
        Bytes: base64(tree.tile(tile)),
      })),
    });
  }, 120_000);

  afterAll(() => sumdb.dispose());

  it('makes the same roots, proofs and tiles from the leaves, takes the checkpoints, and refuses those that were tampered with', () => {
    expect(answer.Faults).toEqual([]);
    expect(answer.Checked).toEqual({
      checkpoint: sizes.length + 5,
      inclusion: 2 * inclusions.length,
      consistency: sizes.length * (sizes.length + 1),
      tile: 5,
      'leaf from tiles': SIZE,
    });
  });

  it('takes the checkpoints, proofs and tiles that a running node gives, and makes its leaves of its tiles', async () => {
    const { key: vkey, name, head, entries, inclusions: proofs, checkpoints, consistency, tiles } = published;
    const own = await sumdb.check({
      Origin: name,
      VerifierKey: vkey,
      Leaves: entries.map(base64),
      Checkpoints: checkpoints.map(({ size, note }) => ({ Size: String(size), Note: note, Good: true })),
      Inclusion: proofs.map(({ index, proof }) => ({ Index: String(index), Size: String(head.size), Proof: proof.map(base64) })),
      Consistency: consistency.map(({ from, proof }) => ({ From: String(from), Size: String(head.size), Proof: proof.map(base64) })),
      Tiles: tiles.map(({ level, index, width, bytes }) => ({ Level: level, Index: String(index), Width: width, Bytes: base64(bytes) })),
    });
    expect(own.Faults).toEqual([]);
    expect(own.Checked).toMatchObject({ checkpoint: checkpoints.length, 'leaf from tiles': Number(head.size) });
  });

  it('makes a checkpoint and proofs that our verifiers take', () => {
    const verifier = parseVerifierKey(answer.VerifierKey);
    const { checkpoint } = openCheckpoint(answer.Note, [verifier]);
    const head = { size: BigInt(SIZE), root: Buffer.from(answer.Root, 'base64') };
    expect(checkpoint).toMatchObject({ origin, ...head });
    const index = SIZE / 3;
    const bytes = (proof: readonly string[]): Buffer[] => proof.map((hash) => Buffer.from(hash, 'base64'));
    verifyInclusion({ leafHash: leafHash(data[index]!), index: BigInt(index), ...head, proof: bytes(answer.Inclusion) });
    verifyConsistency({ from: { size: BigInt(index), root: tree.root(BigInt(index)) }, to: head, proof: bytes(answer.Consistency) });
  });
});
