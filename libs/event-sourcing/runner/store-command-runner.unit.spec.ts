import fc from 'fast-check';
import { EventIdConflictError } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { DomainError } from '#libs/kernel';
import { commandIdOf, type CommandRequest, EventSchemaError, eventIdOf } from '../index.js';
import {
  counter,
  type CounterCommand,
  counterEvents,
  type CounterEvent,
  type CounterState,
  FaultyStore,
  someCaller,
  type TestLedger,
  testLedger,
  type TestLedgerOptions,
} from '../testing/index.js';

type Request = CommandRequest<CounterState, CounterCommand, CounterEvent, void>;
const impatient = { tries: 3, minMs: 0, maxMs: 0, sleep: async () => undefined };
const open = (options: TestLedgerOptions = {}) => testLedger([counterEvents], { persistence: impatient, ...options });
const request = (command: CounterCommand, key: string, more: Partial<Request> = {}): Request => ({
  decider: counter,
  id: '1',
  command,
  caller: someCaller,
  key,
  ...more,
});
const add = (n: number, ifTotal?: number): CounterCommand => ({ type: 'Add', n, ...(ifTotal === undefined ? {} : { ifTotal }) });
const codeOf = (result: PromiseSettledResult<unknown>): string =>
  result.status === 'fulfilled' ? 'done' : (result.reason as DomainError).code;
const eventsOf = async ({ store }: Pick<TestLedger, 'store'>, stream = 'counter-1') => {
  const events = [];
  for await (const page of store.readStream(stream)) events.push(...page);
  return events;
};

describe('A command', () => {
  it('is decided on the stream’s state, recorded with its metadata, and answered with its events', async () => {
    const { runner, ledger } = await open();
    await runner.execute(request(add(2), 'a'));
    const answer = await runner.execute(request({ type: 'AddMany', numbers: [3, 4] }, 'b'));
    const commandId = commandIdOf({ ledgerId: ledger.ledgerId, account: someCaller.account, key: 'b', target: 'counter-1' });
    expect(answer).toMatchObject({ commandId, stream: 'counter-1', id: '1', revision: 2, dryRun: false });
    expect(answer.events.map((event) => [event.id, event.revision, event.data])).toEqual([
      [eventIdOf(commandId, 'counter-1', 0), 1, { n: 3 }],
      [eventIdOf(commandId, 'counter-1', 1), 2, { n: 4 }],
    ]);
    expect(answer.position).toBe(answer.events[1]?.position);
    expect(answer.events[0]?.metadata).toMatchObject({ commandId, causationId: commandId, correlationId: commandId, schemaVersion: 1 });
    expect(answer.events[0]?.metadata.salt).not.toBe(answer.events[1]?.metadata.salt);
    expect((await runner.load(counter, '1')).state.total).toBe(9);
  });

  it('without a key is refused', async () => {
    const { runner } = await open();
    await expect(runner.execute(request(add(1), ''))).rejects.toMatchObject({ code: 'command.keyMissing', kind: 'invalid' });
  });

  it('that creates gets an id derived from its key: sent twice it creates once', async () => {
    const { runner } = await open();
    const creating = { decider: counter, command: add(1), caller: someCaller, key: 'new' } as const;
    const first = await runner.execute(creating);
    expect(await runner.execute(creating)).toEqual(first);
    expect((await runner.execute({ ...creating, key: 'another' })).id).not.toBe(first.id);
  });

  it('that has nothing to do appends nothing, and is decided anew when it is sent again', async () => {
    const test = await open();
    await test.runner.execute(request({ type: 'Close' }, 'a'));
    expect(await test.runner.execute(request({ type: 'Close' }, 'b'))).toMatchObject({ events: [], revision: 0 });
    const again = await test.runner.execute(request({ type: 'Close' }, 'b'));
    expect(again).not.toHaveProperty('position');
    expect(await eventsOf(test)).toHaveLength(1);
  });

  it('on a dry run goes the whole way and appends nothing', async () => {
    const test = await open();
    const dry = await test.runner.execute(request({ type: 'AddMany', numbers: [1, 2] }, 'a', { dryRun: true }));
    expect(dry).toMatchObject({ dryRun: true, revision: 1, events: [{ revision: 0 }, { revision: 1 }] });
    expect(dry).not.toHaveProperty('position');
    expect(await eventsOf(test)).toEqual([]);
    await expect(test.runner.execute(request({ type: 'Break' }, 'b', { dryRun: true }))).rejects.toThrow(EventSchemaError);
    const large = { type: 'Note', text: '字'.repeat(310_000) } as const;
    await expect(test.runner.execute(request(large, 'c', { dryRun: true }))).rejects.toMatchObject({ code: 'command.tooLarge' });
    await expect(test.runner.execute(request(large, 'c'))).rejects.toMatchObject({ code: 'command.tooLarge', kind: 'tooLarge' });
  });

  it('with a number that JSON would not carry exactly is refused where the domain had no better word', async () => {
    const test = await open();
    await expect(test.runner.execute(request({ ...add(1), note: 0.1 } as unknown as CounterCommand, 'a'))).rejects.toMatchObject({
      code: 'command.malformed',
    });
    expect(await eventsOf(test)).toEqual([]);
  });

  it('carries its own instant in a sample ledger', async () => {
    const { runner } = await open();
    const answer = await runner.execute(request(add(1), 'a', { at: '2025-02-03T00:00:00.000Z' }));
    expect(answer.events[0]?.metadata.recordedAt).toBe('2025-02-03T00:00:00.000Z');
    await expect(runner.execute(request(add(1), 'b', { at: '2025-02-03' }))).rejects.toMatchObject({ code: 'command.instant' });
  });
});

