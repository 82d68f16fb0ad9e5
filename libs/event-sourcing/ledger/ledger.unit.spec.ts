import { MemoryEventStore } from '#libs/event-store/memory';
import {
  type Clock,
  EventRegistry,
  ledgerDecider,
  ledgerEvents,
  logEpochs,
  openLedger,
  type OpenLedgerOptions,
  originAt,
  sampleKeys,
  SimulatedClock,
  StoreCommandRunner,
} from '../index.js';
import { givenFor, someCaller, someInstant, testLedger, uuid } from '../testing/index.js';

const registry = new EventRegistry();
const options = (more: Partial<OpenLedgerOptions> = {}): OpenLedgerOptions => ({
  registry,
  jurisdiction: 'Luan',
  logOrigin: () => 'parkledger.example/luan',
  sample: false,
  keys: sampleKeys('a'),
  newLedgerId: () => uuid('ledger'),
  clock: { now: () => someInstant } as Clock,
  ...more,
});

describe('Opening a ledger', () => {
  it('writes LedgerOpened as the very first event, once, also when two nodes open at once', async () => {
    const store = new MemoryEventStore();
    let n = 0;
    const newLedgerId = () => uuid(`ledger ${n++}`);
    const [a, b] = await Promise.all([openLedger(store, options({ newLedgerId })), openLedger(store, options({ newLedgerId }))]);
    expect(a.ledgerId).toBe(b.ledgerId);
    const again = await openLedger(store, options({ newLedgerId }));
    expect(again).toMatchObject({ ledgerId: a.ledgerId, sample: false, jurisdiction: 'Luan', end: { index: 0, effectiveAt: someInstant } });
    let events = 0;
    for await (const page of store.readAll()) events += page.length;
    expect(events).toBe(1);
  });

  it('keeps samples and real ledgers apart, both ways', async () => {
    const [real, sample] = [new MemoryEventStore(), new MemoryEventStore()];
    await openLedger(real, options());
    await openLedger(sample, options({ sample: true, sampleStart: someInstant }));
    await expect(openLedger(real, options({ sample: true, sampleStart: someInstant }))).rejects.toMatchObject({ code: 'ledger.isReal' });
    await expect(openLedger(sample, options())).rejects.toMatchObject({ code: 'ledger.isSample' });
  });

  it('refuses other keys, another jurisdiction, and a store that holds something else', async () => {
    const store = new MemoryEventStore();
    await openLedger(store, options());
    await expect(openLedger(store, options({ keys: sampleKeys('b') }))).rejects.toMatchObject({ code: 'keys.other' });
    await expect(openLedger(store, options({ jurisdiction: 'Hefei' }))).rejects.toMatchObject({ code: 'ledger.otherLedger' });
    const foreign = new MemoryEventStore();
    await foreign.append('order-1', 'noStream', [{ id: uuid('x'), type: 'OrderPlaced', data: '{}', metadata: '{}' }]);
    await expect(openLedger(foreign, options())).rejects.toMatchObject({ code: 'ledger.notALedger' });
  });

  it('gives the same bytes for the same sample', async () => {
    const bytes = async () => {
      const { store } = await testLedger([]);
      for await (const page of store.readAll()) return page[0];
      return undefined;
    };
    expect(await bytes()).toEqual(await bytes());
  });

  it('lets a sample’s clock go on from the last event or the last move', async () => {
    const store = new MemoryEventStore();
    const sample = options({ sample: true, sampleStart: '2024-01-01T00:00:00.000Z', elapsed: () => 0 });
    const ledger = await openLedger(store, sample);
    const runner = new StoreCommandRunner({ store, registry, ledger });
    const move = { type: 'MoveSampleClock', to: '2024-03-01T00:00:00.000Z' } as const;
    const caller = { account: 'root', role: 'admin' } as const;
    await runner.execute({ decider: ledgerDecider, id: 'main', command: move, caller, key: 'k' });
    expect((await openLedger(store, sample)).clock.now()).toBe(move.to);
  });
});

