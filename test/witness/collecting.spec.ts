import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EventEmitter, once } from 'node:events';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { EventRegistry, sampleLedgerKeys } from '#libs/event-sourcing';
import { uuid } from '#libs/event-sourcing/testing';
import { MemoryEventStore } from '#libs/event-store/memory';
import { appendCheckpoint, checkpointEvents, CosignatureCollector, latestAccepted, readWitnesses, type WitnessStatus } from '#libs/sealing';
import { checkPolicy, formatVerifierKey, type LogTree, parsePolicy, signCheckpoint } from '#libs/transparency';
import { leafData, refusal, signerOf, treeOf } from '#libs/transparency/testing';
import type { Settings } from '../../apps/witness/command-line.js';
import { openWitness, type RunningWitness } from '../../apps/witness/open-witness.js';
import { Cosigned } from '../outside/cosigned.js';
import { goVersion } from '../outside/go-program.js';

const origin = 'park.example/luan';
const log = signerOf(origin);
const data = leafData(60);
const tree = treeOf(data);
const rewritten = treeOf(data.with(3, Buffer.from('another story')));
const at = '2024-01-01T00:00:00.000Z';
const recorder = { registry: new EventRegistry(checkpointEvents), ledger: { ledgerId: uuid('a ledger'), keys: sampleLedgerKeys('s') } };

const go = goVersion();
const withGo = go === undefined ? it.skip : it;

/** Two offices run witnesses; a log has its heads cosigned by both; an auditor's trust file asks for both. */
describe('A log and its witnesses', () => {
  let folder: string;
  let store: MemoryEventStore;
  let last: number | undefined;
  let witnesses: RunningWitness[];
  let collector: CosignatureCollector;
  let news: EventEmitter;
  const started = new Set<CosignatureCollector>();

  const office = (name: string, port = 0): Promise<RunningWitness> => {
    const dataDir = path.join(folder, name);
    const places = { dataDir, keyFile: path.join(dataDir, 'key.pem'), logsFile: path.join(folder, 'logs.txt'), logsNamed: true };
    const settings: Settings = { name: `${name}.example/w`, ...places, port, host: '127.0.0.1' };
    const silent = { tell: () => undefined, warn: () => undefined };
    return openWitness(settings, { report: silent, now: () => 1_700_000_000n });
  };
  const witnessLines = (): string =>
    witnesses.map(({ identity, url }, n) => `witness w${n + 1} ${identity.verifierKey} ${url}\n`).join('') +
    'group both all w1 w2\nquorum both\n';
  const trust = () => parsePolicy(`log ${formatVerifierKey(log.verifier)}\n${witnessLines()}`);
  const collect = (of: LogTree): CosignatureCollector => {
    const file = path.join(folder, 'witnesses.txt');
    writeFileSync(file, witnessLines());
    const one = new CosignatureCollector({
      store,
      recorder,
      proof: (from, to) => of.consistencyProof(from, to),
      now: () => at,
      witnesses: readWitnesses(file).asked,
      observe: ({ witness, cosigned, error }: WitnessStatus) => news.emit(witness, error?.code ?? cosigned),
      fault: (error) => news.emit('error', error),
      // A witness that is away is asked again at once.
      backoff: { minMs: 20, maxMs: 20, random: () => 0, sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined) },
    });
    started.add(one);
    one.start();
    return one;
  };
  const sign = async (size: number, of = tree): Promise<string> => {
    const note = signCheckpoint(undefined, { origin, size: BigInt(size), root: of.root(BigInt(size)) }, [], log);
    last = await appendCheckpoint(store, recorder, { note, after: last, at });
    return note;
  };
  const both = (): Promise<unknown[][]> => Promise.all(['w1', 'w2'].map((name) => once(news, name)));

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-witnessed-'));
    writeFileSync(path.join(folder, 'logs.txt'), `log ${formatVerifierKey(log.verifier)}\nquorum none\n`);
    [store, last, news] = [new MemoryEventStore(), undefined, new EventEmitter()];
    witnesses = await Promise.all(['audit', 'statistics'].map((name) => office(name)));
    collector = collect(tree);
  });
  afterEach(async () => {
    await Promise.all([...started].map((one) => one.close()));
    started.clear();
    await Promise.all(witnesses.map((witness) => witness.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('has each head cosigned by both, and the auditor’s trust file accepts it', async () => {
    for (const size of [7, 40, 60]) {
      const done = both();
      const bare = await sign(size);
      expect(() => checkPolicy(trust(), bare)).toThrow(refusal('transparency.quorumMissing'));
      collector.wake();
      expect(await done).toEqual([[BigInt(size)], [BigInt(size)]]);
      const { note } = (await latestAccepted(store, trust()))!;
      expect(checkPolicy(trust(), note)).toMatchObject({ checkpoint: { size: BigInt(size) }, witnesses: [{}, {}] });
    }
  });

  it('goes on while one is away, and has its cosignature once it is back where it was', async () => {
    let done = both();
    await sign(7);
    collector.wake();
    await done;
    const [, second] = witnesses as [RunningWitness, RunningWitness];
    const port = Number(new URL(second.url).port);
    await second.close();
    done = both();
    await sign(40);
    collector.wake();
    expect(await done).toEqual([[40n], ['sealing.witnessAway']]);
    expect((await latestAccepted(store, trust()))!.checkpoint.size).toBe(7n);
    const back = once(news, 'w2');
    witnesses[1] = await office('statistics', port);
    expect(await back).toEqual([40n]);
    expect((await latestAccepted(store, trust()))!.checkpoint.size).toBe(40n);
  });

  it('is found out by both where its history was rewritten, however well it is signed', async () => {
    let done = both();
    await sign(40);
    collector.wake();
    await done;
    await collector.close();
    done = both();
    await sign(60, rewritten);
    collect(rewritten);
    expect(await done).toEqual([['sealing.witnessContradicts'], ['sealing.witnessContradicts']]);
    expect((await latestAccepted(store, trust()))!.checkpoint.size).toBe(40n);
    const kept = readdirSync(path.join(folder, 'audit', 'refused'));
    expect(kept.map((name) => readFileSync(path.join(folder, 'audit', 'refused', name), 'utf8'))).toEqual([
      expect.stringContaining(`\n${origin}\n60\n`),
    ]);
  });

  it('is found out by both where its database was put back to an earlier state', async () => {
    let done = both();
    await sign(40);
    collector.wake();
    await done;
    await collector.close();
    [store, last] = [new MemoryEventStore(), undefined];
    done = both();
    await sign(7);
    collect(tree);
    expect(await done).toEqual([['sealing.witnessAhead'], ['sealing.witnessAhead']]);
  });

  withGo(
    'has its cosigned checkpoints taken by Go’s note package with a cosignature verifier of its own',
    async () => {
      const done = both();
      await sign(40);
      collector.wake();
      await done;
      const { note } = (await latestAccepted(store, trust()))!;
      const outside = new Cosigned();
      try {
        const verifierKeys = [formatVerifierKey(log.verifier), ...witnesses.map(({ identity }) => identity.verifierKey)];
        const { Verified, Times } = await outside.open(note, verifierKeys);
        expect([...Verified].sort()).toEqual(['audit.example/w', origin, 'statistics.example/w']);
        expect(Times).toEqual([1_700_000_000, 1_700_000_000]);
        const bent = note.replace('\n40\n', '\n41\n');
        await expect(outside.open(bent, verifierKeys)).rejects.toThrow();
      } finally {
        outside.dispose();
      }
    },
    120_000,
  );
});
