import { by } from '#libs/event-sourcing/testing';
import { factIn, type FactVersion } from '#libs/dossier';
import { corrected, deskOf, metricOf, submitted, taskForce, usccs, verified } from './desk-year.testing.js';
import { diffOf } from './diff.js';
import { trailOf } from './trail.js';

const [a, b, c] = usccs;
const amount = (uscc: string, value: string, more: object = { scope: 'entity' }) => ({ uscc, amount: value, ...more });
const first = [amount(a, '100'), amount(b, '20.5'), amount(c, '7')];
const second = [amount(c, '7'), amount(a, '110.25', { scope: 'apportioned', share: '50' })];

function versions(): readonly FactVersion[] {
  const explained = { metric: 'taxPaid', version: 2, text: '已核对', documents: [] };
  const desk = deskOf({
    P1: {
      year: [
        submitted('taxPaid', first, { at: '2024-06-11T01:00:00.000Z', note: '首报' }),
        verified('taxPaid', first, { [b]: 'struck' }, '2024-06-12T01:00:00.000Z'),
        corrected('taxPaid', 2, second, '2024-06-14T01:00:00.000Z'),
        by({ type: 'ChangeExplained', data: explained }, taskForce, '2024-06-15T01:00:00.000Z'),
      ],
    },
  });
  const [dossier] = desk.dossiers;
  return (dossier && factIn(dossier.state, 'taxPaid')?.versions) ?? [];
}

describe('two versions of a fact', () => {
  const [before, after] = versions();
  const diff = diffOf(metricOf('taxPaid'), before as FactVersion, after as FactVersion);

  it('are compared line by line, field by field, whatever place in the file a line has', () => {
    expect(diff.added).toEqual([]);
    expect(diff.removed.map(({ line }) => line)).toEqual([b]);
    expect(diff.unchanged).toBe(1);
    expect(diff.changed).toMatchObject([
      {
        line: a,
        sources: { before: { row: 2 }, after: { row: 3 } },
        changes: [
          { name: '金额', before: '100', after: '110.25' },
          { name: '口径', before: '法人单位', after: '分摊' },
          { name: '份额', before: '无', after: '50' },
        ],
      },
    ]);
    expect(diff.totals).toEqual({ before: { lines: 3, sum: '127.5' }, after: { lines: 2, sum: '117.25' } });
  });

  it('are told in sentences', () => {
    expect(diff.text).toEqual([
      '「园内企业税收总额」共 2 行（原 3 行）：新增 0 行，删去 1 行，修改 1 行，未变 1 行，合计由 127.5 改为 117.25万元',
      `删去 ${b}：金额 20.5，口径 法人单位`,
      `修改 ${a}：金额由 100 改为 110.25，口径由 法人单位 改为 分摊，份额由 无 改为 50`,
    ]);
  });

  it('stand in a trail that says who, when, why and on what evidence', () => {
    expect(trailOf(metricOf('taxPaid'), versions(), [], true)).toMatchObject([
      { version: 1, status: 'superseded', note: '首报', lines: 3, verified: { account: 'verifier', confirmed: 2, returned: 0, struck: 1 } },
      {
        version: 2,
        status: 'submitted',
        corrects: 1,
        reason: '漏报一户',
        documents: [{ title: '情况说明' }],
        changes: { added: 0, removed: 1, changed: 1 },
        explanation: { text: '已核对', account: 'tf-1' },
      },
    ]);
  });

  it('stand there bare for who may not see the lines', () => {
    const bare = JSON.stringify(trailOf(metricOf('taxPaid'), versions(), [], false));
    for (const hidden of [a, '110.25', '漏报一户', '首报', '已核对', 'struck']) expect(bare).not.toContain(hidden);
  });
});