describe('The ledger’s commands', () => {
  const admin = { ...someCaller, role: 'admin' as const };
  const opened = (sample: boolean) =>
    ({
      type: 'LedgerOpened',
      data: {
        ledgerId: uuid('l'),
        jurisdiction: 'Luan',
        logOrigin: 'x.example/y',
        sample,
        format: 1,
        keyIds: { input: '0'.repeat(16), salt: '1'.repeat(16) },
      },
    }) as const;
  const given = givenFor(ledgerDecider, ledgerEvents, 'main');
  const move = { type: 'MoveSampleClock', to: '2026-01-01T00:00:00.000Z' } as const;
  const wrong = { type: 'RecordClockError', index: 3, eventId: uuid('e'), reason: 'battery' } as const;

  it('move a sample’s clock forward only, and by an administrator only', () => {
    given(opened(true))
      .when(move, { caller: admin })
      .then({ type: 'SampleClockMoved', data: { to: move.to } });
    given(opened(true))
      .when({ ...move, to: someInstant }, { caller: admin })
      .refusedWith('ledger.clockBackward');
    given(opened(false)).when(move, { caller: admin }).refusedWith('ledger.notSample');
    given(opened(true)).when(move).refusedWith('ledger.adminOnly');
  });

  it('declare a stamp wrong once, and only of the event that stands there', () => {
    const extra = { eventAtIndex: wrong.eventId };
    const { type: _type, ...data } = wrong;
    given(opened(false)).when(wrong, { caller: admin, extra }).then({ type: 'ClockErrorRecorded', data });
    given(opened(false)).when(wrong, { caller: admin, extra }).when(wrong, { caller: admin, extra, key: 'again' }).then();
    given(opened(false))
      .when(wrong, { caller: admin, extra: { eventAtIndex: uuid('f') } })
      .refusedWith('ledger.noSuchEvent');
    given(opened(false))
      .when({ ...wrong, index: 0 }, { caller: admin, extra })
      .refusedWith('ledger.firstStamp');
  });

  it('note that the sample was loaded, once, and never in a real ledger', () => {
    const loaded = { type: 'RecordSampleLoaded', seed: 'a-city/1', files: 'ab'.repeat(32) } as const;
    const { type: _type, ...data } = loaded;
    given(opened(true)).when(loaded, { caller: admin }).then({ type: 'SampleLoaded', data });
    given(opened(true)).when(loaded, { caller: admin }).when(loaded, { caller: admin, key: 'again' }).then();
    given(opened(false)).when(loaded, { caller: admin }).refusedWith('ledger.notSample');
  });

  it('let the log go on under a new name, each time another, where more had been signed than was kept', () => {
    const kept = {
      restoredTo: '90',
      root: Buffer.alloc(32).toString('base64'),
      largestKnown: '100',
      reason: 'disk',
      document: { hash: 'ab'.repeat(32), title: 'memo' },
    };
    const open = { type: 'OpenLogEpoch', ...kept } as const;
    const epoch = (n: number) => ({ type: 'LogEpochOpened', data: { ...kept, epoch: n, origin: `x.example/y/epoch-${n}` } }) as const;
    given(opened(false)).when(open, { caller: admin }).then(epoch(2));
    given(opened(false), epoch(2)).when(open, { caller: admin }).then(epoch(3));
    given(opened(false)).when(open).refusedWith('ledger.adminOnly');
    given(opened(false))
      .when({ ...open, largestKnown: '90' }, { caller: admin })
      .refusedWith('ledger.epochNeedless');
  });

  it('tell the log’s name at any time', () => {
    const events = [
      { ...opened(false), id: 'a' },
      { type: 'LogEpochOpened', id: 'b', data: { epoch: 2, origin: 'x.example/y/epoch-2' } as never } as const,
    ];
    expect(originAt(events.slice(0, 1))).toBe('x.example/y');
    expect(originAt(events)).toBe('x.example/y/epoch-2');
    expect(logEpochs(events)).toEqual([
      { epoch: 1, origin: 'x.example/y', openedBy: 'a' },
      { epoch: 2, origin: 'x.example/y/epoch-2', openedBy: 'b' },
    ]);
    expect(() => originAt([])).toThrow(TypeError);
  });

  it('let a clock error through where the clock is no longer trusted: it is the way out', async () => {
    const { runner, ledger } = await testLedger([]);
    ledger.time.raise('2099-01-01T00:00:00.000Z');
    const common = { decider: ledgerDecider, id: 'main', caller: admin } as const;
    await expect(runner.execute({ ...common, command: move, key: 'a' })).rejects.toMatchObject({ code: 'clock.untrusted' });
    const answer = await runner.execute({ ...common, command: wrong, key: 'b', extra: async () => ({ eventAtIndex: wrong.eventId }) });
    expect(answer.events).toHaveLength(1);
  });
});

describe('A simulated clock', () => {
  it('may stand still from its very first instant', () => {
    let passed = 0;
    const clock = new SimulatedClock('2025-01-01T00:00:00.000Z', () => passed, true);
    passed = 9;
    expect(clock.now()).toBe('2025-01-01T00:00:00.000Z');
    clock.resume();
    passed = 10;
    expect(clock.now()).toBe('2025-01-01T00:00:00.001Z');
  });

  it('goes on with real time, moves forward only, and can stand still', () => {
    let elapsed = 1000.4;
    const clock = new SimulatedClock('2024-01-01T00:00:00.000Z', () => elapsed);
    elapsed += 250;
    expect(clock.now()).toBe('2024-01-01T00:00:00.250Z');
    clock.moveTo('2023-01-01T00:00:00.000Z');
    expect(clock.now()).toBe('2024-01-01T00:00:00.250Z');
    clock.moveTo('2024-06-01T00:00:00.000Z');
    clock.freeze();
    elapsed += 5000;
    expect(clock.now()).toBe('2024-06-01T00:00:00.000Z');
    clock.moveTo('2024-06-02T00:00:00.000Z');
    clock.resume();
    elapsed += 5;
    expect(clock.now()).toBe('2024-06-02T00:00:00.005Z');
  });
});
