import type { EvaluationEvent } from '#libs/evaluation';
import { latinWords } from '#libs/kernel/testing';
import {
  awardsDocument,
  type DocumentModel,
  meetingDocument,
  noticeDocument,
  objectionDocument,
  resultDocument,
  tablesOf,
} from '#libs/documents';
import { documentErrors, parseFormat, parseRequest } from '#libs/documents';
import { document, published, ranked, recordOf, resultOf, scheme } from './testing/index.js';

const hash = 'ab'.repeat(32);
const textOf = (model: DocumentModel): string => JSON.stringify(model);
const parks = [
  ranked('P1', 1, '91.3025', { award: '100' }),
  ranked('P2', 2, '80.1241', { award: '80', tier: 'A' }),
  ranked('P3', 3, '80.1219', { tier: 'B', award: '0' }),
  ranked('P4', 4, '50.5', { tier: 'C', award: '0' }),
  { ...ranked('P5', 0, '66', { rank: null, tier: null, award: null }), status: 'transition' as const },
  {
    ...ranked('P6', 0, '0', { rank: null, tier: null, award: null, total: null, scores: null }),
    status: 'barred' as const,
    reasons: ['majorAccident'],
  },
];
const result = resultOf(parks);

describe('a public table', () => {
  const documents = [
    noticeDocument(result, recordOf(published)),
    resultDocument(resultOf(parks, { standing: 'finalised' }), recordOf(published)),
    awardsDocument(result),
  ];

  it('holds rank, park, row scores, total, tier and award of ranked parks, and nothing of the others but how many there are', () => {
    for (const model of documents) {
      expect(textOf(model)).not.toMatch(/园区P5|园区P6|majorAccident|事故/);
      expect(textOf(model)).not.toContain('91.3025');
    }
    const [table] = tablesOf(documents[0] as DocumentModel);
    expect(table?.columns.map(({ header }) => header)).toEqual([
      '名次',
      '园区',
      ...scheme.rows.map(({ name, points }) => `${name}（${points}）`),
      '总分（100）',
      '档次',
      '奖励金额（万元）',
    ]);
    expect(table?.rows[0]).toEqual(['1', '园区P1', ...scheme.rows.map(() => '1.00'), '91.30', 'A', '100']);
    expect(table?.rows.map((row) => row.at(-3))).toEqual(['91.30', '80.124', '80.122', '50.50']);
    expect(textOf(documents[0] as DocumentModel)).toContain('另有过渡期园区 1 家、不得参评的园区 1 家');
  });

  it('says edition, run, result and log index, and that the basis is a draft (R27)', () => {
    for (const model of documents) {
      expect(model.citation).toContain('第 1 版');
      expect(model.citation).toContain('第 7 轮计分　结果摘要 abababababab　账本序号 120（2024年8月9日）');
      expect(model.subtitles.join()).toContain('依据为征求意见稿');
    }
    const inForce = resultOf(parks, { scheme: { ...scheme, basis: { ...scheme.basis, status: 'inForce' } } });
    expect(noticeDocument(inForce, recordOf()).subtitles.join()).not.toContain('依据为征求意见稿');
  });

  it('of awards sums up what is due: not what waits for a grading, nor what hangs on a tie', () => {
    const some = [
      ...parks.slice(0, 2),
      ranked('P7', 3, '70', { held: 'ungradedAccident' }),
      ranked('P8', 4, '60', { tier: null, award: null }),
    ];
    const [table] = tablesOf(awardsDocument(resultOf(some)));
    expect(table?.rows.map((row) => row.at(-1))).toEqual(['100', '80', '暂缓', '待定']);
    expect(table?.totals?.[0]?.at(-1)).toBe('180');
  });

  it('says so where nobody is ranked, nothing is awarded, nothing published', () => {
    const nobody = resultOf([]);
    expect(tablesOf(noticeDocument(nobody, recordOf()))[0]).toMatchObject({ rows: [], empty: '没有参加排名的园区' });
    expect(noticeDocument(nobody, recordOf()).subtitles[0]).toBe('尚未公示');
    expect(tablesOf(awardsDocument(nobody))[0]).toMatchObject({ rows: [], empty: '本年度没有应予奖励的园区' });
  });
});

