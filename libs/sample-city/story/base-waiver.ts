import type { Act } from './acts.js';

/** A park that began in the last days of the year before has no base (R13, R45). */
export function baseWaiver(at: string, park: string, year: number): Act {
  const metrics = ['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea'];
  return {
    at,
    act: 'waive',
    by: 'taskforce-1',
    year,
    park,
    metrics,
    kind: 'baseNonExistent',
    reason: '园区于上年末投运，上年无可比数据。',
  };
}
