import type { DecisionContext } from '#libs/event-sourcing';
import { named } from '#libs/kernel';
import { registryErrors } from '../errors.js';
import { demandOffice, demandPast } from '../guards.js';
import type { NestedCommand } from './park.commands.js';
import type { ParkEvent } from './park.events.js';
import type { Park } from './park.state.js';
import { belongings } from './registration.decide.js';
import type { NestedReport } from './safety.state.js';

const stateNames = { reported: '待核实', found: '属实', dismissed: '不属实', cleared: '已销号' } as const;

/** 厂中厂、园中园 (R39): the county reports, 经信 verifies, and later finds it put right. */
export function decideNested(command: NestedCommand, park: Park, context: DecisionContext): ParkEvent[] {
  switch (command.type) {
    case 'ReportNestedPark': {
      demandOffice(context.caller, ['county'], belongings(park));
      const { type: _type, ...data } = command;
      demandPast(command.on, context, 'on');
      return [{ type: 'NestedParkReported', data: { report: context.newId('report'), ...data } }];
    }
    case 'ConfirmNestedPark': {
      demandOffice(context.caller, ['industry']);
      const report = reportIn(park, command.report, 'reported');
      const on = command.on ?? report.on;
      demandPast(on, context, 'on');
      const document = command.document === undefined ? {} : { document: command.document };
      return [{ type: 'NestedParkFound', data: { report: report.report, kind: command.kind ?? report.kind, on, ...document } }];
    }
    case 'DismissNestedPark': {
      demandOffice(context.caller, ['industry']);
      const { type: _type, ...data } = command;
      reportIn(park, command.report, 'reported');
      return [{ type: 'NestedParkDismissed', data }];
    }
    case 'ClearNestedPark': {
      demandOffice(context.caller, ['industry']);
      const { type: _type, ...data } = command;
      const report = reportIn(park, command.report, 'found');
      demandPast(command.on, context, 'on');
      if (command.on < report.on) {
        throw registryErrors.error('registry.daysOutOfOrder', { earlier: report.on, later: command.on }, { where: 'on' });
      }
      return [{ type: 'NestedParkCleared', data }];
    }
    default:
      return command satisfies never;
  }
}

function reportIn(park: Park, id: string, state: NestedReport['state']): NestedReport {
  const report = park.safety.nested.find((one) => one.report === id);
  if (!report) throw registryErrors.error('registry.nestedUnknown', { report: id });
  if (report.state !== state) throw registryErrors.error('registry.nestedDecided', { report: id, state: named(stateNames, report.state) });
  return report;
}
