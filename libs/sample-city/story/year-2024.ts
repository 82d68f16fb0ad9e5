import type { Act } from './acts.js';
import { collecting, moment } from './road.js';

/** 2024 as it stands on 20 June 2025: part has come in, part is missing, part waits for verification. */
export function collecting2024(): Act[] {
  const year = 2024;
  return [
    ...collecting(year, '01-13'),
    { at: moment(year, '05-08'), act: 'deliver', by: 'park', year, workbook: 'declaration-2' },
    { at: moment(year, '05-08', '15:00'), act: 'explainChanges', by: 'park', year },
    { at: moment(year, '05-09'), act: 'declare', by: 'park', year, document: `${year}-commitments-2` },
    { at: moment(year, '05-26'), act: 'review', by: 'county', year, exceptCounties: ['999925'] },
    { at: moment(year, '06-04'), act: 'verify', by: 'statistics-2', year, metrics: ['aboveScale'] },
    { at: moment(year, '06-09'), act: 'verify', by: 'science-2', year, metrics: ['highTechNew'] },
    { at: moment(year, '06-11'), act: 'verify', by: 'industry-2', year, metrics: ['provincialSrdiNew', 'littleGiantNew'] },
    { at: moment(year, '06-13'), act: 'deliver', by: 'tax-1', year, workbook: 'taxPaid' },
    { at: moment(year, '06-16'), act: 'verify', by: 'tax-2', year, metrics: ['taxPaid'] },
    { at: moment(year, '06-18'), act: 'deliver', by: 'tax-1', year, workbook: 'operatingRevenue' },
    { at: moment(year, '06-19'), act: 'deliver', by: 'landResources-1', year, workbook: 'landArea' },
    {
      at: moment(year, '06-20', '08:30'),
      act: 'returnFact',
      by: 'market-2',
      year,
      park: 'SP023',
      metric: 'softwareCopyrights',
      reason: '登记证书与清单名称不一致，请核对。',
    },
  ];
}
