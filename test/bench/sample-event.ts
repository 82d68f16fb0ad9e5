import type { EventToAppend } from '#libs/event-store';
import { deriveId } from '#libs/kernel';

const NAMESPACE = '6f1a0f4e-6a3b-5a53-9a0c-2f6d3c1b7e55';

/** About 600 bytes, as the ledger's own events are. */
export function eventOf(label: string): EventToAppend {
  const id = deriveId(NAMESPACE, label);
  return {
    id,
    type: 'FactSubmitted',
    data: JSON.stringify({
      metric: 'taxPaid',
      year: 2023,
      lines: [{ uscc: '91341500MA2MXXXX0K', amount: '1234567.89' }],
      note: 'x'.repeat(120),
    }),
    metadata: JSON.stringify({
      commandId: id,
      inputHash: 'a'.repeat(64),
      actor: { account: 'tax-1', role: 'department' },
      salt: 'b'.repeat(64),
    }),
  };
}
