import { writeCsv } from '../files/csv.js';
import { type Files, textFiles } from '../files/files.js';
import { type ParkDocument, parkDocumentPath } from '../files/park-documents.js';

/** A document of the story: title, 文号 and date where it has them. Its text says that it is invented. */
export interface StoryDocument {
  readonly key: string;
  readonly title: string;
  readonly number?: string;
  readonly date?: string;
}

const ofYear = (year: number): StoryDocument[] => {
  const done = year + 1;
  return [
    {
      key: `${year}-minutes`,
      title: `市支持小微企业高质量发展工作专班会议纪要（${year}年度绩效评价）`,
      number: `示例专纪〔${done}〕3号`,
      date: `${done}-08-08`,
    },
    { key: `${year}-notice`, title: `${year}年度小微企业园绩效评价结果公示`, date: `${done}-08-12` },
    { key: `${year}-notice-proof`, title: `${year}年度小微企业园绩效评价结果公示网页截图`, date: `${done}-08-14` },
    {
      key: `${year}-consent`,
      title: `示例市人民政府关于同意${year}年度小微企业园绩效评价结果的批复`,
      number: `示例政复〔${done}〕41号`,
      date: `${done}-09-20`,
    },
    { key: `${year}-issue`, title: `关于${year}年度小微企业园绩效评价结果的通报`, number: `示例专〔${done}〕12号`, date: `${done}-09-25` },
    { key: `${year}-payment`, title: `${year}年度小微企业园奖励资金拨付单` },
  ];
};

export const documents: readonly StoryDocument[] = [
  { key: 'scheme-basis', title: '示例市小微企业园绩效评价方案（采用决定）', number: '示例专〔2023〕1号', date: '2023-01-11' },
  { key: 'nested-2022', title: '园中园现场认定书', date: '2023-02-01' },
  { key: 'accident-2022-03', title: '示例事故2022-03调查报告', number: '示例应急〔2022〕18号', date: '2022-12-20' },
  { key: 'accident-2023-01', title: '示例事故2023-01调查报告', number: '示例应急〔2023〕9号', date: '2023-07-07' },
  { key: 'accident-2024-02', title: '示例事故2024-02调查报告', number: '示例应急〔2024〕11号', date: '2024-05-17' },
  { key: 'recognition', title: '小微企业园认定决定', number: '示例园认', date: '2022-12-30' },
  { key: 'transition', title: '关于给予新建成小微企业园过渡期的决定', number: '示例园渡', date: '2022-12-30' },
  { key: 'withdrawal-2023', title: '撤销小微企业园认定决定书', number: '示例园撤〔2023〕1号', date: '2023-11-29' },
  { key: 'refusal-2025', title: '不予认定小微企业园决定书', number: '示例园认〔2025〕2号', date: '2025-03-19' },
  { key: '2022-revenue-correction', title: '营业收入清单更正说明（小数点错位）', date: '2023-06-28' },
  { key: '2022-services-scans', title: '专业服务合同扫描件（重新提交）', date: '2023-06-20' },
  { key: '2022-objection', title: '异议申请书及佐证', date: '2023-08-15' },
  { key: '2022-objection-findings', title: '异议核实情况', date: '2023-08-21' },
  { key: '2022-objection-answer', title: '异议答复书', date: '2023-08-22' },
  ...ofYear(2022),
  { key: '2023-patents', title: '发明专利清单更正说明', date: '2024-06-21' },
  { key: '2023-software', title: '软件著作权清单更正说明', date: '2024-05-24' },
  { key: '2023-tie-ruling', title: '并列名次裁定会议纪要', number: '示例专纪〔2024〕2号', date: '2024-07-29' },
  ...ofYear(2023),
  { key: '2023-reopening', title: '关于重启2023年度绩效评价的决定', number: '示例专〔2024〕19号', date: '2024-11-01' },
  { key: '2023-revocation', title: '取消高新技术企业资格通知', number: '示例科函〔2024〕77号', date: '2024-10-21' },
  {
    key: '2023-minutes-2',
    title: '市支持小微企业高质量发展工作专班会议纪要（2023年度更正）',
    number: '示例专纪〔2024〕6号',
    date: '2024-11-11',
  },
  { key: '2023-notice-proof-2', title: '2023年度小微企业园绩效评价结果公示网页截图（第二版）', date: '2024-11-12' },
  { key: '2023-notice-2', title: '2023年度小微企业园绩效评价结果公示（第二版）', date: '2024-11-11' },
  {
    key: '2023-consent-2',
    title: '示例市人民政府关于同意更正2023年度小微企业园绩效评价结果的批复',
    number: '示例政复〔2024〕63号',
    date: '2024-11-22',
  },
  { key: '2023-issue-2', title: '关于更正2023年度小微企业园绩效评价结果的通报', number: '示例专〔2024〕21号', date: '2024-11-25' },
  { key: '2023-adjustment', title: '2023年度奖励资金补发和追回决定', number: '示例专〔2024〕23号', date: '2024-12-09' },
];

function documentPath(key: string): string {
  return `documents/${key}.txt`;
}

/** What a document says. */
export function documentText({ title, number, date }: StoryDocument): string {
  const facts = [number === undefined ? [] : [`文号：${number}`], date === undefined ? [] : [`日期：${date}`]].flat();
  return [title, ...facts, '本文件属示例数据，内容纯属虚构，不具任何效力。', ''].join('\n');
}

/** The report on an accident of the story. */
export function accidentReport(accident: string): string {
  return `accident-${accident.slice(-7)}`;
}

/** The documents, and the list of them and of what parks sign and visitors fill in. */
export function documentFiles(ofParks: readonly ParkDocument[]): Files {
  const header = ['文件', '标题', '文号', '日期'];
  const rows = [
    ...documents.map(({ key, title, number, date }) => [documentPath(key), title, number ?? '', date ?? '']),
    ...ofParks.map((document) => [parkDocumentPath(document), document.title, '', document.date]),
  ];
  const texts = documents.map((document) => [documentPath(document.key), documentText(document)] as const);
  return new Map([
    ...textFiles([['documents/documents.csv', writeCsv(header, rows)], ...texts]),
    ...ofParks.map((document) => [parkDocumentPath(document), document.content] as const),
  ]);
}
