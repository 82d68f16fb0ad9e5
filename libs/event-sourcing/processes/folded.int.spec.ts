import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../sqlite/index.js';
import { counter, counterEvents, echo, someCaller, testLedger } from '../testing/index.js';

describe('Who is told of what a process folds', () => {
  it('hears of an event before the process acts on it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parkledger-folded-'));
    const { store, registry, ledger, runner } = await testLedger([counterEvents]);
    const told: string[] = [];
    const process = await startProcess({
      process: echo,
      store,
      registry,
      runner,
      ledgerId: ledger.ledgerId,
      folder,
      onFolded: (entries) =>
        told.push(...entries.filter(({ event }) => event.stream === 'counter-in').map(({ event }) => `seen ${event.id}`)),
      dispatch: ({ id, command, causedBy }, envelope) => {
        told.push(`answered ${causedBy}`);
        return runner.execute({ decider: counter, id, command, ...envelope });
      },
    });
    const ids: string[] = [];
    for (const n of [1, 2]) {
      const { events, position = '' } = await runner.execute({
        decider: counter,
        id: 'in',
        command: { type: 'Add', n },
        caller: someCaller,
        key: `${n}`,
      });
      ids.push(events[0]?.id ?? '');
      await process.settled(position);
    }
    await process.stop();
    rmSync(folder, { recursive: true, force: true });
    expect(told).toEqual(ids.flatMap((id) => [`seen ${id}`, `answered ${id}`]));
  });
});
