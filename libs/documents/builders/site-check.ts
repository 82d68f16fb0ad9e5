import type { Scheme } from '#libs/scheme';
import { type CitedResult, citationText, type LedgerPoint } from '../citation.js';
import type { Block, DocumentModel, Pair, Signatures } from '../model.js';
import type { EvaluationRecord } from '../record.js';
import { basisText, dayText, documentText, NOTHING, ordinalText } from '../text.js';
import { documentsText, parkFacts, type ShownDossier } from './claims.js';
import { claimColumns, claimsOf, evidenceColumn, NO_CLAIMS } from './claims-table.js';
import { tableOf } from './table.js';

type Plan = EvaluationRecord['plans'][number];

/** Why a park is visited (R28). */
export const visitReasons: Readonly<Record<Plan['parks'][number]['why'][number], string>> = {
  provisionalA: '拟定 A 档',
  provisionalC: '拟定 C 档',
  nearLastA: '与末位 A 档相差不超过规定分值',
  sample: '抽样',
};

/** A park's visit: what it claims, why it is visited where the reader may know that, and what was found. */
export interface ShownVisit {
  readonly dossier: ShownDossier;
  readonly result?: CitedResult;
  /** Null: not planned, or not for the reader to know. */
  readonly why: readonly Plan['parks'][number]['why'][number][] | null;
  readonly check: EvaluationRecord['checks'][number] | null;
  readonly point: LedgerPoint;
}

/** 现场核查表: a form to take along; once the visit is recorded, what was found. */
export function siteCheckDocument({ dossier, result, why, check, point }: ShownVisit): DocumentModel {
  const { city, year, scheme, park } = dossier;
  return {
    kind: 'siteCheck',
    title: `${city}${year}年度小微企业园绩效评价现场核查表`,
    subtitles: [park.name, basisText(scheme)],
    orientation: 'portrait',
    blocks: [
      {
        kind: 'facts',
        pairs: [...parkFacts(park), ...(why === null ? [] : [['核查原因', why.map((one) => visitReasons[one]).join('、')] as const])],
      },
      tableOf(
        '核查内容',
        claimsOf(dossier),
        [
          ...claimColumns(30, 22),
          evidenceColumn(24),
          { header: '现场情况', width: 16, align: 'centre', cell: () => (check === null ? '□ 相符　□ 不符' : '') },
          { header: '说明', width: 22, cell: () => '' },
        ],
        NO_CLAIMS,
      ),
      ...findings(check),
      { kind: 'notes', items: [`须 ${scheme.siteChecks.persons} 人以上到场，当场填写并签字，附现场照片。`] },
      { kind: 'signatures', labels: signers(scheme) },
    ],
    citation: citationText(point, result),
    at: point.at,
  };
}

function findings(check: ShownVisit['check']): Block[] {
  const pairs: Pair[] =
    check === null
      ? [
          ['核查日期', ''],
          ['核查结论', '□ 相符　　□ 不符'],
          ['核查发现', '', 'wide'],
        ]
      : [
          ['核查日期', dayText(check.on)],
          ['核查结论', check.passed ? '相符' : '不符'],
          ['核查账号', check.by.join('、')],
          ['所核对的计分', check.run === null ? NOTHING : `第 ${check.run} 轮`],
          ['核查发现', check.findings, 'wide'],
          ['核查表', documentText(check.form), 'wide'],
          ['照片', check.photos.length === 0 ? NOTHING : `${check.photos.length} 份：${documentsText(check.photos)}`, 'wide'],
        ];
  return [{ kind: 'facts', pairs }];
}

function signers({ siteChecks }: Scheme): Signatures['labels'] {
  return [...Array.from({ length: Math.max(2, siteChecks.persons) }, (_, i) => `核查人（${ordinalText(i + 1)}）`), '园区陪同人', '日期'];
}
