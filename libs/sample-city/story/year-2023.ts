import { amounts } from '../facts/delivery.js';
import { blockingTwins, firstYear, incidents, overtaken } from '../city/cast.js';
import type { Act, LineVerdict } from './acts.js';
import { baseWaiver } from './base-waiver.js';
import { collecting, deciding, drawing, moment, verifiers, verifying } from './road.js';
import { roundOf } from './site-visits.js';

/** The second evaluation, carried out in 2024: a declaration sent back, a line returned, a blocking tie ruled. */
export function year2023(): Act[] {
  const year = 2023;
  const { returnedLine, sentBack } = incidents;
  const waiver = incidents.waived[1];
  const returned: LineVerdict = {
    ...pick(returnedLine),
    line: '示例发明2023014待补',
    verdict: 'returned',
    reason: '未附专利证书，请补充或删除。',
  };
  return [
    ...collecting(year, '01-15'),
    ...lateBase(),
    {
      at: moment(year, '05-20'),
      act: 'review',
      by: 'county',
      year,
      returned: [{ park: sentBack.park, text: '清单中有一项著作权人不在园内，请核对后重新申报。' }],
    },
    {
      at: moment(year, '05-24'),
      act: 'deliver',
      by: 'park',
      year,
      workbook: `${sentBack.metric}-2`,
      correct: { reason: '删除不在园内企业的软件著作权。', document: '2023-software' },
    },
    { at: moment(year, '05-24', '14:00'), act: 'explainChanges', by: 'park', year },
    { at: moment(year, '05-24', '15:00'), act: 'declare', by: 'park', year, document: `${year}-commitments-2` },
    { at: moment(year, '05-28'), act: 'review', by: 'county', year },
    ...verifying(year, { except: [returned] }),
    {
      at: moment(year, '06-21'),
      act: 'deliver',
      by: 'park',
      year,
      workbook: `${returnedLine.metric}-2`,
      correct: { reason: '删除未取得证书的专利。', document: '2023-patents' },
    },
    { at: moment(year, '06-24'), act: 'explainChanges', by: 'park', year },
    { at: moment(year, '06-28'), act: 'verify', by: 'market-2', year, metrics: [returnedLine.metric] },
    ...drawing(year),
    baseWaiver(moment(year, '07-12'), firstYear[2023], 2022),
    {
      at: moment(year, '07-12', '10:00'),
      act: 'waive',
      by: 'taskforce-1',
      year,
      park: waiver.park,
      metrics: [waiver.metric],
      kind: 'claimed',
      reason: '园区书面说明近三年未获认定，未报送清单。',
    },
    ...deciding(year, '2024-09-30', { ruling: [tieRuling(year)] }),
  ];
}

function tieRuling(year: number): Act {
  return {
    at: moment(year, '07-29', '16:00'),
    act: 'ruleTie',
    by: 'taskforce-1',
    year,
    parks: [blockingTwins[1], blockingTwins[0]],
    reason: '两园得分及同分比较各项均相同。专班会议经评议并表决裁定先后。',
    document: '2023-tie-ruling',
    persons: ['taskforce-1', 'taskforce-3'],
  };
}

const pick = ({ park, metric }: { park: string; metric: string }): { park: string; metric: string } => ({ park, metric });

/** Two parks are judged for the first time: their year 2022 is asked for as a base. */
function lateBase(): Act[] {
  const year = 2022;
  return [
    { at: '2024-02-21T09:00:00+08:00', act: 'deliver', by: 'park', year, workbook: 'roster-base' },
    { at: '2024-03-14T09:00:00+08:00', act: 'verify', by: 'county', year, metrics: ['tenantRoster'] },
    { at: '2024-04-01T09:00:00+08:00', act: 'freezeRosters', by: 'taskforce-1', year },
    { at: '2024-06-12T09:00:00+08:00', act: 'deliver', by: 'tax-1', year, workbook: 'amounts-base' },
    { at: '2024-06-18T09:00:00+08:00', act: 'verify', by: 'tax-2', year, metrics: amounts },
    { at: '2024-06-27T09:00:00+08:00', act: 'deliver', by: 'landResources-1', year, workbook: 'landArea-base' },
    { at: '2024-07-04T09:00:00+08:00', act: 'verify', by: 'landResources-2', year, metrics: ['landArea'] },
  ];
}

/** November 2024: a certificate was revoked, and 2023 is corrected as its second edition (R42). */
export function secondEdition(): Act[] {
  const year = 2023;
  const { metric } = incidents.revoked;
  const at = (day: string, time = '09:00'): string => `2024-${day}T${time}:00+08:00`;
  return [
    {
      at: at('11-04'),
      act: 'reopenEvaluation',
      by: 'taskforce-1',
      year,
      reason: '一家企业的高新技术企业资格被取消，须更正清单并重新计分。',
      document: '2023-reopening',
      parks: [overtaken],
    },
    {
      at: at('11-05'),
      act: 'deliver',
      by: 'park',
      year,
      workbook: `${metric}-2`,
      correct: { reason: '剔除被取消资格的高新技术企业。', document: '2023-revocation' },
    },
    { at: at('11-06'), act: 'explainChanges', by: 'park', year },
    { at: at('11-07'), act: 'verify', by: 'science-2', year, metrics: verifiers['science-2'] },
    { at: at('11-08', '15:00'), act: 'closeCollection', by: 'taskforce-1', year, resultDay: '2024-09-30' },
    { at: at('11-09'), act: 'planSiteChecks', by: 'taskforce-1', year, seed: `示例市${year}年度现场核查` },
    { at: at('11-11', '14:00'), act: 'recordSiteChecks', by: 'taskforce-2', ...roundOf(year, 2) },
    {
      at: at('11-11', '16:00'),
      act: 'recordMeeting',
      by: 'taskforce-1',
      year,
      held: '2024-11-11',
      document: '2023-minutes-2',
      present: ['taskforce-1', 'taskforce-2', 'taskforce-3', 'science-1'],
      recused: [],
      decided: '审议通过更正后的2023年度评价结果，提请公示。',
    },
    { at: at('11-12'), act: 'publishNotice', by: 'taskforce-1', year, from: '2024-11-12', document: '2023-notice-2' },
    {
      at: at('11-13'),
      act: 'recordNoticeProof',
      by: 'taskforce-2',
      year,
      where: '示例市经济和信息化局门户网站',
      on: '2024-11-12',
      document: '2023-notice-proof-2',
    },
    { at: at('11-20'), act: 'concludeNotice', by: 'taskforce-1', year },
    {
      at: at('11-25'),
      act: 'approveResults',
      by: 'taskforce-1',
      year,
      minutes: '2023-minutes-2',
      consent: '2023-consent-2',
      notice: '2023-issue-2',
    },
    { at: at('11-26', '16:00'), act: 'finaliseResults', by: 'taskforce-1', year },
    {
      at: at('12-10'),
      act: 'decideAdjustments',
      by: 'taskforce-1',
      year,
      on: '2024-12-10',
      document: '2023-adjustment',
      ground: '第二版结果已定案，按指导意见和专班决定办理补发、追回。',
    },
    { at: at('12-20'), act: 'payAwards', by: 'taskforce-3', year, on: '2024-12-20', document: '2023-adjustment' },
    { at: at('12-24'), act: 'recoverAwards', by: 'taskforce-3', year, on: '2024-12-24', document: '2023-adjustment' },
  ];
}
