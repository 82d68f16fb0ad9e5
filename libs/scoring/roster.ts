import { compareIds, type IsoDate } from '#libs/kernel';
import type { TenancyLine } from '#libs/scheme';

/** Who was a tenant when, by the confirmed roster of a year (R4). Days are inclusive at both ends. */
export class Roster {
  private readonly stays = new Map<string, TenancyLine[]>();

  constructor(lines: readonly TenancyLine[]) {
    for (const line of lines) this.stays.set(line.uscc, [...(this.stays.get(line.uscc) ?? []), line]);
  }

  /** Whether the enterprise was a tenant on that day. */
  tenantOn(uscc: string, day: IsoDate): boolean {
    return this.tenantDuring(uscc, day, day);
  }

  /** Whether the enterprise was a tenant on any day of the year. */
  tenantIn(uscc: string, year: number): boolean {
    return this.tenantDuring(uscc, `${year}-01-01`, `${year}-12-31`);
  }

  private tenantDuring(uscc: string, first: IsoDate, last: IsoDate): boolean {
    return (this.stays.get(uscc) ?? []).some(
      (stay) => compareIds(stay.from, last) <= 0 && (stay.to === null || compareIds(stay.to, first) >= 0),
    );
  }
}
