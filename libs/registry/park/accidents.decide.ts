import { dayInChina } from '#libs/kernel';
import type { DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from '../errors.js';
import { demandCode, demandOffice, demandPast } from '../guards.js';
import { lastDayOf } from '../months.js';
import type { AccidentCommand, DeliverStatement, RecordAccident, StateAccidents } from './park.commands.js';
import type { ParkEvent } from './park.events.js';
import type { Park } from './park.state.js';
import { type Accident, accidentsOfYear, evolveSafety } from './safety.state.js';

/** Accidents are 应急管理's alone: recorded, graded by the official report, struck where recorded by mistake, and stated for each year. */
export function decideAccident(command: AccidentCommand, park: Park, context: DecisionContext): ParkEvent[] {
  demandOffice(context.caller, ['emergency']);
  switch (command.type) {
    case 'RecordAccident':
      return record(command, park, context);
    case 'GradeAccident': {
      const { accident, severity, report } = command;
      const known = standing(park, accident);
      if (known.severity === severity && known.report === report.hash) return [];
      return [{ type: 'AccidentGraded', data: { accident, severity, report } }];
    }
    case 'StrikeAccident': {
      const { accident, reason, document } = command;
      standing(park, accident);
      return [{ type: 'AccidentStruck', data: { accident, reason, document } }];
    }
    case 'StateAccidents':
      return state(command, park, context);
    case 'DeliverStatement':
      return deliver(command, park, context);
    default:
      return command satisfies never;
  }
}

function record(command: RecordAccident, park: Park, context: DecisionContext): ParkEvent[] {
  const { accident, date, severity, report } = command;
  demandCode(accident, 'accident');
  demandPast(date, context, 'date');
  if (park.safety.accidents.some((one) => one.id === accident && !one.struck)) {
    throw registryErrors.error('registry.accidentExists', { accident });
  }
  if (severity !== null && report === undefined) throw registryErrors.error('registry.gradingNeedsReport', {}, { where: 'report' });
  return [{ type: 'AccidentRecorded', data: { accident, date, severity, ...(report === undefined ? {} : { report }) } }];
}

/** The statement of a year that is over lists exactly its accidents; the same statement again says nothing new. */
function state(command: StateAccidents, park: Park, context: DecisionContext): ParkEvent[] {
  const { year, none, accidents, document } = command;
  if (dayInChina(context.at) <= lastDayOf(year)) throw registryErrors.error('registry.yearNotOver', { year });
  const registered = accidentsOfYear(park.safety, year);
  const stated = [...new Set(accidents)].sort();
  const same = stated.length === registered.length && registered.every((id) => stated.includes(id));
  if (!same || none !== (stated.length === 0)) {
    const text = (ids: readonly string[]): string => (ids.length === 0 ? '无' : ids.join('、'));
    throw registryErrors.error('registry.statementContradicts', {
      year,
      registered: text(registered),
      stated: none ? '无' : text(stated),
    });
  }
  const before = park.safety.statements.find((statement) => statement.year === year);
  if (before && before.accidents.length === stated.length && before.accidents.every((id) => stated.includes(id))) return [];
  return [{ type: 'AccidentStatementMade', data: { year, none, accidents: stated, ...(document === undefined ? {} : { document }) } }];
}

/** Each accident that is not registered is recorded, one that has another severity by now is graded; another day for a registered one is a contradiction. */
function deliver({ year, accidents }: DeliverStatement, park: Park, context: DecisionContext): ParkEvent[] {
  const news = accidents.flatMap((stated) => toldAnew(stated, park, context));
  const told = news.reduce(
    (safety, event) => evolveSafety(safety, { ...event, id: '' } as Parameters<typeof evolveSafety>[1]),
    park.safety,
  );
  const ids = accidents.map(({ accident }) => accident);
  const statement = { type: 'StateAccidents', year, none: ids.length === 0, accidents: ids } as const;
  return [...news, ...state(statement, { ...park, safety: told }, context)];
}

function toldAnew(stated: Omit<RecordAccident, 'type'>, park: Park, context: DecisionContext): ParkEvent[] {
  const { accident, date, severity, report } = stated;
  const known = park.safety.accidents.find((one) => one.id === accident && !one.struck);
  if (!known) return record({ type: 'RecordAccident', ...stated }, park, context);
  if (known.date !== date) throw registryErrors.error('registry.accidentExists', { accident });
  if (severity === null || (severity === known.severity && (report === undefined || report.hash === known.report))) return [];
  if (report === undefined) throw registryErrors.error('registry.gradingNeedsReport', {}, { where: 'report' });
  return [{ type: 'AccidentGraded', data: { accident, severity, report } }];
}

function standing(park: Park, id: string): Accident {
  const accident = park.safety.accidents.find((one) => one.id === id && !one.struck);
  if (!accident) throw registryErrors.error('registry.accidentUnknown', { accident: id, park: park.code });
  return accident;
}
