import type { LogEntry } from '#libs/event-sourcing';
import { parkSuccession, type SuccessionState } from '../index.js';
import { callers } from '../testing/index.js';
import { document, park, recognisedPark } from '../testing/samples.js';

type Stream = ReturnType<typeof park>;
const log = (...streams: Stream[]): LogEntry[] =>
  streams.flatMap((stream) => stream.events).map((event, index) => ({ index, effectiveAt: event.metadata.recordedAt, event }));
const fold = (entries: LogEntry[]): SuccessionState =>
  entries.reduce((state, entry) => parkSuccession.evolve(state, entry), parkSuccession.initial);

describe('the succession process', () => {
  it('tells the successor of a merger, once', () => {
    const from = recognisedPark('P1');
    const into = recognisedPark('P2');
    from.do({ type: 'MergePark', into: 'P2', on: '2024-03-01', document }, { by: callers.taskForce, extra: { successors: [into.state] } });
    const wanted = parkSuccession.wanted(fold(log(from, into)));
    expect(wanted).toEqual([
      {
        category: 'park',
        id: 'P2',
        causedBy: from.events.at(-1)?.id,
        command: { type: 'AcknowledgeMerger', from: 'P1', on: '2024-03-01', document },
      },
    ]);
    into.do(wanted[0]?.command as { type: 'AcknowledgeMerger'; from: string; on: string; document: typeof document }, {
      by: callers.process,
    });
    expect(parkSuccession.wanted(fold(log(from, into)))).toEqual([]);
  });

  it('tells each part of a split park', () => {
    const from = recognisedPark('P1');
    const parts = [park('P2'), park('P3')];
    const extra = { successors: parts.map((part) => part.state) };
    from.do({ type: 'SplitPark', into: ['P2', 'P3'], on: '2024-03-01', document }, { by: callers.taskForce, extra });
    expect(parkSuccession.wanted(fold(log(from))).map((one) => one.id)).toEqual(['P2', 'P3']);
    parts[0]?.do({ type: 'AcknowledgeSplit', from: 'P1', into: ['P2', 'P3'], on: '2024-03-01', document }, { by: callers.process });
    expect(parkSuccession.wanted(fold(log(from, ...parts))).map((one) => one.id)).toEqual(['P3']);
  });
});
