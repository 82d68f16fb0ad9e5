import { MemoryEventStore } from '#libs/event-store/memory';
import { defineErrors } from '#libs/kernel';
import type { CommandRequest, Decider } from '../index.js';
import {
  counter,
  type CounterCommand,
  counterEvents,
  type CounterEvent,
  type CounterState,
  FaultyStore,
  someCaller,
  testLedger,
} from '../testing/index.js';

/** What a decision saw of other streams: whether somebody bears the code already. */
interface Register {
  readonly taken: boolean;
}
type Request = CommandRequest<CounterState, CounterCommand, CounterEvent, Register>;

const registerErrors = defineErrors({ 'counter.taken': { kind: 'conflict', zh: '已被登记', remedy: '换一个' } });

/** A counter may be begun by who finds its code free. */
const registering: Decider<CounterState, CounterCommand, CounterEvent, Register> = {
  ...counter,
  decide(command, state, context, { taken }) {
    if (!taken) return counter.decide(command, state, context);
    if (command.type === 'Close') return [];
    throw registerErrors.error('counter.taken');
  },
};

/** While a node reads what else a decision needs, another node carries out a command: what was read shows it, the stream was read before. */
describe('A decision that another node overtakes while it is taken', () => {
  const nodes = async () => {
    const store = new MemoryEventStore();
    const [here, other] = [await testLedger([counterEvents], { store }), await testLedger([counterEvents], { store })];
    const request = (command: CounterCommand, key: string, extra: NonNullable<Request['extra']>): Request => ({
      decider: registering,
      id: '1',
      command,
      caller: someCaller,
      key,
      extra,
    });
    const onOther = (command: CounterCommand, key: string) => other.runner.execute(request(command, key, async () => ({ taken: false })));
    return { here, request, onOther };
  };

  it('is no refusal of the very command that the other has just recorded: both give the one answer', async () => {
    const { here, request, onOther } = await nodes();
    let first: unknown;
    const extra = async (): Promise<Register> => {
      first ??= await onOther({ type: 'Add', n: 1 }, 'same');
      return { taken: true };
    };
    expect(await here.runner.execute(request({ type: 'Add', n: 1 }, 'same', extra))).toEqual(first);
  });

  it('has not nothing to do where the other has just done it: both give the one answer', async () => {
    const { here, request, onOther } = await nodes();
    let first: unknown;
    const extra = async (): Promise<Register> => {
      first ??= await onOther({ type: 'Close' }, 'same');
      return { taken: true };
    };
    expect(await here.runner.execute(request({ type: 'Close' }, 'same', extra))).toEqual(first);
  });

  it('has read for the state on which it is taken, however the stream goes on meanwhile', async () => {
    const { here, request, onOther } = await nodes();
    const readFor: number[] = [];
    const extra = async ({ total }: CounterState): Promise<Register> => {
      if (readFor.push(total) === 1) await onOther({ type: 'Add', n: 4 }, 'other');
      return { taken: false };
    };
    const { events } = await here.runner.execute(request({ type: 'Add', n: 1 }, 'mine', extra));
    expect(readFor).toEqual([0, 4]);
    expect(events).toMatchObject([{ revision: 1 }]);
  });

  it('is taken again on the stream as it stands; what is refused then is refused', async () => {
    const { here, request, onOther } = await nodes();
    let reads = 0;
    const extra = async (): Promise<Register> => {
      if (reads++ === 0) await onOther({ type: 'Add', n: 1 }, 'other');
      return { taken: true };
    };
    await expect(here.runner.execute(request({ type: 'Add', n: 1 }, 'mine', extra))).rejects.toMatchObject({ code: 'counter.taken' });
    expect(reads).toBe(2);
  });
});

describe('A command that another node records while this one appends it', () => {
  it('is answered, and folded, as it stands: with the other’s time', async () => {
    const inner = new MemoryEventStore();
    const other = await testLedger([counterEvents], { store: inner });
    const store = new FaultyStore(inner);
    const here = await testLedger([counterEvents], { store });
    here.clock.moveTo('2025-01-02T03:05:00.000Z');
    const seen: string[] = [];
    const watching: Decider<CounterState, CounterCommand, CounterEvent> = {
      ...counter,
      evolve(state, event) {
        seen.push(event.metadata.recordedAt);
        return counter.evolve(state, event);
      },
    };
    const request = { decider: watching, id: '1', command: { type: 'Add', n: 1 }, caller: someCaller, key: 'same' } as const;
    let first: unknown;
    store.appendFaults.push(async () => void (first = await other.runner.execute(request)));
    seen.length = 0;
    expect(await here.runner.execute(request)).toEqual(first);
    await here.runner.load(watching, '1');
    expect(new Set(seen)).toEqual(new Set(['2025-01-02T03:04:05.678Z']));
  });
});