describe('objections', () => {
  const lodged = {
    type: 'ObjectionLodged' as const,
    data: {
      edition: 1,
      objection: '11111111-1111-4111-8111-111111111111',
      park: 'P3',
      by: 'park-P3',
      text: '专利少计一件',
      documents: [document],
    },
  } satisfies EvaluationEvent;
  const id = lodged.data.objection;
  const shown = (record: ReturnType<typeof recordOf>, all = true) => ({
    year: 2023,
    city: '示例市',
    scheme,
    objections: record.objections,
    notice: record.notices.at(-1) ?? null,
    conclusion: record.conclusions.at(-1) ?? null,
    all,
    nameOf: (park: string) => `园区${park}`,
    point: result.point,
  });

  it('none: that is what it says, for who would see every one', () => {
    const concluded = recordOf(published, {
      type: 'NoticeConcluded',
      data: { edition: 1, outcomeHash: hash, from: '2024-08-14', until: '2024-08-20', objections: 0 },
    });
    const model = objectionDocument(shown(concluded));
    expect(tablesOf(model)[0]).toMatchObject({ rows: [], empty: '公示期内未收到异议' });
    expect(textOf(model)).toContain('公示于2024年8月20日期满，未收到异议');
    expect(textOf(objectionDocument(shown(concluded, false)))).not.toContain('未收到异议');
  });

  it('are told from lodging to decision', () => {
    const record = recordOf(
      published,
      lodged,
      { type: 'ObjectionAssigned', data: { edition: 1, objection: id, office: 'market', due: '2024-08-23' } },
      { type: 'ObjectionAnswered', data: { edition: 1, objection: id, office: 'market', founded: true, answer: '确有一件漏计', document } },
      {
        type: 'ObjectionResolved',
        data: { edition: 1, objection: id, upheld: true, answer: '予以更正', document, changes: [{ park: 'P3', what: '发明专利加一件' }] },
      },
    );
    const text = textOf(objectionDocument(shown(record)));
    for (const word of ['园区P3', '专利少计一件', '市场监管', '2024年8月23日', '确有一件漏计', '成立，予以采纳', '发明专利加一件'])
      expect(text).toContain(word);
  });
});

describe('the annex to the minutes', () => {
  it('tells the task force exact digits, who is barred and why, and the ties', () => {
    const ruled = recordOf({
      type: 'TieRuled',
      data: { edition: 1, parks: ['P2', 'P3'], reason: '表决', minutes: document, persons: ['taskforce-1', 'taskforce-2'] },
    });
    const model = meetingDocument({ ...result, parks: parks.map((one) => ({ reasons: null, ...one })), unresolvedTies: [] }, ruled);
    const text = textOf(model);
    for (const word of ['91.3025', '园区P6', '发生重大安全生产事故', '表决', '尚未公示']) expect(text).toContain(word);
    const words = tablesOf(model).flatMap(({ columns, name, empty }) => [name, empty, ...columns.map(({ header }) => header)]);
    expect(words.flatMap(latinWords)).toEqual([]);
  });
});

describe('what is asked for', () => {
  const code = (ask: () => unknown): string => {
    try {
      ask();
      return '';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it.each([
    ['an unknown document', () => parseRequest(2023, 'secret', {}), 'documents.kindUnknown'],
    ['a park’s document without the park', () => parseRequest(2023, 'scoreSheet', {}), 'documents.parkMissing'],
    ['an unknown department', () => parseRequest(2023, 'verification', { department: 'police' }), 'documents.departmentUnknown'],
    ['an edition that is no number', () => parseRequest(2023, 'notice', { edition: '0' }), 'documents.editionMalformed'],
    ['an unknown format', () => parseFormat('docx'), 'documents.formatUnknown'],
  ])('%s is refused with its code', (_what, ask, expected) => {
    expect(code(ask)).toBe(expected);
    expect(Object.keys(documentErrors.definitions)).toContain(expected);
  });

  it('is a PDF where no format is named', () => {
    expect(parseFormat(undefined)).toBe('pdf');
  });
});
