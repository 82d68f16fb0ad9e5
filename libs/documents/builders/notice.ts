import { citationText } from '../citation.js';
import type { DocumentModel } from '../model.js';
import type { EvaluationRecord } from '../record.js';
import { basisText, dayText, TASK_FORCE } from '../text.js';
import { DIGITS_NOTE, rankingTable, type ShownResult, unrankedNote } from './public-ranking.js';

/** 公示表: the proposed result as it is put on public notice (R43). Before it is published it says so. */
export function noticeDocument(result: ShownResult, record: EvaluationRecord): DocumentModel {
  const { city, year, scheme, edition } = result;
  const notices = record.notices.filter((notice) => notice.edition === edition);
  const notice = notices.at(-1);
  const again = notices.length > 1 ? `（第 ${notices.length} 次公示）` : '';
  const days = scheme.readings.noticeWorkingDays;
  return {
    kind: 'notice',
    title: `${city}${year}年度小微企业园绩效评价结果公示表${again}`,
    subtitles: [
      notice ? `公示期：${dayText(notice.from)}至${dayText(notice.until)}（${notice.workingDays} 个工作日）` : '尚未公示',
      basisText(scheme),
    ],
    orientation: 'landscape',
    blocks: [
      {
        kind: 'prose',
        paragraphs: [
          `按照《${scheme.basis.title}》，经部门核实、现场核查和${TASK_FORCE}审议，现将 ${year} 年度小微企业园绩效评价拟定结果予以公示。公示期 ${days} 个工作日，期间对结果有异议的，请以书面形式署名并附证据，向市工作专班提出。`,
        ],
      },
      rankingTable(result, '评价结果'),
      { kind: 'notes', items: [DIGITS_NOTE, ...unrankedNote(result)] },
      { kind: 'signatures', labels: ['市工作专班（盖章）', '公示日期'] },
    ],
    citation: citationText(result.point, result),
    at: result.point.at,
  };
}
