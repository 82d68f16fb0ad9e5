import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Process } from '../index.js';
import { startProcess } from '../sqlite/index.js';
import { counter, type CounterCommand, counterEvents, echo, type EchoState, someCaller, testLedger } from '../testing/index.js';

/** The echo, in the name of whoever added. */
const inSomebodysName: Process<EchoState, CounterCommand> = {
  ...echo,
  wanted: (state) => echo.wanted(state).map((command) => ({ ...command, onBehalfOf: someCaller })),
};

describe('A process that carries out what a person asked for', () => {
  it('acts in that person’s name, and once, also where it starts without its file', async () => {
    const root = mkdtempSync(join(tmpdir(), 'parkledger-behalf-'));
    const { store, registry, ledger, runner } = await testLedger([counterEvents]);
    let position = '';
    for (const n of [1, 2]) {
      const answer = await runner.execute({ decider: counter, id: 'in', command: { type: 'Add', n }, caller: someCaller, key: `${n}` });
      position = answer.position ?? '';
    }
    for (const folder of ['first', 'without the file']) {
      const process = await startProcess({
        process: inSomebodysName,
        store,
        registry,
        runner,
        ledgerId: ledger.ledgerId,
        folder: join(root, folder),
        dispatch: ({ id, command }, envelope) => runner.execute({ decider: counter, id, command, ...envelope }),
      });
      await process.settled(position);
      await process.stop();
    }
    rmSync(root, { recursive: true, force: true });
    const outputs = [];
    for await (const page of store.readStream('counter-out')) outputs.push(...page);
    expect(outputs.map(({ data }) => JSON.parse(data) as unknown)).toEqual([{ n: 1 }, { n: 2 }]);
    for (const { metadata } of outputs) expect(JSON.parse(metadata)).toMatchObject({ actor: { account: someCaller.account } });
  });
});
