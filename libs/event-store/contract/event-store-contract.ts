import { contractChecks } from './checks.js';
import { type Offer, type StoreHarness, runCheck } from './harness.js';

/** Of a check's whole run; runCheck's own deadline comes first and says more. */
const TIMEOUT_MS = 60_000;

/**
 * The contract of the port as a jest suite: call it in the spec of an adapter. `makeHarness` is called for each check. `offers` says what its harness
 * offers beyond opening stores; checks that need something else are shown as skipped, not passed.
 */
export function eventStoreContract(name: string, makeHarness: () => Promise<StoreHarness>, offers: readonly Offer[]): void {
  describe(`${name} keeps what the event store promises`, () => {
    for (const check of contractChecks) {
      const offered = check.needs === undefined || offers.includes(check.needs);
      (offered ? it : it.skip)(
        check.name,
        async () => {
          const harness = await makeHarness();
          try {
            await runCheck(check, harness);
          } finally {
            await harness.dispose();
          }
        },
        TIMEOUT_MS,
      );
    }
  });
}
