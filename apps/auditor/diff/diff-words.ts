import { filled, type InBoth, type Language } from '../language/language.js';
import type { EditionNote } from '../ledger/editions.js';
import { comparisonLines } from '../report/comparison-words.js';
import type { BundleDifference } from './diff.js';
import type { ResultChange } from './results.js';

const words = {
  same: { zh: '✓ 两份审计包的日志相同。', en: '✓ The logs of both bundles are the same.' },
  after: {
    zh: '✓ B 是 A 的延续：A 的 {from} 条记录原样在 B 中，B 另有 {count} 条。',
    en: '✓ B continues A: the {from} records of A stand in B as they are, and B has {count} more.',
  },
  before: {
    zh: '✓ A 是 B 的延续：B 的 {from} 条记录原样在 A 中，A 另有 {count} 条。',
    en: '✓ A continues B: the {from} records of B stand in A as they are, and A has {count} more.',
  },
  fork: {
    zh: '✗ 两份审计包的前 {index} 条记录相同，其后分叉。',
    en: '✗ The first {index} records of both bundles are the same; there they part.',
  },
  otherLedger: { zh: '✗ 两份审计包属于两个账本。', en: '✗ The bundles are of two ledgers.' },
  added: { zh: '新增的事件：', en: 'Events added:' },
  results: { zh: '结果：', en: 'Results:' },
  unchanged: { zh: '{year} 年度：不变（{after}）', en: '{year}: unchanged ({after})' },
  changed: { zh: '{year} 年度：{before} → {after}', en: '{year}: {before} → {after}' },
  recorded: {
    zh: '（事实未收录，只比较了所记的结果，没有原因）',
    en: '(facts are withheld: recorded results were compared, without causes)',
  },
  none: { zh: '尚无结果', en: 'no result yet' },
  edition: { zh: '第 {edition} 版{final}', en: 'edition {edition}{final}' },
  notFinal: { zh: '（尚未定案）', en: ' (not final)' },
  unsigned: { zh: '没有信任文件：两份检查点由谁签名未作判断。', en: 'No trust file: nobody judged who signed the checkpoints.' },
} as const satisfies Readonly<Record<string, InBoth>>;

export function diffLines({ relation, added, results }: BundleDifference, trusted: boolean, language: Language): string[] {
  const say = (key: keyof typeof words, values: Readonly<Record<string, unknown>> = {}): string => filled(words[key][language], values);
  const lines = [
    relation.kind === 'continued'
      ? say(relation.by, { from: relation.from, count: relation.to - relation.from })
      : say(relation.kind, { ...relation }),
  ];
  if (added.length > 0) lines.push(say('added'), ...added.map(({ type, events }) => `  ${type}: ${events}`));
  if (results.length > 0) lines.push(say('results'), ...results.flatMap((change) => resultLines(change, language, say)));
  if (!trusted) lines.push(say('unsigned'));
  return lines;
}

type Say = (key: keyof typeof words, values?: Readonly<Record<string, unknown>>) => string;

function resultLines(change: ResultChange, language: Language, say: Say): string[] {
  const title = (note: EditionNote | null): string =>
    note === null ? say('none') : say('edition', { edition: note.edition, final: note.final ? '' : say('notFinal') });
  const values = { year: String(change.year), before: title(change.before), after: title(change.after) };
  if (change.same) return [`  ${say('unchanged', values)}`];
  const comparison = { before: 0, after: 0, same: false, parks: change.parks };
  return [
    `  ${say('changed', values)}${change.how === 'recorded' ? say('recorded') : ''}`,
    ...comparisonLines(comparison, language).map((line) => `    ${line}`),
  ];
}
