import type { Act } from '../story/acts.js';
import type { SeedFiles } from './files.js';
import type { Pen } from './pen.js';

type ParkAct = Extract<
  Act,
  {
    act:
      | 'declareParticipation'
      | 'withdrawRecognition'
      | 'reportNested'
      | 'confirmNested'
      | 'recordAccident'
      | 'gradeAccident'
      | 'stateAccidents';
  }
>;

/** What is recorded of single parks: participation, withdrawal, 园中园, accidents and the yearly statement. */
export function planPark(act: ParkAct, files: SeedFiles, pen: Pen, countyOf: ReadonlyMap<string, string>): void {
  const room = 'park';
  switch (act.act) {
    case 'declareParticipation': {
      const { park: id, year, takesPart } = act;
      return pen.step(`park-${id}`, `${id}/${year}`, { room, id, command: () => ({ type: 'DeclareParticipation', year, takesPart }) });
    }
    case 'withdrawRecognition': {
      const { park: id, on, ground } = act;
      const document = files.document(act.document);
      return pen.step(act.by, id, { room, id, command: () => ({ type: 'WithdrawRecognition', on, ground, document }) });
    }
    case 'reportNested': {
      const { park: id, kind, on } = act;
      const remember = { name: `nested ${id}`, from: 'report' };
      return pen.step(`county-${countyOf.get(id)}`, id, { room, id, command: () => ({ type: 'ReportNestedPark', kind, on }), remember });
    }
    case 'confirmNested': {
      const { park: id } = act;
      const document = files.document(act.document);
      return pen.step(act.by, id, {
        room,
        id,
        command: (known) => ({ type: 'ConfirmNestedPark', report: known.id(`nested ${id}`), document }),
      });
    }
    case 'recordAccident':
    case 'gradeAccident': {
      const { park: id, accident, date, severity } = act;
      const report = act.document === undefined ? {} : { report: files.document(act.document) };
      const command =
        act.act === 'recordAccident'
          ? { type: 'RecordAccident', accident, date, severity, ...report }
          : { type: 'GradeAccident', accident, severity, ...report };
      return pen.step(act.by, `${id}/${accident}`, { room, id, command: () => command });
    }
    case 'stateAccidents':
      return statements(act.by, act.year, files, pen);
  }
}

/** 应急管理's list of a year: for each park its accidents, or 无. */
function statements(by: string, year: number, files: SeedFiles, pen: Pen): void {
  const path = `${year}/emergency/statements.csv`;
  const document = files.list(path, `${year}年小微企业园生产安全事故情况说明`);
  for (const { cells } of files.rows(path)) {
    const id = cells['园区代码'] as string;
    const stated = cells[`${year}年生产安全事故`] as string;
    const accidents = stated === '无' ? [] : stated.split('、');
    const command = { type: 'StateAccidents', year, none: accidents.length === 0, accidents, document };
    pen.step(by, `${id}/${year}`, { room: 'park', id, command: () => command });
  }
}
