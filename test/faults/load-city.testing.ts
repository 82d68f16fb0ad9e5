/**
 * Opens the folder named on the command line as a sample ledger and loads the small city into it, or goes on with that; a second argument `blocked` ends it while
 * the closing of 2022 waits. Suites kill it at its kill points: what it finds done already it does not do again.
 */
import { jurisdiction, SAMPLE_START, seed } from '#libs/sample-city';
import { CommandRunner, ledgerDecider, type SimulatedClock } from '#libs/event-sourcing';
import { SampleLoader } from '#libs/sample-city/nest';
import { startServer } from '../../apps/api/server.js';
import { closeLate } from './late-closing.js';
import { smallCity } from './small-city.js';

const [, , dataDir = '', until] = process.argv;
const server = await startServer({
  dataDir,
  port: 0,
  ledger: { kind: 'sample', jurisdiction: jurisdiction.name, seed, start: SAMPLE_START, standing: true },
});
const { state } = await server.app.get(CommandRunner).load(ledgerDecider, 'main');
if (state.loaded === undefined) await server.app.get(SampleLoader).load(smallCity());
(server.ledger.clock as SimulatedClock).freeze();
await closeLate(server.app, server.ledger, until === 'blocked' ? until : undefined);
await server.close();
process.stdout.write('done\n');
