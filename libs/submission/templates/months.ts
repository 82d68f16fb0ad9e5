import type { Tenant } from './request.js';

/** The months of a year, from 1, in which an enterprise was a tenant on at least one day. */
export function monthsIn(year: number, stays: Tenant['stays']): readonly number[] {
  return Array.from({ length: 12 }, (_, i) => i + 1).filter((month) => {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    return stays.some(({ from, to }) => from.slice(0, 7) <= name && (to === null || to.slice(0, 7) >= name));
  });
}

/** Months as people write them: `1—3、7—12（9 个月）`. */
export function monthsInWords(months: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const month of months) {
    const last = runs.at(-1);
    if (last?.[1] === month - 1) last[1] = month;
    else runs.push([month, month]);
  }
  return `${runs.map(([from, to]) => (from === to ? String(from) : `${from}—${to}`)).join('、')} 月（${months.length} 个月）`;
}
