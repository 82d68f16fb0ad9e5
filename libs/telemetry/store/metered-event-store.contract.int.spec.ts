import { eventStoreContract, sqliteHarness, type StoreHarness } from '#libs/event-store/contract';
import { Telemetry } from '../telemetry.js';
import { memoryTelemetry } from '../testing/index.js';

/** The embedded store as a node with traces uses it. */
async function watchedHarness(): Promise<StoreHarness> {
  const harness = await sqliteHarness();
  const telemetry = await Telemetry.open(memoryTelemetry().options);
  return {
    ...harness,
    open: async (options) => telemetry.watchStore(await harness.open(options)),
    async dispose() {
      await harness.dispose();
      await telemetry.close();
    },
  };
}

eventStoreContract('The store under watch', watchedHarness, ['occupy', 'work', 'idsUniqueInStore']);
