import { eventStoreContract, eventStoreDbHarness } from '../contract/index.js';
import { startLoopback } from '../testing/index.js';

eventStoreContract(
  'The store on EventStoreDB (loopback)',
  async () => {
    const server = await startLoopback();
    const harness = await eventStoreDbHarness(server.url);
    return {
      ...harness,
      async dispose() {
        await harness.dispose();
        await server.stop();
      },
    };
  },
  [],
);
