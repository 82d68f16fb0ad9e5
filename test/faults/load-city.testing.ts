/**
 * Opens the folder named on the command line as a sample ledger and loads the small city into it, or goes on with that. The second argument names the folder of the
 * city's seeds, the third says how far: `blocked` ends it while the closing of 2022 waits, `done` tells the whole story. A fourth one names an EventStoreDB to keep the ledger in. Suites kill it at its kill points:
 * what it finds done already it does not do again.
 */
import { jurisdiction, SAMPLE_START, seed } from '#libs/sample-city';
import { CommandRunner, ledgerDecider, type SimulatedClock } from '#libs/event-sourcing';
import { SampleLoader } from '#libs/sample-city/nest';
import { startServer } from '../../apps/api/server.js';
import { closeLate } from './late-closing.js';
import { smallCityIn } from './small-city.js';

const [, , dataDir = '', seeds = '', until, address] = process.argv;
const server = await startServer({
  dataDir,
  port: 0,
  ...(address === undefined ? {} : { store: { kind: 'eventStoreDb', address } as const }),
  ledger: { kind: 'sample', jurisdiction: jurisdiction.name, seed, start: SAMPLE_START, standing: true },
});
const { state } = await server.app.get(CommandRunner).load(ledgerDecider, 'main');
if (state.loaded === undefined) await server.app.get(SampleLoader).load(smallCityIn(seeds));
(server.ledger.clock as SimulatedClock).freeze();
await closeLate(server.app, server.ledger, until === 'blocked' ? until : undefined);
await server.close();
process.stdout.write('done\n');
