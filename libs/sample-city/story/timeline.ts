import { stringify } from 'yaml';
import { firstYear, incidents, nested, overtaken, seed, transition2022, transition2023, withdrawn } from '../city/cast.js';
import type { Stay } from '../city/enterprises.js';
import type { Park } from '../city/parks.js';
import { certificateLines } from '../facts/claims.js';
import { blockingTwins } from '../city/cast.js';
import { accidents } from './accidents.js';
import type { Act, LineVerdict } from './acts.js';
import { collecting, deciding, drawing, entering, moment, verifiers, verifying } from './road.js';
import { collecting2024 } from './year-2024.js';

export const TIMELINE_PATH = 'timeline.yaml';

/** All acts, in the order of their time. */
export function makeTimeline(parks: readonly Park[], stays: readonly Stay[]): readonly Act[] {
  const struck = struckLine(parks, stays);
  const acts = [
    ...opening(),
    ...registers(),
    ...accidentActs(),
    ...year2022(struck),
    ...year2023(),
    ...secondEdition(),
    ...collecting2024(),
  ];
  return acts
    .map((act, i) => ({ act, i }))
    .sort((a, b) => Date.parse(a.act.at) - Date.parse(b.act.at) || a.i - b.i)
    .map(({ act }) => act);
}

/** The acts as the file says them. */
export function timelineFile(acts: readonly Act[]): string {
  const about = [
    '# 示例市的经过：凡不是文件的事，按发生的先后列出。时间为北京时间；一项涉及多个园区或多行的，从该时刻起逐一办理。',
    '# by 为办理账号（见 registry/accounts.csv）；park、county 指各园区、各县区自己的账号。',
  ];
  return [...about, stringify({ seed, acts }, { lineWidth: 0, aliasDuplicateObjects: false })].join('\n');
}

function opening(): Act[] {
  return [
    { at: '2023-01-04T09:00:00+08:00', act: 'draftScheme', by: 'taskforce-1', document: 'scheme-basis' },
    {
      at: '2023-01-10T15:00:00+08:00',
      act: 'confirmScheme',
      by: 'taskforce-2',
      reason: '专班会议确认：在政策正式印发前按征求意见稿试行，加分标准和一票否决口径按草案执行。',
    },
    { at: '2023-01-12T09:00:00+08:00', act: 'adoptScheme', by: 'taskforce-1', document: 'scheme-basis', approver: 'taskforce-2' },
    { at: '2023-01-12T14:00:00+08:00', act: 'registerZones', by: 'taskforce-1' },
  ];
}

function registers(): Act[] {
  return [
    ...entering('2023-01', '2023-01-13'),
    ...entering('2023-07', '2023-07-03'),
    ...entering('2024-01', '2024-01-03'),
    ...entering('2024-07', '2024-07-02'),
    ...entering('2025-01', '2025-01-03'),
    ...entering('2025-07', '2025-06-05'),
    { at: '2023-01-18T09:00:00+08:00', act: 'reportNested', by: 'county', park: nested, kind: 'parkInPark', on: '2022-11-15' },
    { at: '2023-02-02T09:00:00+08:00', act: 'confirmNested', by: 'industry-1', park: nested, document: 'nested-2022' },
    {
      at: '2023-12-01T09:00:00+08:00',
      act: 'withdrawRecognition',
      by: 'taskforce-1',
      park: withdrawn,
      on: '2023-11-30',
      ground: '运营机构注销，园区已停止运营，不再符合认定条件。',
      document: 'withdrawal-2023',
    },
    { at: '2023-04-12T09:00:00+08:00', act: 'declareParticipation', by: 'park', park: transition2022.in, year: 2022, takesPart: true },
    { at: '2023-04-13T09:00:00+08:00', act: 'declareParticipation', by: 'park', park: transition2022.out, year: 2022, takesPart: false },
    { at: '2024-04-11T09:00:00+08:00', act: 'declareParticipation', by: 'park', park: transition2023.in, year: 2023, takesPart: true },
    { at: '2024-04-15T09:00:00+08:00', act: 'declareParticipation', by: 'park', park: transition2023.out, year: 2023, takesPart: false },
  ];
}

