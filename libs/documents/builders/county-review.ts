import { citationText } from '../citation.js';
import type { Block, DocumentModel, Pair } from '../model.js';
import { basisText, instantText } from '../text.js';
import { actText, parkFacts, type ShownDossier } from './claims.js';
import { claimColumns, claimsOf, evidenceColumn } from './claims-table.js';
import { tableOf } from './table.js';

/** 初审意见表: the county's or zone's opinion on what a park declared; before there is one, a form to write it on. */
export function countyReviewDocument(dossier: ShownDossier): DocumentModel {
  const { city, year, scheme, park } = dossier;
  return {
    kind: 'countyReview',
    title: `${city}${year}年度小微企业园绩效评价初审意见表`,
    subtitles: [park.name, basisText(scheme)],
    orientation: 'portrait',
    blocks: [
      { kind: 'facts', pairs: [...parkFacts(park), ['申报', actText(dossier.declaration)]] },
      tableOf(
        '申报事项',
        claimsOf(dossier).filter(({ metric }) => metric.countyReview),
        [
          ...claimColumns(32, 22),
          evidenceColumn(28),
          { header: '初审', width: 12, align: 'centre', cell: ({ fact }) => (fact?.reviewed ? '已通过' : fact?.current ? '' : '未提交') },
          { header: '备注', width: 20, cell: () => '' },
        ],
        '口径没有须经初审的申报事项',
      ),
      ...opinion(dossier),
      { kind: 'signatures', labels: ['初审人', '复核人', '初审单位（盖章）', '日期'] },
    ],
    citation: citationText(dossier.point),
    at: dossier.point.at,
  };
}

function opinion({ review }: ShownDossier): Block[] {
  if (review === null) {
    const blank: Pair[] = [
      ['初审结论', '□ 通过，报送　　□ 退回园区修改', 'wide'],
      ['初审意见', '', 'wide'],
    ];
    return [
      { kind: 'facts', pairs: blank },
      { kind: 'notes', items: ['尚未初审。'] },
    ];
  }
  const { opinion: given, text, at, account } = review;
  return [
    {
      kind: 'facts',
      pairs: [
        ['初审结论', given === 'passed' ? '通过，报送' : '退回园区修改'],
        ['初审日期', instantText(at)],
        ['初审账号', account, 'wide'],
        ['初审意见', text, 'wide'],
      ],
    },
  ];
}
