import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventEmitter, once } from 'node:events';
import { EventRegistry, sampleLedgerKeys } from '#libs/event-sourcing';
import { uuid } from '#libs/event-sourcing/testing';
import { MemoryEventStore } from '#libs/event-store/memory';
import {
  cosigner,
  decideAddCheckpoint,
  formatCosignatures,
  parseNote,
  signatureOf,
  signCheckpoint,
  type WitnessState,
} from '#libs/transparency';
import { keyOf, leafData, signerOf, treeOf } from '#libs/transparency/testing';
import { appendCheckpoint } from '../heads/append-checkpoint.js';
import { checkpointEvents } from '../heads/events.js';
import { CosignatureCollector } from './collector.js';
import { latestCosigned } from './cosigned-note.js';
import { WitnessDesk, type WitnessStatus } from './witness-desk.js';
import type { AskedWitness } from './witnesses-file.js';

const origin = 'park.example/luan';
const log = signerOf(origin);
const tree = treeOf(leafData(50));
const fork = treeOf(leafData(50).with(3, Buffer.from('another story')));
const at = '2024-01-01T00:00:00.000Z';
const signer = cosigner('w.example', keyOf('w'), 1_700_000_000n);
const recorder = { registry: new EventRegistry(checkpointEvents), ledger: { ledgerId: uuid('a ledger'), keys: sampleLedgerKeys('s') } };
const never = new AbortController().signal;

