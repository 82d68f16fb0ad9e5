import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { EventStore } from '#libs/event-store';
import { Clock, CommandRunner, EventRegistry, Ledger, ledgerDecider, PersonalFields, ReadModels } from '#libs/event-sourcing';
import { EventSourcingModule, EventStoreToken, ProcessHost } from '#libs/event-sourcing/nest';
import { counter, counterEvents, echo, someCaller, testLedger } from '../testing/index.js';

/** What a context's handler asks for. */
@Injectable()
class Handler {
  constructor(
    readonly runner: CommandRunner,
    readonly reads: ReadModels,
    readonly registry: EventRegistry,
    readonly ledger: Ledger,
    readonly clock: Clock,
    readonly personal: PersonalFields,
    @Inject(EventStoreToken) readonly store: EventStore,
  ) {}
}

@Module({ providers: [Handler] })
class ContextModule {}

describe('The Nest module', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-nest-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives every context its parts, fills the read models from bootstrap to shutdown, and hosts processes', async () => {
    const { store, ledger, registry } = await testLedger([counterEvents]);
    const root = EventSourcingModule.forRoot({ store, ledger, registry, projections: [], folder });
    const app = await (await Test.createTestingModule({ imports: [root, ContextModule] }).compile()).init();
    const { runner, reads, clock, ...parts } = app.get(Handler);
    expect(parts).toMatchObject({ registry, ledger, store });
    expect(parts.personal.openPersonal(parts.personal.sealPersonal('a', 'b'))).toBe('b');

    const host = app.get(ProcessHost);
    await host.start(echo, ({ id, command }, envelope) => runner.execute({ decider: counter, id, command, ...envelope }));
    await runner.execute({ decider: counter, id: 'in', command: { type: 'Add', n: 4 }, caller: someCaller, key: 'k' });
    await reads.query(() => 0, { atLeast: '3' });
    expect((await runner.load(counter, 'out')).state.total).toBe(4);
    expect(host.statuses).toMatchObject([{ name: 'echo', state: 'running' }]);

    const to = '2026-01-01T00:00:00.000Z';
    const moved = await runner.execute({
      decider: ledgerDecider,
      id: 'main',
      command: { type: 'MoveSampleClock', to },
      caller: { account: 'root', role: 'admin' },
      key: 'm',
    });
    await reads.query(() => 0, { atLeast: moved.position });
    expect(clock.now()).toBe(to);

    await app.close();
    expect(host.statuses).toEqual([]);
    await expect(reads.query(() => 0, { timeoutMs: 1 })).rejects.toMatchObject({ code: 'reads.building' });
  });

  it('keeps a sample’s clock abreast of the log, so that a node which was started later can write behind another', async () => {
    const { store, ledger, registry } = await testLedger([counterEvents]);
    const root = EventSourcingModule.forRoot({ store, ledger, registry, projections: [], folder });
    const app = await (await Test.createTestingModule({ imports: [root, ContextModule] }).compile()).init();
    const { runner, reads, clock } = app.get(Handler);
    const add = (key: string) => ({ decider: counter, id: 'in', command: { type: 'Add', n: 4 }, caller: someCaller, key }) as const;

    const other = await testLedger([counterEvents], { store });
    const later = '2025-01-03T03:04:05.678Z';
    other.clock.moveTo(later);
    const { position } = await other.runner.execute(add('other'));
    await reads.query(() => 0, { atLeast: position });
    expect(clock.now()).toBe(later);
    expect((await runner.execute(add('mine'))).events[0]?.metadata.recordedAt).toBe(later);
    await app.close();
  });
});