function accidentActs(): Act[] {
  return accidents.flatMap(({ accident, park, date, severity, recorded, graded }): Act[] => {
    const document = `accident-${accident.slice(-7)}`;
    const known = graded === null ? { severity, document } : { severity: null };
    const record: Act = { at: `${recorded}T10:00:00+08:00`, act: 'recordAccident', by: 'emergency-1', park, accident, date, ...known };
    return graded === null
      ? [record]
      : [record, { at: `${graded}T10:00:00+08:00`, act: 'gradeAccident', by: 'emergency-2', park, accident, severity, document }];
  });
}

/** The line of 2022 that 科技 strikes: the last on the park's list. */
function struckLine(parks: readonly Park[], stays: readonly Stay[]): LineVerdict {
  const { park: code, metric, year } = incidents.struck;
  const park = parks.find((candidate) => candidate.code === code) as Park;
  const line = certificateLines(metric, park, year, stays).at(-1)?.line as { certificate: string };
  return { park: code, metric, line: line.certificate, verdict: 'struck', reason: '证书持有人的研发和生产均不在园内，不予计入。' };
}

function year2022(struck: LineVerdict): Act[] {
  const year = 2022;
  const { corrected, returnedFact } = incidents;
  const waiver = incidents.waived[0];
  return [
    ...collecting(year, '01-20'),
    { at: moment(year, '05-22'), act: 'review', by: 'county', year },
    {
      at: moment(year, '06-03', '08:00'),
      act: 'returnFact',
      by: 'taskforce-2',
      year,
      park: returnedFact.park,
      metric: returnedFact.metric,
      reason: '合同扫描件无法辨认，请重新提交。',
    },
    ...verifying(year, [struck]),
    {
      at: moment(year, '06-20'),
      act: 'deliver',
      by: 'park',
      year,
      metrics: [returnedFact.metric],
      part: '2',
      correct: { reason: '重新提交清晰的合同扫描件。', document: '2022-services-scans' },
    },
    { at: moment(year, '06-29'), act: 'verify', by: 'taskforce-2', year, metrics: [returnedFact.metric] },
    { at: moment(year, '06-12'), act: 'deliver', by: 'tax-1', year: 2021, metrics: ['taxPaid', 'operatingRevenue', 'rdExpense'] },
    { at: moment(year, '06-16'), act: 'verify', by: 'tax-2', year: 2021, metrics: ['taxPaid', 'operatingRevenue', 'rdExpense'] },
    { at: moment(year, '06-27'), act: 'deliver', by: 'landResources-1', year: 2021, metrics: ['landArea'] },
    { at: moment(year, '07-06'), act: 'verify', by: 'landResources-2', year: 2021, metrics: ['landArea'] },
    ...drawing(year),
    {
      at: moment(year, '06-29', '14:00'),
      act: 'deliver',
      by: 'tax-1',
      year,
      metrics: [corrected.metric],
      part: '2',
      correct: { reason: '首行营业收入小数点错位，按申报表更正。', document: '2022-revenue-correction' },
    },
    { at: moment(year, '06-30'), act: 'verify', by: 'tax-2', year, metrics: [corrected.metric] },
    { ...baseWaiver(firstYear[2022], 2021), at: moment(year, '07-14') },
    {
      at: moment(year, '07-14', '10:00'),
      act: 'waive',
      by: 'taskforce-1',
      year,
      park: waiver.park,
      metrics: [waiver.metric],
      kind: 'claimed',
      reason: '园区书面说明当年未引进人才团队，未报送清单。',
    },
    ...deciding(year, '2023-09-30', [], objection(year)),
  ];
}

