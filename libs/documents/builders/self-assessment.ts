import { fraction, roundHalfUp, sumDecimals } from '#libs/kernel';
import { findMetric, type Row } from '#libs/scheme';
import { citationText } from '../citation.js';
import type { DocumentModel, Table } from '../model.js';
import { basisText, NOTHING } from '../text.js';
import { extentText, factOf, parkFacts, type ShownDossier, statusText } from './claims.js';
import { claimColumns, claimsOf, evidenceColumn, NO_CLAIMS } from './claims-table.js';
import { selfScores } from './self-scores.js';
import { numbered, tableOf } from './table.js';

/** 自评表: what the park claims by indicator, what that is worth by the scheme, and the evidence of each claim. */
export function selfAssessmentDocument(dossier: ShownDossier): DocumentModel {
  const { city, year, scheme, park } = dossier;
  return {
    kind: 'selfAssessment',
    title: `${city}${year}年度小微企业园绩效评价自评表`,
    subtitles: [park.name, basisText(scheme)],
    orientation: 'portrait',
    blocks: [
      { kind: 'facts', pairs: parkFacts(park) },
      scoresTable(dossier),
      {
        kind: 'notes',
        items: [
          '自评得分由系统按已提交的申报事项和评分口径计算，未经核实，不是评价结果。',
          '「由部门数据计算」的指标，以税务、自然资源等部门提供的数据为准，并与其他园区比较后计分。',
        ],
      },
      claimsTable(dossier),
      { kind: 'signatures', labels: ['填表人', '法定代表人（签字）', '运营管理机构（盖章）', '日期'] },
    ],
    citation: citationText(dossier.point),
    at: dossier.point.at,
  };
}

function scoresTable(dossier: ShownDossier): Table {
  const { scheme } = dossier;
  const scores = selfScores(dossier);
  const table = tableOf(
    '自评得分',
    scheme.rows,
    [
      numbered(),
      { header: '评价指标', width: 24, cell: ({ name }) => name },
      { header: '分值', width: 8, align: 'right', cell: ({ points }) => points },
      { header: '申报内容', width: 46, cell: (row) => claimText(row, dossier) },
      { header: '自评得分', width: 16, align: 'right', cell: ({ code }) => scores.get(code) ?? '由部门数据计算' },
    ],
    '没有评价指标',
  );
  const sum = roundHalfUp(fraction(sumDecimals(scores.values())), scheme.readings.places);
  return { ...table, totals: [['', '园区申报部分合计', '', '', sum]] };
}

/** The metrics of an indicator, each with how much is claimed. */
function claimText(row: Row, dossier: ShownDossier): string {
  const parts = row.metrics.flatMap((code) => {
    const metric = findMetric(dossier.scheme, code);
    if (metric?.submits !== 'park' || metric.lines === 'tenancy') return [];
    const fact = factOf(dossier, metric);
    return [`${metric.name}：${fact?.current ? extentText(fact, metric) : '未提交'}`];
  });
  return parts.length === 0 ? NOTHING : parts.join('；');
}

function claimsTable(dossier: ShownDossier): Table {
  return tableOf(
    '申报事项和佐证材料',
    claimsOf(dossier),
    [
      ...claimColumns(28, 22),
      evidenceColumn(28),
      { header: '说明', width: 24, cell: ({ fact }) => fact?.current?.note ?? '' },
      { header: '办理情况', width: 12, align: 'centre', cell: ({ fact }) => statusText(fact) },
    ],
    NO_CLAIMS,
  );
}
