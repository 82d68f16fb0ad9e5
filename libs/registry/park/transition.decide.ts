import type { DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from '../errors.js';
import { demandDay, demandOffice, needed } from '../guards.js';
import { addMonths, lastDayOf } from '../months.js';
import type { DeclareParticipation, GrantTransition, TransitionCommand } from './park.commands.js';
import type { ParkEvent } from './park.events.js';
import type { ParkExtra } from './park.extra.js';
import type { Park } from './park.state.js';
import { belongings, completedAndOperating } from './registration.decide.js';

/** R36: 专班 grants a transition; the park declares, once a year and for good, whether it takes part. */
export function decideTransition(command: TransitionCommand, park: Park, context: DecisionContext, extra: ParkExtra): ParkEvent[] {
  switch (command.type) {
    case 'GrantTransition':
      return grant(command, park, context, extra);
    case 'DeclareParticipation':
      return declare(command, park, context, extra);
    default:
      return command satisfies never;
  }
}

/** A later grant takes the place of an earlier one (longer or shorter), within the same limit. */
function grant(command: GrantTransition, park: Park, context: DecisionContext, extra: ParkExtra): ParkEvent[] {
  demandOffice(context.caller, ['taskForce']);
  const { until, document } = command;
  demandDay(until, 'until');
  const { transitionMonths: months, ref: scheme } = needed(extra.rules, 'the rules of the scheme');
  const from = completedAndOperating(park);
  if (from === undefined) throw registryErrors.error('registry.notCompleted', { park: park.code });
  if (until < from) throw registryErrors.error('registry.daysOutOfOrder', { earlier: from, later: until }, { where: 'until' });
  const limit = addMonths(from, months);
  if (until > limit) throw registryErrors.error('registry.transitionTooLong', { months, from, limit, until }, { where: 'until' });
  return [{ type: 'TransitionGranted', data: { from, until, months, scheme, document } }];
}

function declare(command: DeclareParticipation, park: Park, context: DecisionContext, extra: ParkExtra): ParkEvent[] {
  demandOffice(context.caller, ['park'], belongings(park));
  const { year, takesPart, document } = command;
  if (park.participation.some((one) => one.year === year)) {
    throw registryErrors.error('registry.participationDeclared', { park: park.code, year });
  }
  switch (needed(extra.collection, "the state of the year's collection")) {
    case 'notOpen':
      throw registryErrors.error('registry.collectionNotOpen', { year });
    case 'closed':
      throw registryErrors.error('registry.collectionClosed', { year });
    case 'open':
  }
  if (!inTransition(park, year)) throw registryErrors.error('registry.notInTransition', { park: park.code, year });
  const signedBy = context.caller.account;
  return [{ type: 'ParticipationDeclared', data: { year, takesPart, signedBy, ...(document === undefined ? {} : { document }) } }];
}

/** Whether the transition covers 31 December of the year (R46). */
export function inTransition(park: Park, year: number): boolean {
  const day = lastDayOf(year);
  return park.transition !== undefined && park.transition.from <= day && day <= park.transition.until;
}
