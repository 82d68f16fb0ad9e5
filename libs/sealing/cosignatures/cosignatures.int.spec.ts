import { EventRegistry, sampleLedgerKeys } from '#libs/event-sourcing';
import { uuid } from '#libs/event-sourcing/testing';
import { MemoryEventStore } from '#libs/event-store/memory';
import {
  cosigner,
  formatCosignatures,
  parsePolicy,
  parseNote,
  signatureOf,
  signCheckpoint,
  formatVerifierKey,
  verifyNote,
} from '#libs/transparency';
import { keyOf, leafData, refusal, signerOf, treeOf } from '#libs/transparency/testing';
import { appendCheckpoint } from '../heads/append-checkpoint.js';
import { checkpointEvents, CHECKPOINT_STREAM } from '../heads/events.js';
import { latestCheckpoint, readCheckpoints, type RecordedHead } from '../heads/read-checkpoints.js';
import { COSIGNED_WITHIN, cosignedHead, hasCosigned, latestAccepted, latestCosigned } from './cosigned-note.js';
import { recordCosignature } from './record-cosignature.js';

const origin = 'park.example/luan';
const log = signerOf(origin);
const tree = treeOf(leafData(200));
const noteOf = (size: number): string => signCheckpoint(undefined, { origin, size: BigInt(size), root: tree.root(BigInt(size)) }, [], log);
const at = '2024-01-01T00:00:00.000Z';
const witnesses = ['w1', 'w2', 'w3'].map((name) => cosigner(`${name}.example`, keyOf(name), 1_700_000_000n));
const [w1, w2] = witnesses as [(typeof witnesses)[number], (typeof witnesses)[number]];
const given = (size: number, by = w1) => ({
  answer: formatCosignatures([signatureOf(parseNote(noteOf(size)).text, by)]),
  witness: by.verifier,
  at,
});

