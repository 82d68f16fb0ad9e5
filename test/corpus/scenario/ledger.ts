import { CommandBus } from '@nestjs/cqrs';
import { ProcessHost } from '#libs/event-sourcing/nest';
import type { Command, LogEntry, Process } from '#libs/event-sourcing';
import { sha256 } from '#libs/kernel';
import { LedgerStreamCommand } from '../../../apps/api/ledger/ledger.command.js';
import { people } from '../../support/client.js';
import type { Town } from '../../support/town.js';
import type { DatedClient } from './dated-client.js';

/** Wants one command that nobody receives: what fails for good is recorded. */
const orphan: Process<{ readonly cause: string | null }> = {
  name: 'orphan',
  version: 1,
  initial: { cause: null },
  evolve: (state, { event }: LogEntry) => (event.type === 'SampleLoaded' ? { cause: event.id } : state),
  wanted: ({ cause }) =>
    cause === null ? [] : [{ category: 'nobody', id: '1', command: { type: 'DoNothing' } satisfies Command, causedBy: cause }],
};

/** What happens to the ledger itself: a wrong stamp, the end of loading, a process that gets nowhere, a log that goes on under a new name. */
export async function keepLedger(town: Town, client: DatedClient): Promise<void> {
  const { server } = town.running;
  const { data } = await client.get<readonly { index: number; id: string }[]>('/ledger/events?from=20&limit=1', people.auditor);
  const [wrong] = data;
  if (!wrong) throw new Error('the log has more than twenty events');
  await client.post('/ledger/clock-errors', people.admin, { index: wrong.index, eventId: wrong.id, reason: '时钟未校准' });

  await server.app.get(ProcessHost).start(orphan, () => Promise.reject(new Error('no receiver')));
  await client.nextMinute();
  const envelope = {
    caller: { account: 'admin-1', role: 'admin' } as const,
    key: 'loaded',
    dryRun: false,
    correlationId: server.ledger.ledgerId,
  };
  const loaded = { type: 'RecordSampleLoaded', seed: 'test', files: sha256('no files') } as const;
  await server.app.get(CommandBus).execute(new LedgerStreamCommand(loaded, envelope));
  await town.settled();
  await client.nextMinute();
  const restored = {
    type: 'OpenLogEpoch',
    restoredTo: '100',
    root: Buffer.alloc(32).toString('base64'),
    largestKnown: '120',
    reason: '存储损坏，由备份恢复',
    document: { hash: sha256('no document'), title: '关于恢复账本的说明', number: '六专班〔2025〕9号', date: '2025-07-15' },
  } as const;
  await server.app.get(CommandBus).execute(new LedgerStreamCommand(restored, { ...envelope, key: 'restored' }));
}
