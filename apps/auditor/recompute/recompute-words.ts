import { filled, type InBoth, type Language } from '../language/language.js';
import { comparisonLines } from '../report/comparison-words.js';
import type { RecomputedEdition } from './recompute.js';

const words = {
  edition: {
    zh: '{year} 年度第 {edition} 版{final}（第 {run} 轮计分，{parks} 个园区，参评 {ranked} 个）：',
    en: '{year}, edition {edition}{final} (run {run}, {parks} parks, {ranked} ranked): ',
  },
  notFinal: { zh: '（尚未定案）', en: ' (not final)' },
  same: { zh: '重算与所记相同，结果哈希 {resultHash}', en: 'computed anew it is what was recorded, result hash {resultHash}' },
  differs: { zh: '重算与所记不同', en: 'computed anew it is not what was recorded' },
  withheld: { zh: '所需内容未收录（{missing}），未能重算', en: 'what it is computed from is withheld ({missing}); not computed' },
  schemeSame: { zh: '按口径 {scheme} 计算，结果相同。', en: 'By the scheme {scheme} the result is the same.' },
  schemeOther: { zh: '按口径 {scheme} 计算，{parks} 个园区会不同：', en: 'By the scheme {scheme} {parks} parks would differ:' },
  none: { zh: '包里没有可重算的结果。', en: 'The bundle has no result to compute.' },
  allSame: { zh: '结论：{count} 版结果重算相同。', en: 'Conclusion: {count} editions computed anew, all the same.' },
  someWithheld: {
    zh: '结论：{count} 版结果重算相同，{withheld} 版因内容未收录而未能重算。',
    en: 'Conclusion: {count} editions computed anew, all the same; {withheld} not computed, for what they need is withheld.',
  },
  different: { zh: '结论：发现 {differences} 处不符。', en: 'Conclusion: {differences} differences.' },
} as const satisfies Readonly<Record<string, InBoth>>;

export function editionLines(edition: RecomputedEdition, scheme: string | undefined, language: Language): string[] {
  const say = (key: keyof typeof words, values: object): string =>
    filled(words[key][language], values as Readonly<Record<string, unknown>>);
  const { state, underScheme } = edition;
  const mark = { same: '✓', differs: '✗', withheld: '–' }[state];
  const head = say('edition', { ...edition, year: String(edition.year), final: edition.final ? '' : words.notFinal[language] });
  const lines = [`${mark} ${head}${say(state, edition)}`];
  if (!underScheme) return lines;
  const parks = underScheme.parks.length;
  if (parks === 0) return [...lines, `  ${say('schemeSame', { scheme })}`];
  return [...lines, `  ${say('schemeOther', { scheme, parks })}`, ...comparisonLines(underScheme, language).map((line) => `    ${line}`)];
}

export function endLine(editions: readonly RecomputedEdition[], differences: number, language: Language): string {
  const withheld = editions.filter(({ state }) => state === 'withheld').length;
  const count = editions.length - withheld;
  const key = differences > 0 ? 'different' : editions.length === 0 ? 'none' : withheld > 0 ? 'someWithheld' : 'allSame';
  return filled(words[key][language], { count, withheld, differences });
}