describe('Cosignatures of the log’s signed heads', () => {
  const recorder = { registry: new EventRegistry(checkpointEvents), ledger: { ledgerId: uuid('a ledger'), keys: sampleLedgerKeys('s') } };
  let store: MemoryEventStore;
  const sign = (size: number, after: number | undefined): Promise<number | undefined> =>
    appendCheckpoint(store, recorder, { note: noteOf(size), after, at });
  const head = async (size: number): Promise<RecordedHead> => {
    for await (const one of readCheckpoints(store)) if (one.checkpoint.size === BigInt(size)) return one;
    throw new Error(`no head of ${size}`);
  };
  const names = ({ note }: { readonly note: string }): string[] => parseNote(note).signatures.map(({ name }) => name);
  const events = async (): Promise<string[]> => {
    const types: string[] = [];
    for await (const page of store.readStream(CHECKPOINT_STREAM)) types.push(...page.map(({ type }) => type));
    return types;
  };

  beforeEach(async () => {
    store = new MemoryEventStore();
    await sign(7, undefined);
  });

  it('are recorded beside it, once, and are on the checkpoint that is shown', async () => {
    expect(names((await latestCosigned(store))!)).toEqual([origin]);
    expect(await recordCosignature(store, recorder, await head(7), given(7))).toBe(true);
    expect(await recordCosignature(store, recorder, await head(7), given(7))).toBe(true);
    const shown = (await latestCosigned(store))!;
    expect(names(shown)).toEqual([origin, 'w1.example']);
    expect(verifyNote(shown.note, [log.verifier, w1.verifier]).unknown).toEqual([]);
    expect(await events()).toEqual(['CheckpointSigned', 'CheckpointCosigned']);
  });

  it('of several witnesses that answer in the same moment, on several nodes, are all recorded', async () => {
    const seven = await head(7);
    const answers = [...witnesses, ...witnesses].map((by) => recordCosignature(store, recorder, seven, given(7, by)));
    expect(await Promise.all(answers)).toEqual(answers.map(() => true));
    expect(names((await latestCosigned(store))!).sort()).toEqual([origin, 'w1.example', 'w2.example', 'w3.example']);
    expect(await events()).toHaveLength(4);
  });

  it('that come when more has been signed belong to their own head', async () => {
    const seven = await head(7);
    await sign(9, 0);
    await recordCosignature(store, recorder, seven, given(7));
    await recordCosignature(store, recorder, await head(9), given(9, w2));
    expect(names(await cosignedHead(store, seven))).toEqual([origin, 'w1.example']);
    expect(names((await latestCosigned(store))!)).toEqual([origin, 'w2.example']);
  });

  it('that come far too late are left out', async () => {
    const seven = await head(7);
    let last = 0;
    for (let n = 0; n < COSIGNED_WITHIN; n++) last = (await sign(8 + n, last))!;
    expect(await recordCosignature(store, recorder, seven, given(7))).toBe(false);
    expect(names(await cosignedHead(store, seven))).toEqual([origin]);
  });

  it('never stand in the way of who signs, nor are they taken for heads', async () => {
    for (const by of witnesses) await recordCosignature(store, recorder, await head(7), given(7, by));
    expect((await latestCheckpoint(store))!.revision).toBe(0);
    expect(await sign(9, 0)).toBe(4);
    expect(await sign(9, 0)).toBe(4);
    expect(await sign(11, 0)).toBeUndefined();
    const sizes: bigint[] = [];
    for await (const { checkpoint } of readCheckpoints(store)) sizes.push(checkpoint.size);
    expect(sizes).toEqual([7n, 9n]);
    for (let n = 0; n < 20; n++) {
      const by = cosigner(`more-${n}.example`, keyOf(`more ${n}`), 1n);
      await recordCosignature(store, recorder, await head(9), given(9, by));
    }
    expect((await latestCheckpoint(store))!.checkpoint.size).toBe(9n);
  });

  it('are recorded while heads are signed, and the other way round: nobody loses', async () => {
    const seven = await head(7);
    const [signed, ...cosigned] = await Promise.all([
      sign(9, 0),
      ...witnesses.map((by) => recordCosignature(store, recorder, seven, given(7, by))),
    ]);
    expect(signed).toBeDefined();
    expect(cosigned).toEqual([true, true, true]);
    expect(names(await cosignedHead(store, seven))).toHaveLength(4);
    expect((await latestCheckpoint(store))!.checkpoint.size).toBe(9n);
  });

  it('are taken of nobody but the witness, and for nothing but the head', async () => {
    const seven = await head(7);
    const take = (answer: string) => recordCosignature(store, recorder, seven, { answer, witness: w1.verifier, at });
    await expect(take(given(7, w2).answer)).rejects.toEqual(refusal('transparency.noteUnsigned'));
    await expect(take(given(9).answer)).rejects.toEqual(refusal('transparency.signatureWrong'));
    await expect(take('<html>')).rejects.toEqual(refusal('transparency.requestMalformed'));
    expect(await events()).toEqual(['CheckpointSigned']);
  });

  it('tell which is the newest head that a trust file accepts', async () => {
    const policy = parsePolicy(
      [
        `log ${formatVerifierKey(log.verifier)}`,
        ...witnesses.map(({ verifier }, n) => `witness w${n + 1} ${formatVerifierKey(verifier)}`),
        'group two 2 w1 w2 w3\nquorum two\n',
      ].join('\n'),
    );
    expect(await latestAccepted(store, policy)).toBeUndefined();
    for (const by of [w1, w2]) await recordCosignature(store, recorder, await head(7), given(7, by));
    await sign(9, 0);
    await recordCosignature(store, recorder, await head(9), given(9, w2));
    const accepted = (await latestAccepted(store, policy))!;
    expect([accepted.checkpoint.size, hasCosigned(accepted.note, w1.verifier)]).toEqual([7n, true]);
    await recordCosignature(store, recorder, await head(9), given(9, w1));
    expect((await latestAccepted(store, policy))!.checkpoint.size).toBe(9n);
  });
});