function objection(year: number): Act[] {
  const park = 'SP020';
  return [
    {
      at: moment(year, '08-16'),
      act: 'lodgeObjection',
      by: 'park',
      year,
      park,
      text: '对高新技术企业一行被剔除有异议，申请复核。',
      document: '2022-objection',
    },
    {
      at: moment(year, '08-22'),
      act: 'resolveObjection',
      by: 'taskforce-1',
      year,
      park,
      upheld: false,
      answer: '经复核，该企业研发和生产均不在园内，维持原核实意见。',
      document: '2022-objection-answer',
    },
  ];
}

function baseWaiver(park: string, year: number): Act {
  const metrics = ['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea'];
  return {
    at: '',
    act: 'waive',
    by: 'taskforce-1',
    year,
    park,
    metrics,
    kind: 'baseNonExistent',
    reason: '园区于上年末投运，上年无可比数据。',
  };
}

function year2023(): Act[] {
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
      metrics: [sentBack.metric],
      part: '2',
      correct: { reason: '删除不在园内企业的软件著作权。', document: '2023-software' },
    },
    { at: moment(year, '05-24', '15:00'), act: 'declare', by: 'park', year },
    { at: moment(year, '05-28'), act: 'review', by: 'county', year },
    ...verifying(year, [returned]),
    {
      at: moment(year, '06-21'),
      act: 'deliver',
      by: 'park',
      year,
      metrics: [returnedLine.metric],
      part: '2',
      correct: { reason: '删除未取得证书的专利。', document: '2023-patents' },
    },
    { at: moment(year, '06-28'), act: 'verify', by: 'market-2', year, metrics: [returnedLine.metric] },
    ...drawing(year),
    { ...baseWaiver(firstYear[2023], 2022), at: moment(year, '07-12') },
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
    ...deciding(
      year,
      '2024-09-30',
      [
        {
          at: moment(year, '07-29', '16:00'),
          act: 'ruleTie',
          by: 'taskforce-1',
          year,
          parks: [blockingTwins[1], blockingTwins[0]],
          reason: '两园得分及同分比较各项均相同。专班会议按研发费用增幅的绝对额裁定先后。',
          document: '2023-tie-ruling',
          persons: ['taskforce-1', 'taskforce-3'],
        },
      ],
      [],
    ),
  ];
}

const pick = ({ park, metric }: { park: string; metric: string }): { park: string; metric: string } => ({ park, metric });

/** Two parks are judged for the first time: their year 2022 is asked for as a base. */
function lateBase(): Act[] {
  const year = 2022;
  const part = 'base';
  const amounts = ['taxPaid', 'operatingRevenue', 'rdExpense'];
  return [
    { at: '2024-02-21T09:00:00+08:00', act: 'deliver', by: 'park', year, metrics: ['tenantRoster'], part },
    { at: '2024-03-14T09:00:00+08:00', act: 'verify', by: 'county', year, metrics: ['tenantRoster'] },
    { at: '2024-04-01T09:00:00+08:00', act: 'freezeRosters', by: 'taskforce-1', year },
    { at: '2024-06-12T09:00:00+08:00', act: 'deliver', by: 'tax-1', year, metrics: amounts, part },
    { at: '2024-06-18T09:00:00+08:00', act: 'verify', by: 'tax-2', year, metrics: amounts },
    { at: '2024-06-27T09:00:00+08:00', act: 'deliver', by: 'landResources-1', year, metrics: ['landArea'], part },
    { at: '2024-07-04T09:00:00+08:00', act: 'verify', by: 'landResources-2', year, metrics: ['landArea'] },
  ];
}

/** November 2024: a certificate was revoked, and 2023 is corrected as its second edition (R42). */
function secondEdition(): Act[] {
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
      metrics: [metric],
      part: '2',
      correct: { reason: '剔除被取消资格的高新技术企业。', document: '2023-revocation' },
    },
    { at: at('11-07'), act: 'verify', by: 'science-2', year, metrics: verifiers['science-2'] },
    { at: at('11-08', '15:00'), act: 'closeCollection', by: 'taskforce-1', year, resultDay: '2024-09-30' },
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
