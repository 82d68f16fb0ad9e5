import { deadlineOf, verificationDeadline, workingDaysAfter } from './deadlines.js';
import { metricOf, scheme } from './desk-year.testing.js';

describe('days of the Chinese working calendar', () => {
  it.each([
    ['a Sunday', 'rosterFrozen', 2023, '2024-03-31', '2024-04-01'],
    ['the Saturday before the Dragon Boat holiday', 'countyReview', 2024, '2025-05-31', '2025-06-03'],
    ['a working day', 'departments', 2023, '2024-07-15', '2024-07-15'],
    ['a day of a year whose plan nobody knows', 'rosterFrozen', 2090, '2091-03-31', '2091-03-31'],
  ] as const)('%s falls due on the first working day', (_what, step, evaluation, nominal, day) => {
    expect(deadlineOf(scheme, step, evaluation)).toEqual({ nominal, day });
  });

  it('gives the roster until it is frozen, and everything else until the departments’ day, to be verified', () => {
    const days = ['tenantRoster', 'inventionPatents', 'taxPaid', 'landArea'].map((code) =>
      verificationDeadline(scheme, metricOf(code), 2023),
    );
    expect(days.map(({ day }) => day)).toEqual(['2024-04-01', '2024-07-15', '2024-07-15', '2024-07-15']);
  });

  it.each([
    ['the same day', '2024-06-20', '2024-06-20', 0],
    ['a day that is not over', '2024-06-21', '2024-06-20', 0],
    ['over a weekend', '2024-06-21', '2024-06-24', 1],
    ['a Sunday worked instead', '2024-02-02', '2024-02-04', 1],
    ['the whole Spring Festival', '2024-02-09', '2024-02-18', 1],
    ['over the new year', '2023-12-29', '2024-01-02', 1],
    ['into a year whose plan nobody knows', '2024-06-20', '2091-01-01', null],
  ])('counts working days: %s', (_what, from, to, days) => {
    expect(workingDaysAfter(from, to)).toBe(days);
  });
});
