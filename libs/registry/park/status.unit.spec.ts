import fc from 'fast-check';
import { type Park, type ParkState, parkStatusFor, type Recognition } from '../index.js';
import { callers } from '../testing/index.js';
import { document, park, recognisedPark, report, rules, scheme } from '../testing/samples.js';

const status = (state: ParkState, year: number, resultDay = `${year + 1}-09-30`) => parkStatusFor(state, year, resultDay, scheme);

describe('a park’s status for a year', () => {
  it('is recognised from the year of its recognition on, with the event that says so', () => {
    const stream = recognisedPark();
    expect(status(stream.state, 2021).status.recognised).toBe(false);
    expect(status(stream.state, 2022).status.recognised).toBe(true);
    expect(status(stream.state, 2022).support.recognised).toEqual([stream.events.at(-1)?.id]);
    expect(status({ status: 'none' }, 2022).status.recognised).toBe(false);
    expect(status(park().state, 2022).status.recognised).toBe(false);
  });

  it('is judged on 31 December: recognised that day counts, the day after does not', () => {
    const withRecognition = (on: string): Park => ({ ...(park().state as Park), recognitions: [{ on, event: 'e' }] });
    expect(status(withRecognition('2022-12-31'), 2022).status.recognised).toBe(true);
    expect(status(withRecognition('2023-01-01'), 2022).status.recognised).toBe(false);
  });

  it('is lost by a withdrawal up to the day of the result, not by a later one', () => {
    const stream = recognisedPark();
    stream.do({ type: 'WithdrawRecognition', on: '2023-09-30', ground: '整改不力', document }, { by: callers.taskForce });
    expect(status(stream.state, 2022, '2023-09-29').status.recognised).toBe(true);
    expect(status(stream.state, 2022, '2023-09-30').status.recognised).toBe(false);
    expect(status(stream.state, 2022, '2023-09-30').support.recognised).toEqual([stream.events.at(-1)?.id]);
  });

  it('is in transition as on 31 December, and takes part as it declared', () => {
    const stream = park('P1', { completedOn: '2022-03-15', operatingSince: '2022-12-31' });
    stream.do({ type: 'GrantTransition', until: '2023-12-31', scheme: scheme.id, document }, { by: callers.taskForce, extra: { rules } });
    stream.do({ type: 'DeclareParticipation', year: 2023, takesPart: true }, { by: callers.park, extra: { collection: 'open' } });
    const of = (year: number) => status(stream.state, year).status;
    expect([2021, 2022, 2023, 2024].map((year) => of(year).transition)).toEqual([false, true, true, false]);
    expect([of(2022).optsIn, of(2023).optsIn]).toEqual([false, true]);
  });

  it('is nested as on 31 December, from the day found to the day before it was put right', () => {
    const stream = park();
    stream.do({ type: 'ReportNestedPark', kind: 'parkInPark', on: '2022-12-31' }, { by: callers.county });
    const { report: id } = (stream.state as Park).safety.nested[0] as { report: string };
    expect(status(stream.state, 2022).status.parkWithinPark).toBe(false);
    stream.do({ type: 'ConfirmNestedPark', report: id }, { by: callers.industry });
    stream.do({ type: 'ClearNestedPark', report: id, on: '2023-12-31', document }, { by: callers.industry });
    expect([2021, 2022, 2023].map((year) => status(stream.state, year).status.parkWithinPark)).toEqual([false, true, false]);
  });

  it('names every accident that stands, graded or not, and no struck one', () => {
    const stream = park();
    const by = callers.emergency;
    stream.do({ type: 'RecordAccident', accident: 'B', date: '2023-08-01', severity: null }, { by });
    stream.do({ type: 'RecordAccident', accident: 'A', date: '2021-02-01', severity: 'major', report }, { by });
    stream.do({ type: 'RecordAccident', accident: 'C', date: '2022-02-01', severity: 'major', report }, { by });
    stream.do({ type: 'StrikeAccident', accident: 'C', reason: '误登', document }, { by });
    expect(status(stream.state, 2023).status.accidents).toEqual([
      { severity: 'major', date: '2021-02-01' },
      { severity: null, date: '2023-08-01' },
    ]);
  });

  it('is barred for false evidence in that year and the scheme’s number of years after', () => {
    const stream = park();
    stream.do({ type: 'ProveFalseEvidence', year: 2021, document }, { by: callers.taskForce });
    const barred = () => [2020, 2021, 2022, 2023, 2024].map((year) => status(stream.state, year).status.falseEvidence);
    expect(barred()).toEqual([false, true, true, true, false]);
    const { finding } = (stream.state as Park).safety.falseEvidence[0] as { finding: string };
    stream.do({ type: 'RevokeFalseEvidence', finding, reason: '判决撤销', document }, { by: callers.taskForce });
    expect(barred()).toEqual([false, false, false, false, false]);
  });

  it('ends with a merger by 31 December; a later one leaves the year as it was', () => {
    const stream = recognisedPark('P1');
    const extra = { successors: [recognisedPark('P2').state] };
    stream.do({ type: 'MergePark', into: 'P2', on: '2023-03-01', document }, { by: callers.taskForce, extra });
    expect(status(stream.state, 2022)).toMatchObject({ status: { recognised: true }, ended: { successors: ['P2'] } });
    expect(status(stream.state, 2022, '2023-02-28').ended).toBeUndefined();
    expect(status(stream.state, 2023).status.recognised).toBe(false);
  });
});

