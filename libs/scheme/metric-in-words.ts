import { inWords, type InWords } from '#libs/kernel';
import type { Metric } from './metrics.js';

/** A metric as people read it: its name, with the code behind it for whoever delivers or looks it up: `园内企业总营业收入（operatingRevenue）`. */
export function metricInWords({ code, name }: Pick<Metric, 'code' | 'name'>): InWords {
  return inWords(code, `${name}（${code}）`);
}
