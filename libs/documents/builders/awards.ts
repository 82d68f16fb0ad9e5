import { fraction, roundHalfUp } from '#libs/kernel';
import type { Scheme } from '#libs/scheme';
import { citationText } from '../citation.js';
import type { DocumentModel, Table } from '../model.js';
import { basisText } from '../text.js';
import { awardSum, awardText, publicRows, type PublicRow, type ShownResult } from './public-ranking.js';
import { numbered, tableOf } from './table.js';

/** 资金分配表: who gets how much by this edition, and the sum (R41). */
export function awardsDocument(result: ShownResult): DocumentModel {
  const { city, year, scheme } = result;
  const awarded = publicRows(result).filter(
    (row) => row.tier === 'A' || row.tier === '待裁定' || (row.award !== null && row.award !== '0'),
  );
  return {
    kind: 'awards',
    title: `${city}${year}年度小微企业园绩效评价奖励资金分配表`,
    subtitles: ['金额单位：万元', basisText(scheme)],
    orientation: 'portrait',
    blocks: [
      { ...awardsTable(awarded), totals: [['', '', '合计', '', '', awardSum(awarded)]] },
      {
        kind: 'notes',
        items: notes(
          scheme,
          awarded.some(({ held }) => held),
        ),
      },
      { kind: 'signatures', labels: ['市工作专班（盖章）', '市财政部门（盖章）', '制表人', '复核人', '日期'] },
    ],
    citation: citationText(result.point, result),
    at: result.point.at,
  };
}

function awardsTable(awarded: readonly PublicRow[]): Table {
  return tableOf(
    '奖励资金',
    awarded,
    [
      numbered(5),
      { header: '名次', width: 7, align: 'centre', cell: ({ rank }) => rank },
      { header: '园区', width: 30, cell: ({ name }) => name },
      { header: '档次', width: 6, align: 'centre', cell: ({ tier }) => tier },
      { header: '总分', width: 9, align: 'right', cell: ({ total }) => total },
      { header: '奖励金额（万元）', width: 12, align: 'right', cell: awardText },
    ],
    '本年度没有应予奖励的园区',
  );
}

function notes({ readings }: Scheme, held: boolean): string[] {
  const { teamShareMax, awardUses } = readings;
  const share = roundHalfUp(fraction(teamShareMax).mul(fraction(100)), 2).replace(/\.?0+$/, '');
  return [
    `奖励资金主要用于${awardUses.join('、')}等方面，其中用于奖励园区运营管理团队的不高于 ${share}%。`,
    ...(held ? ['标注「暂缓」的园区有事故尚未定级，待定级后决定，金额未计入合计。'] : []),
  ];
}
