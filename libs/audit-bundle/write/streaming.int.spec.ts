import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import type { StoredEvent } from '#libs/event-store';
import { leaf, sha256 } from '#libs/kernel';
import { leafHash, LogTree, MemoryTileStore, signCheckpoint } from '#libs/transparency';
import { signerOf } from '#libs/transparency/testing';
import { cityOf, corpusEvents } from '../testing/index.js';
import { type BundleSources, prepareBundle, streamOf } from './index.js';

const request = { kind: 'whole', years: 'all' } as const;

const LONG = 20_000;

/** An event of a long log, made when it is asked for; what it holds can't be compressed. */
function eventAt(index: number): StoredEvent {
  const noise = sha256(String(index));
  const metadata = `{"actor":{"account":"a","role":"process"},"recordedAt":"2024-01-01T00:00:00.000Z","salt":"${noise}"}`;
  const data = index === 0 ? '{"jurisdiction":"市","ledgerId":"x","sample":true}' : `{"noise":"${noise}"}`;
  const type = index === 0 ? 'LedgerOpened' : 'NoiseMade';
  const stream = index === 0 ? 'ledger-main' : 'noise-1';
  return { stream, revision: Math.max(0, index - 1), id: noise.slice(0, 32), type, data, metadata, position: String(index) };
}

/** Sources of a long log that count how many of its events were handed out since the last reading of it began. */
function counted() {
  const count = { handedOut: 0 };
  const store: BundleSources['store'] = {
    readAll: async function* () {
      count.handedOut = 0;
      for (let from = 0; from < LONG; from += 100) {
        await turn();
        count.handedOut += 100;
        yield Array.from({ length: 100 }, (_, i) => eventAt(from + i));
      }
    },
    readStream: async function* () {},
  };
  const tree = new LogTree(new MemoryTileStore());
  tree.append(Array.from({ length: LONG }, (_, i) => leafHash(Buffer.from(leaf(eventAt(i))))));
  const note = signCheckpoint(undefined, { origin: 'long', size: tree.size, root: tree.root() }, [], signerOf('long'));
  const sources: BundleSources = {
    store,
    checkpoints: async function* () {
      yield await Promise.resolve(note);
    },
    verifierKeys: () => Promise.resolve([]),
    inclusionProof: (index, size) => Promise.resolve(tree.inclusionProof(index, size)),
    sheets: () => Promise.resolve([]),
    evidence: { has: () => Promise.resolve(false), isErased: () => false, open: none, describe: none },
  };
  return { sources, count };
}
const none = (): Promise<never> => Promise.reject(new Error('there are no files'));

/** Lets everything that can go on go on, until nothing does. */
async function untilStill(count: () => number): Promise<number> {
  for (let before = -1, still = 0; still < 200; before = count()) {
    await turn();
    still = count() === before ? still + 1 : 0;
  }
  return count();
}

describe('a bundle on its way', () => {
  it('is read from the log no faster than it is taken: what nobody has taken yet is a small part of it', async () => {
    const { sources, count } = counted();
    const bundle = await prepareBundle(sources, request);
    count.handedOut = 0;
    const stream = streamOf(bundle);
    stream.read(1);
    while (count.handedOut === 0) await turn();
    const ahead = await untilStill(() => count.handedOut);
    expect(ahead).toBeLessThan(LONG / 4);
    await buffer(stream);
    expect(count.handedOut).toBe(LONG);
  });

  it('ends where its receiver goes away, and reads no further', async () => {
    const { sources, count } = counted();
    const receiver = new PassThrough();
    const bundle = await prepareBundle(sources, request);
    count.handedOut = 0;
    const written = bundle.writeTo(receiver);
    await once(receiver, 'readable');
    receiver.destroy();
    await expect(written).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    const then = count.handedOut;
    expect(await untilStill(() => count.handedOut)).toBe(then);
    expect(then).toBeLessThan(LONG / 4);
  });

  it('breaks off visibly where a source fails in the middle', async () => {
    const { sources } = await cityOf(corpusEvents());
    const open = (): Promise<Buffer> => Promise.reject(new Error('the disk is gone'));
    const stream = streamOf(await prepareBundle({ ...sources, evidence: { ...sources.evidence, open } }, request));
    await expect(buffer(stream)).rejects.toThrow('the disk is gone');
  });

  it('is refused before its first byte where there are no proofs to give yet', async () => {
    const { sources } = await cityOf(corpusEvents());
    const inclusionProof = (): Promise<never> => Promise.reject(new Error('the tree is being built'));
    await expect(prepareBundle({ ...sources, inclusionProof }, request)).rejects.toThrow('the tree is being built');
  });
});
