import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, type StoredEvent, StoreUnavailableError } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { defineErrors } from '#libs/kernel';
import type { Dispatch, Process } from '../index.js';
import { type ProcessOptions, type RunningProcess, startProcess } from '../sqlite/index.js';
import {
  counter,
  type CounterCommand,
  counterEvents,
  echo,
  type EchoState,
  someCaller,
  type TestLedger,
  testLedger,
} from '../testing/index.js';

const testErrors = defineErrors({
  'echo.refused': { kind: 'conflict', zh: '不行', remedy: '无' },
  'echo.busy': { kind: 'unavailable', zh: '忙', remedy: '稍后' },
});
const backoff = { minMs: 0, maxMs: 0, random: () => 0, sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };

async function logOf(store: EventStore): Promise<StoredEvent[]> {
  const events = [];
  for await (const page of store.readAll()) events.push(...page);
  return events;
}
const dataOf = (events: readonly StoredEvent[], stream: string) =>
  events.filter((event) => event.stream === stream).map((event) => JSON.parse(event.data) as Record<string, unknown>);

describe('A process', () => {
  let root: string;
  let folders = 0;
  let test: TestLedger;
  const running: RunningProcess[] = [];

  const node = (more: Partial<ProcessOptions<EchoState, CounterCommand>> = {}): ProcessOptions<EchoState, CounterCommand> => ({
    process: echo,
    store: test.store,
    registry: test.registry,
    ledgerId: test.ledger.ledgerId,
    runner: test.runner,
    folder: join(root, `node ${folders++}`),
    backoff,
    tries: 3,
    dispatch: dispatching(test),
    ...more,
  });
  const dispatching =
    ({ runner }: TestLedger): Dispatch<CounterCommand> =>
    ({ id, command }, envelope) =>
      runner.execute({ decider: counter, id, command, ...envelope });
  const start = async (options: ProcessOptions<EchoState, CounterCommand>): Promise<RunningProcess> => {
    const process = await startProcess(options);
    running.push(process);
    return process;
  };
  const add = (n: number) =>
    test.runner.execute({ decider: counter, id: 'in', command: { type: 'Add', n }, caller: someCaller, key: `in ${n}` });
  /** Until the process is at the head and has nothing left to do, or has stopped. */
  const settled = async (process: RunningProcess): Promise<void> => {
    for (;;) {
      const { state, atHead, point, waiting } = process.status;
      if (state !== 'running' || (atHead && waiting === 0 && point?.position === (await test.store.head()))) return;
      await new Promise(setImmediate);
    }
  };
  const stop = async (...processes: RunningProcess[]): Promise<void> => {
    for (const process of processes) {
      running.splice(running.indexOf(process), 1);
      await process.stop();
    }
  };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'parkledger-process-'));
    test = await testLedger([counterEvents], { store: new MemoryEventStore() });
  });
  afterEach(async () => {
    await stop(...running);
    rmSync(root, { recursive: true, force: true });
  });

  it('does what is wanted, in order, and names the event that it answers', async () => {
    const process = await start(node());
    for (const n of [3, 1, 2]) await add(n);
    await settled(process);
    const log = await logOf(test.store);
    expect(dataOf(log, 'counter-out')).toEqual([{ n: 3 }, { n: 1 }, { n: 2 }]);
    const inputs = log.filter((event) => event.stream === 'counter-in');
    const outputs = log.filter((event) => event.stream === 'counter-out').map((event) => JSON.parse(event.metadata));
    expect(outputs.map((metadata) => metadata.causationId)).toEqual(inputs.map((event) => event.id));
    expect(outputs[0].actor).toEqual({ account: 'process:echo', role: 'process' });
  });

  it('without its file folds the log to its head before it acts, and sends only what has no outcome', async () => {
    await add(1);
    const first = await start(node());
    await settled(first);
    await stop(first);
    await add(2);
    const sent: number[] = [];
    const dispatch: Dispatch<CounterCommand> = (command, envelope) => {
      sent.push((command.command as { n: number }).n);
      return dispatching(test)(command, envelope);
    };
    const second = await start(node({ dispatch }));
    await settled(second);
    expect(sent).toEqual([2]);
  });

  it('strikes out by the log what its own state forgets to drop, also after its file is gone', async () => {
    const forgetful: Process<EchoState, CounterCommand> = {
      ...echo,
      evolve: (state, entry) => (entry.event.stream === 'counter-in' ? echo.evolve(state, entry) : state),
    };
    const first = await start(node({ process: forgetful }));
    for (const n of [1, 2, 3]) await add(n);
    await settled(first);
    let sent = 0;
    const dispatch: Dispatch<CounterCommand> = (command, envelope) => (sent++, dispatching(test)(command, envelope));
    await settled(await start(node({ process: forgetful, dispatch })));
    expect(sent).toBe(0);
    expect(dataOf(await logOf(test.store), 'counter-out')).toHaveLength(3);
  });

  it('begins anew where its version was raised or the store is another', async () => {
    const folder = join(root, 'kept');
    await add(1);
    const first = await start(node({ folder }));
    await settled(first);
    await stop(first);
    let seen = 0;
    const counting = (version: number): Process<EchoState, CounterCommand> => ({
      ...echo,
      version,
      evolve: (state, entry) => (seen++, echo.evolve(state, entry)),
    });
    await settled(await start(node({ folder, process: counting(1) })));
    expect(seen).toBe(0);
    await stop(...running);
    await settled(await start(node({ folder, process: counting(2) })));
    expect(seen).toBe(3);
    await stop(...running);
    test = await testLedger([counterEvents], { store: new MemoryEventStore() });
    for (const n of [7, 8, 9]) await add(n);
    await settled(await start(node({ folder, process: counting(2) })));
    expect(dataOf(await logOf(test.store), 'counter-out')).toEqual([{ n: 7 }, { n: 8 }, { n: 9 }]);
  });

  it('records a refusal and goes on', async () => {
    const dispatch: Dispatch<CounterCommand> = async (command, envelope) => {
      if ((command.command as { n: number }).n === 1) {
        const faults = Array.from({ length: 201 }, (_, i) => testErrors.fault('echo.refused', { ratio: 0.5 }, `line ${i}`));
        throw testErrors.error('echo.refused', {}, { faults });
      }
      return dispatching(test)(command, envelope);
    };
    const process = await start(node({ dispatch }));
    for (const n of [1, 2]) await add(n);
    await settled(process);
    const log = await logOf(test.store);
    expect(dataOf(log, 'counter-out')).toEqual([{ n: 2 }]);
    const [refusal] = dataOf(log, 'process-echo');
    expect(refusal).toMatchObject({
      process: 'echo',
      category: 'counter',
      id: 'out',
      commandType: 'Add',
      code: 'echo.refused',
      faultsLeftOut: 1,
    });
    expect((refusal?.faults as unknown[])[0]).toMatchObject({ where: 'line 0', params: { ratio: '0.5' } });
  });

  it('takes a command’s events for its outcome, even where another node’s success made its handler refuse', async () => {
    const dispatch: Dispatch<CounterCommand> = async (command, envelope) => {
      await dispatching(test)(command, envelope);
      throw testErrors.error('echo.refused');
    };
    const process = await start(node({ dispatch }));
    await add(1);
    await settled(process);
    const log = await logOf(test.store);
    expect(dataOf(log, 'counter-out')).toEqual([{ n: 1 }]);
    expect(dataOf(log, 'process-echo')).toEqual([]);
  });

  it('records a command that had nothing to do', async () => {
    const dispatch: Dispatch<CounterCommand> = ({ id }, envelope) =>
      test.runner.execute({ decider: counter, id, command: { type: 'AddMany', numbers: [] }, ...envelope });
    const process = await start(node({ dispatch }));
    await add(1);
    await settled(process);
    expect(dataOf(await logOf(test.store), 'process-echo')).toMatchObject([{ code: 'process.nothingToDo' }]);
  });

  it('records as failed, after bounded tries, what is no refusal; and what its handler aims elsewhere', async () => {
    const tries: number[] = [];
    const dispatch: Dispatch<CounterCommand> = async ({ id, command }, envelope) => {
      const { n } = command as { n: number };
      tries.push(n);
      if (n === 1) throw new TypeError('undefined is not a function');
      if (n === 2 && tries.filter((tried) => tried === 2).length < 3) throw testErrors.error('echo.busy');
      if (n === 3) throw testErrors.error('echo.busy');
      return test.runner.execute({ decider: counter, id: n === 4 ? 'elsewhere' : id, command, ...envelope });
    };
    const process = await start(node({ dispatch }));
    for (const n of [1, 2, 3, 4]) await add(n);
    await settled(process);
    expect(tries).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4]);
    const log = await logOf(test.store);
    expect(log.filter((event) => event.stream === 'process-echo').map((event) => event.type)).toEqual(
      Array(3).fill('ProcessCommandFailed'),
    );
    expect(dataOf(log, 'process-echo').map((data) => data.code)).toEqual(['process.unexpected', 'echo.busy', 'process.wrongTarget']);
    expect(dataOf(log, 'counter-out')).toEqual([{ n: 2 }]);
  });

  it('waits out a store that is silent, however long: nothing could be recorded meanwhile', async () => {
    let silent = 50;
    const dispatch: Dispatch<CounterCommand> = (command, envelope) =>
      silent-- > 0 ? Promise.reject(new StoreUnavailableError('silent')) : dispatching(test)(command, envelope);
    const process = await start(node({ dispatch }));
    await add(1);
    await settled(process);
    const log = await logOf(test.store);
    expect(dataOf(log, 'counter-out')).toEqual([{ n: 1 }]);
    expect(dataOf(log, 'process-echo')).toEqual([]);
  });

  it('stops visibly at an entry that it can’t fold', async () => {
    const evolve = (): never => {
      throw new Error('never heard of it');
    };
    const process = await start(node({ process: { ...echo, evolve } }));
    await process.done;
    expect(process.status).toMatchObject({ name: 'echo', state: 'stopped', stoppedAt: 0 });
    expect(process.status.error).toContain('never heard of it');
  });

  it('tells when it has done all that the log asked up to a position, and when it never will', async () => {
    const process = await start(node());
    const { position } = await add(1);
    await process.settled(position as string);
    expect(dataOf(await logOf(test.store), 'counter-out')).toEqual([{ n: 1 }]);
    const never = expect(process.settled('999')).rejects.toThrow('process echo has ended');
    await stop(process);
    await never;
    await expect(process.settled(position as string)).rejects.toThrow('has ended');
  });

  it('on two nodes at once emits nothing twice', async () => {
    const other = await testLedger([counterEvents], { store: test.store });
    const processes = [await start(node()), await start(node({ runner: other.runner, dispatch: dispatching(other) }))];
    for (let n = 1; n <= 40; n++) await add(n);
    for (const process of processes) await settled(process);
    const log = await logOf(test.store);
    expect(dataOf(log, 'counter-out')).toEqual(Array.from({ length: 40 }, (_, i) => ({ n: i + 1 })));
    expect(dataOf(log, 'process-echo')).toEqual([]);
  });

  it('on two nodes at once records each refusal once, whatever words each finds', async () => {
    const refusing =
      (ratio: number): Dispatch<CounterCommand> =>
      async () => {
        throw testErrors.error('echo.refused', {}, { faults: [testErrors.fault('echo.refused', {}, `seen by ${ratio}`)] });
      };
    const other = await testLedger([counterEvents], { store: test.store });
    const processes = [await start(node({ dispatch: refusing(1) })), await start(node({ runner: other.runner, dispatch: refusing(2) }))];
    for (let n = 1; n <= 10; n++) await add(n);
    for (const process of processes) await settled(process);
    expect(dataOf(await logOf(test.store), 'process-echo')).toHaveLength(10);
  });

  it('thrown away before or after any send, with its file as it was at any earlier moment, ends with the same log', async () => {
    for (let n = 1; n <= 4; n++) await add(n);
    const snapshots: (string | undefined)[] = [undefined];
    for (let step = 0; step < 12; step++) {
      const folder = join(root, `run ${step}`);
      const from = snapshots[(step * 5) % snapshots.length];
      if (from !== undefined) cpSync(from, folder, { recursive: true });
      let killed: Promise<void> | undefined;
      const holder: { process?: RunningProcess } = {};
      const kill = (): never => {
        const snapshot = join(root, `snapshot ${step}`);
        cpSync(folder, snapshot, { recursive: true });
        snapshots.push(snapshot);
        killed = holder.process?.stop();
        throw new Error('killed');
      };
      const dispatch: Dispatch<CounterCommand> = async (command, envelope) => {
        if (step % 2 === 0) kill();
        const answer = await dispatching(test)(command, envelope);
        if (step < 11) kill();
        return answer;
      };
      const process = (holder.process = await startProcess(node({ folder, dispatch })));
      await settled(process);
      await (killed ?? process.stop());
    }
    const last = await start(node());
    await settled(last);
    const log = await logOf(test.store);
    expect(dataOf(log, 'counter-out')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
    for (const snapshot of snapshots) {
      const again = await start(node(snapshot === undefined ? {} : { folder: snapshot }));
      await settled(again);
    }
    expect(await logOf(test.store)).toEqual(log);
  });
});