describe('A repeated command', () => {
  it('gets the first answer to the byte, also from another node and after later commands', async () => {
    const store = new MemoryEventStore();
    const [a, b] = [await open({ store }), await open({ store })];
    const command = request({ type: 'AddMany', numbers: [5, 6] }, 'k');
    const first = JSON.stringify(await a.runner.execute(command));
    await a.runner.execute(request(add(1), 'later'));
    expect(JSON.stringify(await a.runner.execute(command))).toBe(first);
    expect(JSON.stringify(await b.runner.execute(command))).toBe(first);
  });

  it('with other input is refused, and another caller’s same key is another command', async () => {
    const { runner } = await open();
    await runner.execute(request(add(1), 'k'));
    await expect(runner.execute(request(add(2), 'k'))).rejects.toMatchObject({ code: 'command.keyReused', kind: 'unprocessable' });
    const floats = { ...add(1), n: 0.5 };
    await expect(runner.execute(request(floats, 'k'))).rejects.toMatchObject({ code: 'command.keyReused' });
    await runner.execute(request(add(2), 'k', { caller: { ...someCaller, account: 'other' } }));
    expect((await runner.load(counter, '1')).state.total).toBe(3);
  });

  it('that was refused is not remembered', async () => {
    const { runner } = await open();
    await expect(runner.execute(request(add(1, 7), 'k'))).rejects.toMatchObject({ code: 'counter.stale' });
    await runner.execute(request(add(7), 'other'));
    expect((await runner.execute(request(add(1, 7), 'k'))).revision).toBe(1);
  });

  it('sent many times at once, to two nodes, has one effect and one answer', async () => {
    const store = new MemoryEventStore();
    const nodes = [await open({ store }), await open({ store })];
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => nodes[i % 2]!.runner.execute(request(add(3), 'same'))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await nodes[0]!.runner.load(counter, '1')).state).toMatchObject({ total: 3, events: 1 });
  });
});

describe('Many commands at once on one stream, over two nodes', () => {
  const race = async (commands: (i: number) => CounterCommand) => {
    const store = new MemoryEventStore();
    const nodes = [await open({ store }), await open({ store })];
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => nodes[i % 2]!.runner.execute(request(commands(i), `key ${i}`))),
    );
    return { codes: results.map(codeOf), ...nodes[0]! };
  };

  it('all succeed where they don’t contradict', async () => {
    const { codes, runner } = await race((i) => add(i));
    expect(new Set(codes)).toEqual(new Set(['done']));
    expect((await runner.load(counter, '1')).state).toMatchObject({ total: 1225, events: 50 });
  });

  it('have exactly one winner where they do', async () => {
    const { codes } = await race(() => add(1, 0));
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(codes.filter((code) => code === 'counter.stale')).toHaveLength(49);
  });

  it('give up after a bound, with a word', async () => {
    const inner = new MemoryEventStore();
    const other = await open({ store: inner });
    const store = new FaultyStore(inner);
    const { runner } = await open({ store, tries: 3 });
    let n = 0;
    const overtaken = async (): Promise<void> => void (await other.runner.execute(request(add(1), `overtaking ${n++}`)));
    store.appendFaults.push(overtaken, overtaken, overtaken);
    await expect(runner.execute(request(add(1), 'slow'))).rejects.toMatchObject({ code: 'command.contended', kind: 'unavailable' });
  });

  it('reads what else a decision needs again for each try', async () => {
    const inner = new MemoryEventStore();
    const other = await open({ store: inner });
    const store = new FaultyStore(inner);
    const { runner } = await open({ store });
    store.appendFaults.push(async () => void (await other.runner.execute(request(add(1), 'overtaking'))));
    let reads = 0;
    await runner.execute(request(add(1), 'k', { extra: async () => void reads++ }));
    expect(reads).toBe(2);
  });
});

