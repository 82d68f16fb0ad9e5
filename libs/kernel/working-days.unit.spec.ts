import { hasHolidayPlan, isWorkingDay, nextDay, nthWorkingDay } from '#libs/kernel';

describe('Chinese working days', () => {
  it('knows holidays and make-up days (调休)', () => {
    expect(isWorkingDay('2024-10-01')).toBe(false);
    expect(isWorkingDay('2024-10-12')).toBe(true); // a Saturday that is worked
    expect(isWorkingDay('2024-10-13')).toBe(false);
    expect(isWorkingDay('2024-10-14')).toBe(true);
  });

  it('counts the first day where it is a working day, and skips holidays', () => {
    expect(nthWorkingDay('2024-08-05', 1)).toBe('2024-08-05');
    expect(nthWorkingDay('2024-08-05', 5)).toBe('2024-08-09');
    expect(nthWorkingDay('2024-08-03', 1)).toBe('2024-08-05');
    // 2024-09-29 (Sunday) and 2024-09-30 are worked, then the week of the National Day.
    expect(nthWorkingDay('2024-09-29', 3)).toBe('2024-10-08');
  });

  it('refuses a year without an official plan', () => {
    expect(hasHolidayPlan(2024)).toBe(true);
    expect(hasHolidayPlan(2099)).toBe(false);
    expect(() => isWorkingDay('2099-02-09')).toThrow(expect.objectContaining({ code: 'calendar.yearUnknown' }));
    expect(() => nthWorkingDay('2099-02-09', 5)).toThrow(expect.objectContaining({ code: 'calendar.yearUnknown' }));
  });

  it('goes over the ends of months and years', () => {
    expect(nextDay('2024-02-28')).toBe('2024-02-29');
    expect(nextDay('2023-12-31')).toBe('2024-01-01');
  });

  it('refuses a count below one', () => {
    expect(() => nthWorkingDay('2024-08-05', 0)).toThrow(RangeError);
  });
});