describe('The server asks a witness', () => {
  let store: MemoryEventStore;
  let last: number | undefined;
  let told: WitnessStatus[];
  let asked: string[];
  /** What the witness has cosigned, and what it answers where it does not answer as it should. */
  let state: WitnessState;
  let instead: (() => Response | Promise<Response>) | undefined;

  const honest = (body: string): Response => {
    const decision = decideAddCheckpoint(state, new Map([[origin, [log.verifier]]]), body);
    if (decision.status === 409) return new Response(`${decision.held}\n`, { status: 409 });
    if (decision.status !== 200) return new Response(decision.error.message, { status: decision.status });
    ({ state } = decision);
    return new Response(formatCosignatures([signatureOf(decision.text, signer)]));
  };
  const answer: typeof fetch = async (_url, init) => {
    asked.push(String(init?.body).split('\n', 1)[0]!);
    return instead === undefined ? honest(String(init?.body)) : instead();
  };
  const witness: AskedWitness = { kind: 'witness', name: '审计局', verifier: signer.verifier, url: 'http://w.example/' };
  const desk = (of = tree): WitnessDesk =>
    new WitnessDesk(witness, {
      store,
      recorder,
      proof: (from, to) => of.consistencyProof(from, to),
      now: () => at,
      fetch: answer,
      timeoutMs: 50,
      observe: (status) => told.push(status),
    });
  const sign = async (size: number, of = tree): Promise<void> => {
    const note = signCheckpoint(undefined, { origin, size: BigInt(size), root: of.root(BigInt(size)) }, [], log);
    last = await appendCheckpoint(store, recorder, { note, after: last, at });
  };
  const shown = async (): Promise<string[]> => parseNote((await latestCosigned(store))!.note).signatures.map(({ name }) => name);

  beforeEach(() => {
    [store, last, told, asked, state, instead] = [new MemoryEventStore(), undefined, [], [], new Map(), undefined];
  });

  it('nothing while nothing is signed', async () => {
    expect(await desk().attend(never)).toBe(true);
    expect(asked).toEqual([]);
  });

  it('for each new head, from where the witness stands', async () => {
    const one = desk();
    await sign(7);
    expect(await one.attend(never)).toBe(true);
    await sign(40);
    expect(await one.attend(never)).toBe(true);
    expect(await one.attend(never)).toBe(true);
    expect(asked).toEqual(['old 0', 'old 7']);
    expect(await shown()).toEqual([origin, 'w.example']);
    expect(told).toEqual([
      { witness: '审计局', cosigned: 7n },
      { witness: '审计局', cosigned: 40n },
    ]);
  });

  it('from the size that the witness tells, where it is not the one that was thought', async () => {
    await sign(7);
    await desk().attend(never);
    await sign(40);
    const restarted = desk();
    expect(await restarted.attend(never)).toBe(true);
    expect(asked).toEqual(['old 0', 'old 0', 'old 7']);
    expect(restarted.status).toEqual({ witness: '审计局', cosigned: 40n });
  });

  it('and leaves out what another node has got already', async () => {
    const [one, other] = [desk(), desk()];
    await sign(7);
    expect(await Promise.all([one.attend(never), other.attend(never)])).toEqual([true, true]);
    expect(await shown()).toEqual([origin, 'w.example']);
    asked = [];
    expect(await desk().attend(never)).toBe(true);
    expect(asked).toEqual([]);
  });

  it('and sounds the alarm where the log does not continue what the witness has cosigned', async () => {
    await sign(7);
    await desk().attend(never);
    await sign(40, fork);
    const one = desk(fork);
    expect([await one.attend(never), await one.attend(never)]).toEqual([false, false]);
    expect(told.slice(1)).toEqual([
      { witness: '审计局', cosigned: undefined, error: expect.objectContaining({ code: 'sealing.witnessContradicts' }) },
    ]);
    expect(one.status.error?.params).toEqual({ witness: '审计局', held: '7', size: '40' });
    expect(await shown()).toEqual([origin]);
  });

  it('and sounds the alarm where the witness has cosigned more than there is', async () => {
    await sign(40);
    await desk().attend(never);
    [store, last] = [new MemoryEventStore(), undefined];
    await sign(7);
    const restored = desk();
    expect(await restored.attend(never)).toBe(false);
    expect(restored.status.error).toMatchObject({ code: 'sealing.witnessAhead', params: { held: '40', size: '7' } });
    await sign(45);
    expect(await restored.attend(never)).toBe(true);
    expect(restored.status).toEqual({ witness: '审计局', cosigned: 45n });
  });

  it('anew under a new name of the log', async () => {
    const one = desk();
    await sign(40);
    await one.attend(never);
    const epoch = signerOf(`${origin}/epoch-2`);
    const note = signCheckpoint(undefined, { origin: epoch.verifier.name, size: 9n, root: tree.root(9n) }, [], epoch);
    last = await appendCheckpoint(store, recorder, { note, after: last, at });
    expect(await one.attend(never)).toBe(false);
    expect(one.status.error).toMatchObject({ code: 'sealing.witnessRefuses', params: { status: 404 } });
    expect(asked.at(-1)).toBe('old 0');
  });

  const signedBy = (by: typeof signer, size = 7): Response => {
    const { text } = parseNote(signCheckpoint(undefined, { origin, size: BigInt(size), root: tree.root(BigInt(size)) }, [], log));
    return new Response(formatCosignatures([signatureOf(text, by)]));
  };
  const endless = (): Response => new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(65_536).fill(97)) }));
  it.each<[string, string, () => Response | Promise<Response>]>([
    ['with somebody else’s signature', 'witnessWrong', () => signedBy(cosigner('w.example', keyOf('other'), 1n))],
    ['with the signature of another checkpoint', 'witnessWrong', () => signedBy(signer, 9)],
    ['with a log’s signature in place of its own', 'witnessWrong', () => signedBy(signerOf('w.example', 'w'))],
    ['with a page', 'witnessWrong', () => new Response('<html>\n')],
    ['with nothing', 'witnessWrong', () => new Response('')],
    ['without end', 'witnessAway', endless],
    ['that it does not know the log', 'witnessRefuses', () => new Response('', { status: 404 })],
    ['that the signature is wrong', 'witnessRefuses', () => new Response('', { status: 403 })],
    ['with a fault', 'witnessAway', () => new Response('', { status: 500 })],
    ['with a size that is none', 'witnessAway', () => new Response('many', { status: 409 })],
    ['that it holds more than there is', 'witnessAhead', () => new Response('18446744073709551615\n', { status: 409 })],
    ['not at all', 'witnessAway', () => Promise.reject(Object.assign(new TypeError('failed'), { cause: { code: 'ECONNREFUSED' } }))],
  ])('that answers %s: nothing is taken, it is told once, and goes right as soon as it is right', async (_how, code, wrong) => {
    await sign(7);
    const one = desk();
    instead = wrong;
    expect([await one.attend(never), await one.attend(never)]).toEqual([false, false]);
    expect(told).toEqual([expect.objectContaining({ error: expect.objectContaining({ code: `sealing.${code}` }) })]);
    expect(await shown()).toEqual([origin]);
    instead = undefined;
    expect(await one.attend(never)).toBe(true);
    expect([await shown(), one.status.error]).toEqual([[origin, 'w.example'], undefined]);
  });

  it('no more than a few times in one go, however it answers', async () => {
    await sign(7);
    let held = 0n;
    instead = () => new Response(`${held++ % 7n}\n`, { status: 409 });
    expect(await desk().attend(never)).toBe(false);
    expect(asked).toHaveLength(5);
  });

  describe('that says nothing', () => {
    let silent: Server;
    let url: string;
    beforeEach(async () => {
      silent = createServer(() => undefined).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    });
    afterEach(() => {
      silent.closeAllConnections();
      silent.close();
    });

    it('no longer than it may take, and another one meanwhile', async () => {
      await sign(7);
      const quick = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on(
          'end',
          () =>
            void honest(body)
              .text()
              .then((text) => response.end(text)),
        );
      }).listen(0, '127.0.0.1');
      await once(quick, 'listening');
      const told = new EventEmitter();
      const seen = Promise.all([once(told, 'cosigned'), once(told, 'away')]);
      const collector = new CosignatureCollector({
        store,
        recorder,
        proof: (from, to) => tree.consistencyProof(from, to),
        now: () => at,
        witnesses: [
          { ...witness, name: 'silent', url },
          { ...witness, name: 'quick', url: `http://127.0.0.1:${(quick.address() as AddressInfo).port}` },
        ],
        observe: (status) => told.emit(status.error === undefined ? 'cosigned' : 'away', status),
        fault: (error) => told.emit('error', error),
        timeoutMs: 100,
      });
      collector.start();
      const [[cosigned], [away]] = await seen;
      expect(cosigned).toEqual({ witness: 'quick', cosigned: 7n });
      expect(away).toMatchObject({ witness: 'silent', error: { params: { cause: 'TimeoutError' } } });
      expect(collector.statuses.map(({ witness: name }) => name)).toEqual(['silent', 'quick']);
      await collector.close();
      quick.closeAllConnections();
      quick.close();
    });

    it('and breaks off at once where it stops', async () => {
      await sign(7);
      const arrived = once(silent, 'request');
      const parts = { store, recorder, proof: () => [], now: () => at, observe: (status: WitnessStatus) => told.push(status) };
      const collector = new CosignatureCollector({ ...parts, witnesses: [{ ...witness, url }], fault: () => undefined });
      collector.start();
      await arrived;
      await collector.close();
      expect(told).toEqual([]);
    });
  });
});

