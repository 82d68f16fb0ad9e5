import { citationText } from '../citation.js';
import type { DocumentModel } from '../model.js';
import { basisText, documentText, instantText, GAP } from '../text.js';
import { parkFacts, type ShownDossier, statusText } from './claims.js';
import { claimColumns, claimsOf, NO_CLAIMS } from './claims-table.js';
import { tableOf } from './table.js';

/** 承诺书: what a park vouches for when it declares, and what it declares. Printed before the declaration it is to be signed; after, it tells the signed one. */
export function commitmentDocument(dossier: ShownDossier): DocumentModel {
  const { city, year, scheme, park, declaration } = dossier;
  return {
    kind: 'commitment',
    title: '小微企业园绩效评价申报承诺书',
    subtitles: [`${city}${GAP}${year} 年度`, basisText(scheme)],
    orientation: 'portrait',
    blocks: [
      { kind: 'facts', pairs: parkFacts(park) },
      { kind: 'prose', paragraphs: [`我单位申报参加${city}${year}年度小微企业园绩效评价，现郑重承诺：`, ...promises(dossier)] },
      tableOf(
        '申报事项',
        claimsOf(dossier),
        [...claimColumns(32, 40), { header: '办理情况', width: 22, align: 'centre', cell: ({ fact }) => statusText(fact) }],
        NO_CLAIMS,
      ),
      {
        kind: 'notes',
        items: declaration
          ? [
              `${instantText(declaration.at)}已申报${declaration.commitment ? `，签署的承诺书：${documentText(declaration.commitment)}` : ''}。`,
            ]
          : ['尚未申报：签署盖章后扫描，与申报一并提交。'],
      },
      { kind: 'signatures', labels: ['法定代表人（签字）', '运营管理机构（盖章）', '经办人', '日期'] },
    ],
    citation: citationText(dossier.point),
    at: dossier.point.at,
  };
}

function promises({ scheme }: ShownDossier): string[] {
  const { barYears } = scheme.readings.falseEvidence;
  const bar = barYears > 0 ? `，并自认定之日起 ${barYears} 年内不得参评` : '';
  return [
    '一、所申报的事项和提交的材料真实、准确、完整，没有隐瞒、虚构或者重复申报。',
    '二、园内企业名单和起止日期与实际入驻情况一致；同一企业、同一证书没有在其他园区申报。',
    '三、所附证明材料与原件一致，原件留存备查。',
    '四、配合县区（开发区）初审、部门核实和现场核查，按要求补充说明。',
    `五、弄虚作假的，自愿取消当年排名，退还奖励资金${bar}。`,
  ];
}
