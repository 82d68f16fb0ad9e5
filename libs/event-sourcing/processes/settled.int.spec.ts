import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Position } from '#libs/event-store';
import { type RunningProcess, startProcess } from '../sqlite/index.js';
import { counter, counterEvents, echo, someCaller, type TestLedger, testLedger } from '../testing/index.js';

describe('Who waits for a process', () => {
  let folder: string;
  let test: TestLedger;
  let process: RunningProcess;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-settled-'));
    test = await testLedger([counterEvents]);
    const { store, registry, ledger, runner } = test;
    process = await startProcess({
      process: echo,
      store,
      registry,
      runner,
      ledgerId: ledger.ledgerId,
      folder,
      dispatch: ({ id, command }, envelope) => runner.execute({ decider: counter, id, command, ...envelope }),
    });
  });
  afterEach(async () => {
    await process.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const add = (n: number) =>
    test.runner.execute({ decider: counter, id: 'in', command: { type: 'Add', n }, caller: someCaller, key: `${n}` });
  const head = async (): Promise<Position> => (await test.store.head()) as Position;
  const sum = async (): Promise<number> => (await test.runner.load(counter, 'out')).state.total;

  it('is told when all that the log asked for is done, and at once where nothing is left', async () => {
    for (const n of [1, 2, 3]) {
      await add(n);
      await process.settled(await head());
      expect(await sum()).toBe((n * (n + 1)) / 2);
    }
    await process.settled(await head());
  });

  it('does not wait for ever for a process that has ended', async () => {
    await add(4);
    await process.settled(await head());
    const tooFar = process.settled(String(BigInt(await head()) + 1000n));
    const refused = expect(tooFar).rejects.toThrow('process echo has ended');
    await process.stop();
    await refused;
    await expect(process.settled(await head())).rejects.toThrow('process echo has ended');
  });
});
