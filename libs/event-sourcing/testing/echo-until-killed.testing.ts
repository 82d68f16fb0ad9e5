/**
 * Runs the echo process and a read model over an embedded store in the folder named on the command line, until `out` holds as many events as `in` got; says `done`.
 * Tests kill it at its kill points. What it finds done already it does not do again.
 */
import { join } from 'node:path';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { startProcess } from '../processes/process-runner.js';
import { openReadModels } from '../projections/sqlite-read-models.js';
import { counter, counterEvents } from './counter.js';
import { echo } from './echo-process.js';
import { someCaller } from './recorded.js';
import { testLedger } from './test-ledger.js';

const [, , folder = '', count = ''] = process.argv;
const inputs = Number.parseInt(count, 10);
const store = await openSqliteEventStore({ path: join(folder, 'events.db'), pollMs: 5 });
const { runner, registry, ledger } = await testLedger([counterEvents], { store });
const reads = await openReadModels({ folder: join(folder, 'reads'), store, registry, projections: [] });
const running = await startProcess({
  process: echo,
  store,
  registry,
  ledgerId: ledger.ledgerId,
  runner,
  folder: join(folder, 'processes'),
  dispatch: ({ id, command }, envelope) => runner.execute({ decider: counter, id, command, ...envelope }),
});
for (let i = 1; i <= inputs; i++) {
  await runner.execute({ decider: counter, id: 'in', command: { type: 'Add', n: i }, caller: someCaller, key: `in ${i}` });
}
const outputs = async (): Promise<number> => (await runner.load(counter, 'out')).state.events;
while ((await outputs()) < inputs) await new Promise(setImmediate);
await reads.query(() => 0, { atLeast: (await store.head()) ?? '0' });
await running.stop();
await reads.close();
await store.close();
process.stdout.write('done\n');
