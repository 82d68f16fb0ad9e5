import { nested, transition2022, transition2023, withdrawn } from '../city/cast.js';
import { accidents } from './accidents.js';
import type { Act } from './acts.js';
import { accidentReport } from './documents.js';
import { entering } from './road.js';

/** When the sample's ledger is opened: before its first act. */
export const SAMPLE_START = '2023-01-03T01:00:00.000Z';

/** January 2023: the scheme is drafted, confirmed and adopted, the zones are entered. */
export function opening(): Act[] {
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

/** What comes to the register, half-year by half-year, and what is recorded of single parks. */
export function registers(): Act[] {
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

/** Accidents: recorded ungraded first, unless the report is there already, then graded by it (R37). */
export function accidentActs(): Act[] {
  return accidents.flatMap(({ accident, park, date, severity, recorded, graded }): Act[] => {
    const document = accidentReport(accident);
    const known = graded === null ? { severity, document } : { severity: null };
    const record: Act = { at: `${recorded}T10:00:00+08:00`, act: 'recordAccident', by: 'emergency-1', park, accident, date, ...known };
    return graded === null
      ? [record]
      : [record, { at: `${graded}T10:00:00+08:00`, act: 'gradeAccident', by: 'emergency-2', park, accident, severity, document }];
  });
}
