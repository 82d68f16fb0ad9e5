import { fraction, roundHalfUp, sumDecimals } from '#libs/kernel';
import { findMetric, type Row } from '#libs/scheme';
import { citationText } from '../citation.js';
import type { DocumentModel, Table } from '../model.js';
import { basisText, NOTHING } from '../text.js';
import { claimedMetrics, documentsText, extentText, factOf, parkFacts, type ShownDossier, statusText } from './claims.js';
import { selfScores } from './self-scores.js';

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
  return {
    kind: 'table',
    name: '自评得分',
    columns: [
      { header: '序号', width: 6, align: 'centre' },
      { header: '评价指标', width: 24 },
      { header: '分值', width: 8, align: 'right' },
      { header: '申报内容', width: 46 },
      { header: '自评得分', width: 16, align: 'right' },
    ],
    rows: scheme.rows.map((row, i) => [
      String(i + 1),
      row.name,
      row.points,
      claimText(row, dossier),
      scores.get(row.code) ?? '由部门数据计算',
    ]),
    empty: '没有评价指标',
    totals: [['', '园区申报部分合计', '', '', roundHalfUp(fraction(sumDecimals(scores.values())), scheme.readings.places)]],
  };
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
  return {
    kind: 'table',
    name: '申报事项和佐证材料',
    columns: [
      { header: '序号', width: 6, align: 'centre' },
      { header: '申报事项', width: 28 },
      { header: '申报内容', width: 22 },
      { header: '佐证材料', width: 28 },
      { header: '说明', width: 24 },
      { header: '办理情况', width: 12, align: 'centre' },
    ],
    rows: claimedMetrics(dossier.scheme).map((metric, i) => {
      const fact = factOf(dossier, metric);
      return [
        String(i + 1),
        metric.name,
        extentText(fact, metric),
        documentsText(fact?.current?.documents),
        fact?.current?.note ?? '',
        statusText(fact),
      ];
    }),
    empty: '没有申报事项',
  };
}
