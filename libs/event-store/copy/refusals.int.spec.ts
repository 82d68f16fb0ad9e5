import { WrongExpectedRevisionError } from '#libs/event-store';
import { compareLogs, copyLog, SourceGrewError, TargetDiffersError } from '#libs/event-store/copy';
import { MemoryEventStore, MemoryLog } from '#libs/event-store/memory';
import { DisturbedStore } from './disturbed-store.testing.js';
import { eventOf, fill, holding, logOf, type MadeAppend, memoryWith } from './logs.testing.js';

const city: readonly MadeAppend[] = [
  { stream: 'ledger-main', texts: ['opened'] },
  { stream: 'park-a', texts: ['one', 'two'] },
  { stream: 'park-b', texts: ['three'] },
  { stream: 'park-a', texts: ['four'] },
];

describe('A copy onto a target that holds something else', () => {
  const from = memoryWith(city);
  type Log = Awaited<ReturnType<typeof logOf>>;
  const change =
    (index: number, changes: Partial<Log[number]>) =>
    (log: Log): Log =>
      log.map((event, n) => (n === index ? { ...event, ...changes } : event));
  const foreign = { stream: 'orders-7', revision: 0, ...eventOf(900, 'foreign') };

  it.each<[string, (log: Log) => Log, object]>([
    ['another program’s events', () => [foreign], { index: 0, what: 'stream', target: { stream: 'orders-7' } }],
    ['a foreign event behind a true beginning', (log) => [...log.slice(0, 2), foreign], { index: 2, what: 'stream' }],
    ['a foreign event of a stream of its own', (log) => [...log.slice(0, 2), { ...log[2]!, id: foreign.id }], { index: 2, what: 'id' }],
    [
      'an event of another type',
      change(1, { type: 'ParkRegistered' }),
      { index: 1, what: 'type', source: { stream: 'park-a', revision: 0 } },
    ],
    ['a changed byte', change(2, { data: '{"n":2,"text":"twO"}' }), { index: 2, what: 'data' }],
    ['the same value in other bytes', change(3, { data: '{"n":3, "text":"three"}' }), { index: 3, what: 'data' }],
    [
      'another instant of the same command',
      (log) => change(4, { metadata: log[4]!.metadata.replace('four', 'five') })(log),
      { index: 4, what: 'metadata' },
    ],
    ['the same events in another order', (log) => [log[0]!, log[1]!, log[3]!, log[2]!, log[4]!], { index: 2, what: 'stream' }],
    ['more than the source', (log) => [...log, foreign], { index: 5, what: 'surplus', source: undefined, target: { stream: 'orders-7' } }],
  ])('is refused for %s, naming the first difference, and writes nothing', async (_what, changed, difference) => {
    const to = new DisturbedStore(await holding(changed(await logOf(await from))));
    const before = await logOf(to);
    const refused = copyLog({ from: await from, to });
    await expect(refused).rejects.toBeInstanceOf(TargetDiffersError);
    await expect(refused).rejects.toMatchObject({ difference });
    expect(to.sent).toEqual([]);
    expect(await logOf(to)).toEqual(before);
    expect((await compareLogs(await from, to)).difference).toMatchObject(difference);
  });

  it('is refused in the middle where somebody else begins to write there', async () => {
    const log = new MemoryLog();
    const neighbour = new MemoryEventStore(log);
    const to = new DisturbedStore(new MemoryEventStore(log), async (nth, write) => {
      if (nth === 2) await neighbour.append('park-a', 'noStream', [eventOf(900, 'not of this ledger')]);
      return write();
    });
    await expect(copyLog({ from: await from, to })).rejects.toMatchObject({ difference: { index: 1, what: 'id' } });
    expect(await logOf(neighbour)).toHaveLength(2);
  });

  it('is refused where a stream stands further than the target’s log shows', async () => {
    const log = new MemoryLog();
    const to = new MemoryEventStore(log);
    await to.append('park-a', 'noStream', [eventOf(900, 'deleted since')]);
    (log.log as unknown[]).length = 0;
    await expect(copyLog({ from: await from, to })).rejects.toBeInstanceOf(WrongExpectedRevisionError);
  });
});

describe('Two logs compared', () => {
  it('differ where one ends first', async () => {
    const [whole, part] = [await memoryWith(city), await memoryWith(city.slice(0, 2))];
    expect(await compareLogs(whole, part)).toMatchObject({
      same: 3,
      difference: { index: 3, what: 'missing', source: { stream: 'park-b' } },
    });
    expect(await compareLogs(part, whole)).toMatchObject({
      same: 3,
      difference: { index: 3, what: 'surplus', target: { stream: 'park-b' } },
    });
    expect(await compareLogs(whole, new MemoryEventStore())).toMatchObject({ same: 0, difference: { index: 0, what: 'missing' } });
  });
});

describe('A source that somebody still writes to', () => {
  const late = [{ stream: 'park-b', texts: ['late', 'later'] }];

  it.each(['before it is read', 'in the middle'])(
    'is copied as it stood at the beginning (grows %s), and the copy says that it has grown; a further copy brings the rest',
    async (moment) => {
      const from = await memoryWith(city);
      const to = new MemoryEventStore();
      const source = new DisturbedStore(from);
      let looked = 0;
      source.head = async () => {
        const head = await from.head();
        if (++looked === 1 && moment === 'before it is read') await fill(from, late, 500);
        return head;
      };
      const target = new DisturbedStore(to, async (nth, write) => {
        if (nth === 2 && moment === 'in the middle') await fill(from, late, 500);
        return write();
      });
      const refused = copyLog({ from: source, to: target });
      await expect(refused).rejects.toBeInstanceOf(SourceGrewError);
      await expect(refused).rejects.toMatchObject({ copied: 5 });
      expect(await logOf(to)).toEqual((await logOf(from)).slice(0, 5));
      expect(await copyLog({ from, to })).toEqual({ events: 7, written: 2 });
      expect(await compareLogs(from, to)).toEqual({ same: 7, difference: undefined });
    },
  );

  it('is noticed where it was empty, too', async () => {
    const from = await memoryWith([]);
    const source = new DisturbedStore(from);
    source.head = async () => {
      const head = await from.head();
      if (head === undefined) await fill(from, city);
      return head;
    };
    await expect(copyLog({ from: source, to: new MemoryEventStore() })).rejects.toBeInstanceOf(SourceGrewError);
  });
});

describe('A source that is damaged', () => {
  it.each([
    ['an event of a stream is missing', 2, 2],
    ['a stream begins in its middle', 1, 1],
  ])('is copied no further than where %s', async (_how, missing, copied) => {
    const whole = await memoryWith(city.toSpliced(2, 1));
    const source = new DisturbedStore(whole);
    source.readAll = async function* (options) {
      for await (const page of whole.readAll(options)) yield page.filter((_event, n) => n !== missing);
    };
    const to = new MemoryEventStore();
    await expect(copyLog({ from: source, to })).rejects.toBeInstanceOf(WrongExpectedRevisionError);
    expect(await logOf(to)).toEqual((await logOf(whole)).slice(0, copied));
  });
});
