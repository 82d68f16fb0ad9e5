import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ERASURE_ID, type ErasureCommandInput, erasureDecider, erasureEvents } from '#libs/erasure';
import { fileKeys } from '#libs/event-sourcing';
import { type TestLedger, testLedger } from '#libs/event-sourcing/testing';
import { MemoryEventStore } from '#libs/event-store/memory';
import { EvidenceFolder } from '#libs/evidence';
import type { Caller } from '#libs/kernel';
import { KeyDestruction } from './key-destruction.js';

const proposer: Caller = { account: 'tf-1', role: 'taskForce', department: 'taskForce' };
const confirmer: Caller = { account: 'tf-2', role: 'taskForce', department: 'taskForce' };
const delivery = { name: '王小明.csv', mediaType: 'text/csv', account: 'tf-1' };

interface TestNode extends TestLedger {
  readonly evidence: EvidenceFolder;
  readonly destruction: KeyDestruction;
}

describe('The destruction of keys', () => {
  let folder: string;
  const store = (): MemoryEventStore => new MemoryEventStore();
  const keyFolder = (kind: 'subjects' | 'files'): string => join(folder, `ledger-keys.json.${kind}`);
  const namesIn = (kind: 'subjects' | 'files'): string[] => readdirSync(keyFolder(kind)).map((name) => name.replace(/^.*\./, ''));
  const stopping: KeyDestruction[] = [];

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'parkledger-erasure-'))));
  afterEach(async () => {
    for (const one of stopping.splice(0)) await one.beforeApplicationShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A node over a store; keys and evidence are shared by all. */
  async function node(over: MemoryEventStore): Promise<TestNode> {
    const keys = fileKeys(join(folder, 'ledger-keys.json'), randomBytes);
    const opened = await testLedger([erasureEvents], { store: over, keys });
    const evidence = await EvidenceFolder.open(join(folder, 'evidence'), { keys: opened.ledger.keys.files });
    const destruction = new KeyDestruction(opened.runner, opened.ledger, evidence, opened.registry, over);
    stopping.push(destruction);
    return { ...opened, evidence, destruction };
  }

  /** Records an erasure, proposed and confirmed, and does nothing more: as a node that dies before it has destroyed the key. */
  async function recordErasure({ runner }: TestNode, target: (ErasureCommandInput & { type: 'ProposeErasure' })['target']): Promise<void> {
    const run = (command: ErasureCommandInput, caller: Caller) =>
      runner.execute({
        decider: erasureDecider,
        id: ERASURE_ID,
        command,
        caller,
        key: command.type + JSON.stringify(target),
        extra: async () => ({ isThere: true }),
      });
    const document = { hash: 'ab'.repeat(32), title: '删除申请' };
    const basis = { ground: 'consentWithdrawn', reason: '本人申请', document } as const;
    const [proposed] = (await run({ type: 'ProposeErasure', target, ...basis }, proposer)).events;
    await run({ type: 'ConfirmErasure', erasure: (proposed?.data as { erasure: string }).erasure }, confirmer);
  }

  it('catches up before the node serves anybody, where it died between event and key', async () => {
    const log = store();
    const first = await node(log);
    const field = first.ledger.personal.sealPersonal('s-1', '王小明');
    const kept = first.ledger.personal.sealPersonal('s-2', '李小红');
    const { hash } = await first.evidence.put(Buffer.from('姓名\n王小明\n'), delivery);
    await recordErasure(first, { kind: 'personal', subject: 's-1', data: 'contact' });
    await recordErasure(first, { kind: 'evidence', hash });
    expect(first.ledger.personal.openPersonal(field)).toBe('王小明');

    const again = await node(log);
    await again.destruction.onApplicationBootstrap();
    expect(again.ledger.personal.openPersonal(field)).toBeUndefined();
    expect(again.ledger.personal.isErased('s-1')).toBe(true);
    expect(again.ledger.personal.openPersonal(kept)).toBe('李小红');
    await expect(again.evidence.open(hash)).rejects.toMatchObject({ code: 'evidence.erased' });
    expect([namesIn('subjects').sort(), namesIn('files')]).toEqual([['erased', 'key'], ['erased']]);
  });

  it('is seen by a running node when another one records it, and once it is done nothing is left to do', async () => {
    const log = store();
    const [a, b] = [await node(log), await node(log)];
    const field = a.ledger.personal.sealPersonal('s-1', '王小明');
    await a.destruction.onApplicationBootstrap();
    await b.destruction.onApplicationBootstrap();
    await recordErasure(a, { kind: 'personal', subject: 's-1', data: 'contact' });
    await followedTo(b, 2);
    await followedTo(a, 2);
    expect([a, b].map((one) => one.ledger.personal.openPersonal(field))).toEqual([undefined, undefined]);
    await Promise.all([a.destruction.carryOut(), b.destruction.carryOut()]);
    expect(namesIn('subjects')).toEqual(['erased']);
  });

  it('makes an old back-up of the keys useless: a key that was put back is destroyed at the start, and none is made anew', async () => {
    const log = store();
    const first = await node(log);
    const field = first.ledger.personal.sealPersonal('s-1', '王小明');
    const [name] = readdirSync(keyFolder('subjects')) as [string];
    const backup = readFileSync(join(keyFolder('subjects'), name));
    await recordErasure(first, { kind: 'personal', subject: 's-1', data: 'contact' });
    await first.destruction.carryOut();
    rmSync(keyFolder('subjects'), { recursive: true });
    mkdirSync(keyFolder('subjects'), { mode: 0o700 });
    writeFileSync(join(keyFolder('subjects'), name), backup, { mode: 0o600 });

    const again = await node(log);
    expect(again.ledger.personal.openPersonal(field)).toBe('王小明');
    await again.destruction.onApplicationBootstrap();
    expect(again.ledger.personal.openPersonal(field)).toBeUndefined();
    expect(existsSync(join(keyFolder('subjects'), name))).toBe(false);
    expect(again.ledger.keys.subjects.obtain('s-1')).toBeUndefined();
  });

  it('is tried again until it succeeds where the folder can’t be reached, and says so meanwhile', async () => {
    const log = store();
    const running = await node(log);
    const field = running.ledger.personal.sealPersonal('s-1', '王小明');
    await running.destruction.onApplicationBootstrap();
    const { destroy } = running.ledger.keys.subjects;
    let refused = 0;
    running.ledger.keys.subjects.destroy = (subject) => {
      if (refused++ < 2) throw new Error('ESTALE');
      destroy.call(running.ledger.keys.subjects, subject);
    };
    await recordErasure(running, { kind: 'personal', subject: 's-1', data: 'contact' });
    await expect(running.destruction.carryOut()).rejects.toThrow('ESTALE');
    await followedTo(running, 2);
    expect(running.ledger.personal.openPersonal(field)).toBeUndefined();
    expect(running.destruction.status?.trouble).toBeUndefined();
  });
});

/** Waits until a node has taken an entry of the log. */
async function followedTo({ destruction }: TestNode, index: number): Promise<void> {
  while ((destruction.status?.point?.index ?? -1) < index) await nextTurn();
}
