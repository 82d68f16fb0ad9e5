import type { Act } from '../story/acts.js';
import type { SeedFiles } from './files.js';
import type { Pen } from './pen.js';

type ParkAct = Extract<
  Act,
  {
    act: 'declareParticipation' | 'withdrawRecognition' | 'reportNested' | 'confirmNested' | 'recordAccident' | 'gradeAccident';
  }
>;

/** What is recorded of single parks: participation, withdrawal, 园中园 and accidents. */
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
  }
}
