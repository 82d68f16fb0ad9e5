import { departmentNames } from '#libs/kernel';
import type { DocumentRef } from '#libs/evidence';
import type { Scheme } from '#libs/scheme';
import { type CitedResult, citationText, type LedgerPoint } from '../citation.js';
import type { Block, DocumentModel, Table } from '../model.js';
import type { EvaluationRecord, ObjectionRecord } from '../record.js';
import { basisText, dayText, documentText, instantText, NOTHING, GAP } from '../text.js';
import { documentsText } from './claims.js';
import { numbered, tableOf } from './table.js';

export interface ShownObjections {
  readonly year: number;
  readonly city: string;
  readonly scheme: Scheme;
  readonly result?: CitedResult;
  /** Of the edition that is shown; of a reader who sees only some of them, these. */
  readonly objections: readonly ObjectionRecord[];
  readonly notice: EvaluationRecord['notices'][number] | null;
  readonly conclusion: EvaluationRecord['conclusions'][number] | null;
  /** Whether the reader sees every objection: only then 「未收到」 can be said. */
  readonly all: boolean;
  readonly nameOf: (park: string) => string;
  readonly point: LedgerPoint;
}

/** 异议处理单: each objection of a notice from lodging to answer; where none came, that is what it says. */
export function objectionDocument(shown: ShownObjections): DocumentModel {
  const { city, year, scheme, objections, notice } = shown;
  const [only, ...others] = objections;
  return {
    kind: 'objection',
    title: `${city}${year}年度小微企业园绩效评价异议处理单`,
    subtitles: [notice ? `公示期：${dayText(notice.from)}至${dayText(notice.until)}` : '尚未公示', basisText(scheme)],
    orientation: 'portrait',
    blocks: [
      listTable(shown),
      ...(only === undefined ? [] : [only, ...others].flatMap((one, i) => objectionBlocks(one, i, shown))),
      { kind: 'notes', items: conclusionNotes(shown) },
      { kind: 'signatures', labels: ['承办人', '承办单位（盖章）', '市工作专班（盖章）', '日期'] },
    ],
    citation: citationText(shown.point, shown.result),
    at: shown.point.at,
  };
}

function listTable({ objections, nameOf, all, notice }: ShownObjections): Table {
  const none = notice === null ? '尚未公示' : all ? '公示期内未收到异议' : '没有本单位提出的异议';
  return tableOf(
    '收到的异议',
    objections,
    [
      numbered(),
      { header: '园区', width: 30, cell: ({ lodged }) => nameOf(lodged.park) },
      { header: '提出日期', width: 17, align: 'centre', cell: ({ lodged }) => instantText(lodged.at) },
      { header: '承办单位', width: 13, align: 'centre', cell: ({ assigned }) => (assigned ? departmentNames[assigned.office] : NOTHING) },
      { header: '答复期限', width: 17, align: 'centre', cell: ({ assigned }) => (assigned?.due ? dayText(assigned.due) : NOTHING) },
      { header: '处理结果', width: 14, align: 'centre', cell: outcomeText },
    ],
    none,
  );
}

function outcomeText({ resolved, answered, assigned }: ObjectionRecord): string {
  if (resolved) return resolved.upheld ? '成立，已采纳' : '不成立';
  if (answered) return '已答复，待决定';
  return assigned ? '办理中' : '待交办';
}

function objectionBlocks(one: ObjectionRecord, i: number, { nameOf }: ShownObjections): Block[] {
  const { lodged, assigned, answered, resolved } = one;
  const changes = resolved?.changes.map(({ park, what }) => `${nameOf(park)}：${what}`) ?? [];
  return [
    { kind: 'heading', text: `异议 ${i + 1}：${nameOf(lodged.park)}` },
    {
      kind: 'facts',
      pairs: [
        ['编号', lodged.objection, 'wide'],
        ['提出', `${instantText(lodged.at)}${GAP}${lodged.by}`, 'wide'],
        ['异议内容', lodged.text, 'wide'],
        ['所附证据', documentsText(lodged.documents), 'wide'],
        ['交办', assigned ? `${instantText(assigned.at)}，${departmentNames[assigned.office]}` : NOTHING],
        ['答复期限', assigned?.due ? dayText(assigned.due) : NOTHING],
        ['承办单位意见', answered ? (answered.founded ? '异议成立' : '异议不成立') : NOTHING],
        ['答复日期', answered ? instantText(answered.at) : NOTHING],
        ['核实答复', answered ? answerText(answered) : NOTHING, 'wide'],
        ['处理决定', resolved ? (resolved.upheld ? '成立，予以采纳' : '不成立，不予采纳') : '尚未决定'],
        ['决定日期', resolved ? instantText(resolved.at) : NOTHING],
        ['答复异议人', resolved ? answerText(resolved) : NOTHING, 'wide'],
        ...(changes.length === 0 ? [] : [['更正', changes.join('；'), 'wide'] as const]),
      ],
    },
  ];
}

function answerText({ answer, document }: { readonly answer: string; readonly document: DocumentRef }): string {
  return `${answer}${GAP}${documentText(document)}`;
}

function conclusionNotes({ conclusion, notice, all }: ShownObjections): string[] {
  if (!all) return ['本单只列出本单位可以查看的异议。'];
  if (conclusion) {
    const count = conclusion.objections;
    return [
      `公示于${dayText(conclusion.until)}期满，${count === 0 ? '未收到异议' : `共收到异议 ${count} 件`}（${instantText(conclusion.at)}登记）。`,
    ];
  }
  return notice ? [`公示期至${dayText(notice.until)}（含），期满情况尚未登记。`] : [];
}
