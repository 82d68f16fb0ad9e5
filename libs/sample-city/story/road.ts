import { amounts } from '../facts/delivery.js';
import type { Act, LineVerdict } from './acts.js';
import { roundOf } from './site-visits.js';

/** Which metrics each department verifies, and by whom. */
export const verifiers = {
  'industry-2': [
    'clusteringOption',
    'leadingIndustryShare',
    'chainSupportEnterprises',
    'provincialSrdiNew',
    'littleGiantNew',
    'innovationRecognitions',
  ],
  'statistics-2': ['aboveScale'],
  'science-2': ['highTechNew'],
  'market-2': ['inventionPatents', 'utilityModelPatents', 'designPatents', 'softwareCopyrights'],
  'humanResources-2': ['talentTeams'],
  'taskforce-2': [
    'governanceSound',
    'admissionMechanism',
    'serviceTypes',
    'propertyManagement',
    'publicPlatforms',
    'logisticsCentre',
    'supportingFacilities',
    'digitalManagement',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A moment in the year after the one that is judged: month-day and time, UTC+8. */
export const moment = (year: number, monthDay: string, time = '09:00'): string => `${year + 1}-${monthDay}T${time}:00+08:00`;

/** From the opening to the declarations, by the calendar of R28. `open` is the day of opening. */
export function collecting(year: number, open: string): Act[] {
  const at = (monthDay: string, time?: string): string => moment(year, monthDay, time);
  return [
    { at: at(open, '10:00'), act: 'openEvaluation', by: 'taskforce-1', year },
    { at: at('01-30'), act: 'deliver', by: 'emergency-1', year, workbook: 'statements' },
    { at: at('02-20'), act: 'deliver', by: 'park', year, workbook: 'roster' },
    { at: at('03-13'), act: 'verify', by: 'county', year, metrics: ['tenantRoster'] },
    { at: at('03-31'), act: 'freezeRosters', by: 'taskforce-1', year },
    { at: at('04-10'), act: 'deliver', by: 'park', year, workbook: 'declaration' },
    { at: at('04-25'), act: 'explainChanges', by: 'park', year },
    { at: at('04-28'), act: 'declare', by: 'park', year, document: `${year}-commitments` },
  ];
}

/** The departments' own lists: tax by 20 June, land by 15 July, each verified by a second person. */
export function drawing(year: number): Act[] {
  const at = (monthDay: string, time?: string): string => moment(year, monthDay, time);
  return [
    { at: at('06-13'), act: 'deliver', by: 'tax-1', year, workbook: 'amounts' },
    { at: at('06-19'), act: 'verify', by: 'tax-2', year, metrics: amounts },
    { at: at('06-26'), act: 'deliver', by: 'landResources-1', year, workbook: 'landArea' },
    { at: at('07-05'), act: 'verify', by: 'landResources-2', year, metrics: ['landArea'] },
  ];
}

/** What the departments say of the parks' claims, in June: decided in lists, or, by whom `inWorkbooks` names, in a workbook. */
export function verifying(year: number, { except = [], inWorkbooks = [] }: Verifying = {}): Act[] {
  return Object.entries(verifiers).map(([by, metrics], i): Act => {
    const at = moment(year, `06-0${i + 1}`);
    if (inWorkbooks.includes(by)) return { at, act: 'deliver', by, year, workbook: 'verification' };
    const exceptions = except.filter(({ metric }) => (metrics as readonly string[]).includes(metric));
    const act = { at, act: 'verify', by, year, metrics } as const;
    return exceptions.length === 0 ? act : { ...act, except: exceptions };
  });
}

interface Verifying {
  readonly except?: readonly LineVerdict[];
  readonly inWorkbooks?: readonly string[];
}

/** What happens in one year and not in the other. */
interface Exceptional {
  readonly ruling?: readonly Act[];
  readonly secondVisits?: readonly Act[];
  readonly objection?: readonly Act[];
}

/** From the closing to the finalised result: site checks, meeting, notice of five working days with its proof and conclusion, approval. */
export function deciding(year: number, resultDay: string, { ruling = [], secondVisits = [], objection = [] }: Exceptional): Act[] {
  const at = (monthDay: string, time?: string): string => moment(year, monthDay, time);
  return [
    { at: at('07-26', '15:00'), act: 'closeCollection', by: 'taskforce-1', year, resultDay },
    ...ruling,
    { at: at('07-31'), act: 'planSiteChecks', by: 'taskforce-1', year, seed: `示例市${year}年度现场核查` },
    { at: at('08-05'), act: 'recordSiteChecks', by: 'taskforce-2', ...roundOf(year) },
    ...secondVisits,
    {
      at: at('08-09'),
      act: 'recordMeeting',
      by: 'taskforce-1',
      year,
      held: `${year + 1}-08-08`,
      document: `${year}-minutes`,
      present: ['taskforce-1', 'taskforce-2', 'taskforce-3', 'industry-1', 'tax-1'],
      recused: ['county-999902'],
      decided: `审议通过${year}年度小微企业园绩效评价结果，提请公示。`,
    },
    { at: at('08-14'), act: 'publishNotice', by: 'taskforce-1', year, from: `${year + 1}-08-14`, document: `${year}-notice` },
    {
      at: at('08-15'),
      act: 'recordNoticeProof',
      by: 'taskforce-2',
      year,
      where: '示例市经济和信息化局门户网站',
      on: `${year + 1}-08-14`,
      document: `${year}-notice-proof`,
    },
    ...objection,
    { at: at('08-29'), act: 'concludeNotice', by: 'taskforce-1', year },
    {
      at: at('09-26'),
      act: 'approveResults',
      by: 'taskforce-1',
      year,
      minutes: `${year}-minutes`,
      consent: `${year}-consent`,
      notice: `${year}-issue`,
    },
    { at: at('09-30', '16:00'), act: 'finaliseResults', by: 'taskforce-1', year },
    { at: at('10-22'), act: 'payAwards', by: 'taskforce-3', year, on: `${year + 1}-10-22`, document: `${year}-payment` },
  ];
}

/** A half-year's entries of the register, made on the given day. */
export function entering(batch: string, day: string): Act[] {
  const at = (time: string): string => `${day}T${time}:00+08:00`;
  return [
    { at: at('08:30'), act: 'registerParks', by: 'taskforce-1', batch },
    { at: at('08:50'), act: 'recogniseParks', by: 'taskforce-1', batch, document: 'recognition' },
    { at: at('09:20'), act: 'grantTransitions', by: 'taskforce-1', batch, document: 'transition' },
    { at: at('09:30'), act: 'registerEnterprises', by: 'market-1', batch },
    { at: at('13:00'), act: 'admitTenants', by: 'county', batch },
    { at: at('19:00'), act: 'endTenancies', by: 'county', batch },
  ];
}
