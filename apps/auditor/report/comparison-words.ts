import type { Cause, Comparison, ParkComparison } from '#libs/evaluation';
import { filled, type InBoth, type Language } from '../language/language.js';

const causes: Readonly<Record<Cause['kind'], InBoth>> = {
  ownFact: { zh: '本园区的事实（{side} {measure}：{before} → {after}）', en: 'its own fact ({side} {measure}: {before} → {after})' },
  reference: { zh: '{term} 的{which}变了（{before} → {after}）', en: 'the {which} of {term} moved ({before} → {after})' },
  mean: { zh: '{term} 的平均值变了（{before} → {after}）', en: 'the mean of {term} moved ({before} → {after})' },
  scheme: { zh: '口径不同（{readings}）', en: 'another scheme ({readings})' },
  engine: { zh: '计分引擎不同（{before} → {after}）', en: 'another engine ({before} → {after})' },
  status: { zh: '园区的状况（{aspects}）', en: 'the park’s standing ({aspects})' },
  rows: { zh: '这些指标变了：{rows}', en: 'these indicators changed: {rows}' },
  overtaken: { zh: '被超过：{by}', en: 'overtaken by {by}' },
  overtook: { zh: '超过了：{parks}', en: 'overtook {parks}' },
  joined: { zh: '新进入排名：{parks}', en: 'entered the ranking: {parks}' },
  left: { zh: '退出排名：{parks}', en: 'left the ranking: {parks}' },
  ruling: { zh: '并列裁定不同', en: 'another ruling on a tie' },
  tie: { zh: '并列情况不同：{parks}', en: 'another tie: {parks}' },
  rank: { zh: '名次变了（{before} → {after}）', en: 'its rank changed ({before} → {after})' },
  rankedCount: { zh: '参评数变了（{before} → {after}）', en: 'the number of ranked parks changed ({before} → {after})' },
  tier: { zh: '档次变了', en: 'its tier changed' },
};

const aspects: Readonly<Record<'status' | 'total' | 'rank' | 'tier' | 'award', InBoth>> = {
  status: { zh: '状况', en: 'standing' },
  total: { zh: '总分', en: 'total' },
  rank: { zh: '名次', en: 'rank' },
  tier: { zh: '档次', en: 'tier' },
  award: { zh: '奖励', en: 'award' },
};
const extremes: Readonly<Record<'best' | 'worst', InBoth>> = { best: { zh: '最优', en: 'best' }, worst: { zh: '最差', en: 'worst' } };

/** What differs between two results, a line for each thing, with its causes. */
export function comparisonLines({ parks }: Comparison, language: Language): string[] {
  return parks.flatMap((park) => [park.park, ...parkLines(park, language).map((line) => `  ${line}`)]);
}

function parkLines(park: ParkComparison, language: Language): string[] {
  const changes: (readonly [string, { readonly before: unknown; readonly after: unknown; readonly causes: readonly Cause[] }])[] = [];
  for (const key of Object.keys(aspects) as (keyof typeof aspects)[]) {
    const change = park[key];
    if (change) changes.push([aspects[key][language], change]);
  }
  for (const { row, ...change } of park.rows) changes.push([row, change]);
  return changes.map(([what, { before, after, causes: why }]) => {
    const because = why.map((cause) => causeText(cause, language)).join(language === 'zh' ? '；' : '; ');
    return `${what}${language === 'zh' ? '：' : ': '}${shown(before)} → ${shown(after)}${because === '' ? '' : language === 'zh' ? `（${because}）` : ` (${because})`}`;
  });
}

function causeText(cause: Cause, language: Language): string {
  const values = Object.fromEntries(Object.entries(cause).map(([key, value]) => [key, shown(value)]));
  const which = 'which' in cause ? { which: extremes[cause.which][language] } : {};
  return filled(causes[cause.kind][language], { ...values, ...which });
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map(shown).join(' ');
  if (typeof value !== 'object') return String(value);
  return 'value' in value ? shown(value.value) : JSON.stringify(value);
}
