import type { DocumentRef as EvidenceRef } from '#libs/evidence';
import { citationText } from '../citation.js';
import type { Block, DocumentModel } from '../model.js';
import type { EvaluationRecord } from '../record.js';
import { basisText, dayText, TASK_FORCE } from '../text.js';
import { DIGITS_NOTE, publicRows, type PublicRow, rankingTable, type ShownResult, unrankedNote } from './public-ranking.js';

/** 结果通报: the result of an edition as it is issued, with the whole ranking behind it. */
export function resultDocument(result: ShownResult, record: EvaluationRecord): DocumentModel {
  const { city, year, scheme, edition } = result;
  const approval = record.approvals.filter((one) => one.edition === edition && one.resultHash === result.resultHash).at(-1);
  const issued = approval?.notice;
  const state = result.standing === 'finalised' ? '' : '（草稿，尚未定案）';
  return {
    kind: 'result',
    title: `关于${city}${year}年度小微企业园绩效评价结果的通报${state}`,
    subtitles: [
      issued?.number ?? '文号：',
      edition > 1 ? `第 ${edition} 版（更正后重新评定，自印发之日起代替上一版）` : '第 1 版',
      basisText(scheme),
    ],
    orientation: 'landscape',
    blocks: [
      { kind: 'prose', paragraphs: opening(result, record, approval?.consent ?? null) },
      ...tierProse(publicRows(result)),
      rankingTable(result, '附表　评价结果'),
      { kind: 'notes', items: [DIGITS_NOTE, ...unrankedNote(result)] },
      { kind: 'signatures', labels: ['市工作专班（盖章）', issued?.date === undefined ? '成文日期' : ['成文日期', dayText(issued.date)]] },
    ],
    citation: citationText(result.point, result),
    at: result.point.at,
  };
}

function opening({ year, scheme, edition }: ShownResult, record: EvaluationRecord, consent: EvidenceRef | null): string[] {
  const notice = record.notices.filter((one) => one.edition === edition).at(-1);
  const shown = notice ? `并于${dayText(notice.from)}至${dayText(notice.until)}公示，` : '';
  const agreed = consent ? `经市政府同意（${consent.number ?? `《${consent.title}》`}），` : '';
  return [
    `按照《${scheme.basis.title}》，${year} 年度小微企业园绩效评价经园区申报、属地初审、部门核实、现场核查和${TASK_FORCE}审议，${shown}${agreed}现将结果通报如下。`,
  ];
}

function tierProse(rows: readonly PublicRow[]): Block[] {
  const inTier = (tier: string): string[] => rows.filter((row) => row.tier === tier).map(({ name }) => name);
  const sentence = (tier: string): string => {
    const names = inTier(tier);
    return names.length === 0 ? `${tier} 档：无。` : `${tier} 档（${names.length} 家）：${names.join('、')}。`;
  };
  const open = inTier('待裁定');
  return [
    {
      kind: 'prose',
      paragraphs: [
        ...['A', 'B', 'C'].map(sentence),
        ...(open.length === 0 ? [] : [`档次待裁定（${open.length} 家）：${open.join('、')}。`]),
      ],
    },
  ];
}