describe('A store that does not answer', () => {
  const faulty = async (...faults: ('notReached' | 'answerLost')[]) => {
    const store = new FaultyStore(new MemoryEventStore());
    const test = await open({ store });
    store.appendFaults.push(...faults);
    store.appends = 0;
    return { ...test, store };
  };

  it('is asked again with the same events; none is written twice', async () => {
    const test = await faulty('notReached', 'answerLost');
    await test.runner.execute(request(add(1), 'k'));
    expect(test.store.appends).toBe(3);
    expect(await eventsOf(test)).toHaveLength(1);
  });

  it('ends in an error that says the outcome is unknown; the repetition finds it', async () => {
    const test = await faulty('answerLost', 'notReached', 'notReached');
    await expect(test.runner.execute(request(add(1), 'k'))).rejects.toMatchObject({ code: 'store.unavailable', kind: 'unavailable' });
    test.clock.moveTo('2025-03-01T00:00:00.000Z');
    const answer = await test.runner.execute(request(add(1), 'k'));
    expect(answer.events[0]?.metadata.recordedAt).toBe('2025-01-02T03:04:05.678Z');
    expect(await eventsOf(test)).toHaveLength(1);
  });

  it('while reading ends in an error that says nothing was recorded', async () => {
    const test = await faulty();
    test.store.failingReads = 2;
    await test.runner.execute(request(add(1), 'k'));
    test.store.failingReads = 3;
    await expect(test.runner.execute(request(add(1), 'l'))).rejects.toMatchObject({ code: 'store.unreachable' });
  });

  it('or answers late, on two nodes, in any mixture, never makes an effect be lost or doubled', async () => {
    const fault = fc.constantFrom('fine', 'notReached', 'answerLost' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fault, fault), { minLength: 1, maxLength: 12 }),
        async (commands) => {
          const inner = new MemoryEventStore();
          const stores = [new FaultyStore(inner), new FaultyStore(inner)];
          const nodes = [await open({ store: stores[0]! }), await open({ store: stores[1]! })];
          for (const [i, [, ...faults]] of commands.entries()) {
            stores[i % 2]!.appendFaults.push(...faults.map((kind) => (kind === 'fine' ? async () => undefined : kind)));
          }
          const send = (n: number, i: number, node: number) => nodes[node % 2]!.runner.execute(request(add(n), `k${i}`));
          // Each command goes to both nodes at once; who gets an error sends it again.
          const insist = async (n: number, i: number, node: number): Promise<string> => {
            for (;;) {
              try {
                return JSON.stringify(await send(n, i, node));
              } catch (error) {
                expect(error).toMatchObject({ code: 'store.unavailable' });
              }
            }
          };
          const answers = await Promise.all(commands.map(([n], i) => Promise.all([insist(n, i, 0), insist(n, i, 1)])));
          for (const [a, b] of answers) expect(a).toBe(b);
          const total = commands.reduce((sum, [n]) => sum + n, 0);
          expect((await nodes[0]!.runner.load(counter, '1')).state).toMatchObject({ total, events: commands.length });
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it('shows an id that other content has taken as damage, not as a race', async () => {
    const test = await faulty();
    test.store.appendFaults.push(...Array.from({ length: 9 }, () => () => Promise.reject(new EventIdConflictError('counter-1', 'x'))));
    await expect(test.runner.execute(request(add(1), 'k'))).rejects.toThrow(EventIdConflictError);
    expect(test.store.appends).toBe(1);
  });
});

describe('A clock behind the log', () => {
  it('by more than a minute refuses to write, and still answers repetitions', async () => {
    const store = new MemoryEventStore();
    const { runner } = await open({ store });
    const late = await runner.execute(request(add(1), 'a', { at: '2025-05-01T12:00:00.000Z' }));
    await runner.execute(request(add(1), 'b', { at: '2025-05-01T11:59:00.000Z' }));
    const behind = request(add(1), 'c', { at: '2025-05-01T11:58:59.999Z' });
    await expect(runner.execute(behind)).rejects.toMatchObject({ code: 'clock.untrusted', kind: 'unavailable' });
    expect(await runner.execute(request(add(1), 'a', { at: '2025-05-01T11:00:00.000Z' }))).toEqual(late);
  });
});

describe('A fold', () => {
  it('is the same however the cache and the revisions asked for fall', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -5, max: 5 })), { maxLength: 30 }),
        fc.integer({ min: 0, max: 30 }),
        async (steps, asked) => {
          const test = await open({ cacheSize: 1 });
          const totals = new Map<string, number[]>();
          for (const [i, [id, n]] of steps.entries()) {
            await test.runner.execute(request(add(n), `k${i}`, { id: String(id) }));
            const known = totals.get(String(id)) ?? [];
            totals.set(String(id), [...known, (known.at(-1) ?? 0) + n]);
          }
          for (const [id, expected] of totals) {
            const revision = Math.min(asked, expected.length - 1);
            expect(await test.runner.load(counter, id, asked)).toMatchObject({ revision, state: { total: expected[revision] } });
            expect((await test.runner.load(counter, id)).state.total).toBe(expected.at(-1));
            expect(await test.runner.load(counter, id, asked)).toMatchObject({ revision, state: { total: expected[revision] } });
          }
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });
});