describe('rules of the status that hold for all histories', () => {
  const base = park().state as Park;
  const day = fc.integer({ min: 0, max: 4_000 }).map((n) => new Date(Date.UTC(2018, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
  const year = fc.integer({ min: 2018, max: 2028 });
  /** Periods of recognition one after the other, the last of them open or withdrawn. */
  const history = fc.tuple(fc.uniqueArray(day, { maxLength: 9 })).map(([days]): Recognition[] => {
    const sorted = [...days].sort();
    return sorted.flatMap((on, i) => {
      if (i % 2 === 1) return [];
      const end = sorted[i + 1];
      return [{ on, event: `r${i}`, ...(end === undefined ? {} : { withdrawn: { on: end, event: `w${i}` } }) }];
    });
  });

  it('a later day of result never gives recognition back', () => {
    fc.assert(
      fc.property(history, year, day, day, (recognitions, y, a, b) => {
        const [first, last] = a <= b ? [a, b] : [b, a];
        const state = { ...base, recognitions };
        const later = status(state, y, last).status.recognised;
        if (later) expect(status(state, y, first).status.recognised).toBe(true);
      }),
      { seed: 46 },
    );
  });

  it('without withdrawals, who is recognised stays recognised in every later year', () => {
    fc.assert(
      fc.property(day, year, fc.nat(5), (on, y, more) => {
        const state = { ...base, recognitions: [{ on, event: 'r' }] };
        if (status(state, y).status.recognised) expect(status(state, y + more).status.recognised).toBe(true);
      }),
      { seed: 46 },
    );
  });

  it('a transition covers at most two 31 Decembers', () => {
    fc.assert(
      fc.property(day, fc.nat(24), (from, months) => {
        const limit = new Date(Date.parse(`${from}T00:00:00Z`) + Math.floor((months / 24) * 730) * 86_400_000).toISOString().slice(0, 10);
        const state: Park = { ...base, transition: { from, until: limit, months: 24, event: 't' } };
        const years = Array.from({ length: 16 }, (_, i) => 2016 + i).filter((y) => status(state, y).status.transition);
        expect(years.length).toBeLessThanOrEqual(from.endsWith('-12-31') ? 3 : 2);
      }),
      { seed: 36 },
    );
  });

  it('every true aspect names the events that it rests on', () => {
    fc.assert(
      fc.property(history, year, day, (recognitions, y, resultDay) => {
        const { status: found, support } = parkStatusFor({ ...base, recognitions }, y, resultDay, scheme);
        if (found.recognised) expect(support.recognised).toHaveLength(1);
      }),
      { seed: 25 },
    );
  });
});