describe('A node that signs wakes its collector', () => {
  it('which puts the new head to the witness without waiting for its next look', async () => {
    const store = new MemoryEventStore();
    let state: WitnessState = new Map();
    const got: (() => void)[] = [];
    const answer: typeof fetch = async (_url, init) => {
      const decision = decideAddCheckpoint(state, new Map([[origin, [log.verifier]]]), String(init?.body));
      if (decision.status !== 200) throw new Error(String(decision.status));
      ({ state } = decision);
      return new Response(formatCosignatures([signatureOf(decision.text, signer)]));
    };
    const collector = new CosignatureCollector({
      store,
      recorder,
      proof: (from, to) => tree.consistencyProof(from, to),
      now: () => at,
      witnesses: [{ kind: 'witness', name: 'w', verifier: signer.verifier, url: 'http://w.example' }],
      observe: () => got.shift()?.(),
      fault: (error) => {
        throw error;
      },
      fetch: answer,
      lookEveryMs: 3_600_000,
    });
    collector.start();
    let last: number | undefined;
    for (const size of [7n, 9n, 40n]) {
      const cosigned = new Promise<void>((resolve) => got.push(resolve));
      const note = signCheckpoint(undefined, { origin, size, root: tree.root(size) }, [], log);
      last = await appendCheckpoint(store, recorder, { note, after: last, at });
      collector.wake();
      await cosigned;
      expect(collector.statuses).toEqual([{ witness: 'w', cosigned: size }]);
    }
    await collector.close();
  });
});
