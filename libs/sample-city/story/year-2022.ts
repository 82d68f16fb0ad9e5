import { firstYear, incidents } from '../city/cast.js';
import type { Act } from './acts.js';
import { baseWaiver } from './base-waiver.js';
import { collecting, deciding, drawing, moment, verifying } from './road.js';
import { secondVisit } from './site-visits.js';

/** 科技 sends its verdicts in a workbook, and strikes a line in it. */
const struckBy = 'science-2';

/** The first evaluation: carried out in 2023. */
export function year2022(): Act[] {
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
    ...verifying(year, { inWorkbooks: [struckBy] }),
    {
      at: moment(year, '06-20'),
      act: 'deliver',
      by: 'park',
      year,
      workbook: `${returnedFact.metric}-2`,
      correct: { reason: '重新提交清晰的合同扫描件。', document: '2022-services-scans' },
    },
    { at: moment(year, '06-29'), act: 'verify', by: 'taskforce-2', year, metrics: [returnedFact.metric] },
    { at: moment(year, '06-12'), act: 'deliver', by: 'tax-1', year: 2021, workbook: 'amounts' },
    { at: moment(year, '06-16'), act: 'verify', by: 'tax-2', year: 2021, metrics: ['taxPaid', 'operatingRevenue', 'rdExpense'] },
    { at: moment(year, '06-27'), act: 'deliver', by: 'landResources-1', year: 2021, workbook: 'landArea' },
    { at: moment(year, '07-06'), act: 'verify', by: 'landResources-2', year: 2021, metrics: ['landArea'] },
    ...drawing(year),
    ...leaveToCorrect(year),
    {
      at: moment(year, '06-29', '14:00'),
      act: 'deliver',
      by: 'tax-1',
      year,
      workbook: `${corrected.metric}-2`,
      correct: { reason: '首行营业收入小数点错位，按申报表更正。', document: '2022-revenue-correction' },
    },
    { at: moment(year, '06-30'), act: 'verify', by: 'tax-2', year, metrics: [corrected.metric] },
    baseWaiver(moment(year, '07-14'), firstYear[2022], 2021),
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
    ...deciding(year, '2023-09-30', {
      secondVisits: [{ at: moment(year, '08-07', '17:00'), act: 'repeatSiteCheck', by: 'taskforce-2', ...secondVisit() }],
      objection: objection(year),
    }),
  ];
}

/** 税务 finds its slip after 20 June: the correction needs the task force's consent. */
function leaveToCorrect(year: number): Act[] {
  const { park, metric } = incidents.corrected;
  const about = { year, park, metric };
  return [
    {
      at: moment(year, '06-28'),
      act: 'requestCorrection',
      by: 'tax-1',
      ...about,
      reason: '复核发现首行营业收入小数点错位，申请更正。',
      document: '2022-revenue-correction',
    },
    {
      at: moment(year, '06-28', '16:00'),
      act: 'decideCorrection',
      by: 'taskforce-1',
      ...about,
      granted: true,
      reason: '差错属实，同意更正，由税务另一人员重新核实。',
    },
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
    { at: moment(year, '08-17'), act: 'assignObjection', by: 'taskforce-1', year, park, office: 'science' },
    {
      at: moment(year, '08-21'),
      act: 'answerObjection',
      by: 'science-1',
      year,
      park,
      founded: false,
      answer: '经实地核实，该企业研发和生产均不在园内。',
      document: '2022-objection-findings',
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
