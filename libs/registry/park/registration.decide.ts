import type { DecisionContext, PersonalField } from '#libs/event-sourcing';
import { isNaturalPersonCode } from '#libs/kernel';
import { registryErrors } from '../errors.js';
import { demandCode, demandOffice, demandPast, demandUscc } from '../guards.js';
import { addMonths, laterDay } from '../months.js';
import type { ZoneState } from '../zone/zone.state.js';
import type { AmendPark, RegisterPark } from './park.commands.js';
import type { ParkEvent } from './park.events.js';
import type { Park, ParkState } from './park.state.js';

/** A park belongs to the county that administers its zone: 属地 follows from the zone and is not stated twice. */
export function registerPark(command: RegisterPark, state: ParkState, context: DecisionContext, zone: ZoneState): ParkEvent[] {
  if (zone.status === 'none') {
    demandOffice(context.caller, ['taskForce', 'county'], { zone: command.zone });
    throw registryErrors.error('registry.zoneUnknown', { zone: command.zone }, { where: 'zone' });
  }
  demandOffice(context.caller, ['taskForce', 'county'], { zone: zone.code, county: zone.county });
  if (state.status !== 'none') throw registryErrors.error('registry.parkExists', { park: context.id });
  demandCode(context.id, 'code');
  demandOperator(command.operator);
  demandDays(command, context);
  const { type: _type, contact, ...data } = command;
  return [{ type: 'ParkRegistered', data: { code: context.id, county: zone.county, ...data, ...sealed(contact) } }];
}

/** The park itself may change its contact; everything else is the county's or the task force's. */
export function amendPark(command: AmendPark, park: Park, context: DecisionContext): ParkEvent[] {
  const { type: _type, reason, document, contact, ...others } = command;
  const changes = { ...others, ...sealed(contact) };
  const contactOnly = Object.keys(changes).every((key) => key === 'contact');
  demandOffice(context.caller, contactOnly ? ['taskForce', 'county', 'park'] : ['taskForce', 'county'], belongings(park));
  if (Object.keys(changes).length === 0) throw registryErrors.error('registry.nothingGiven');
  if (changes.operator) demandOperator(changes.operator);
  demandDays(changes, context);
  demandTransitionFits({ ...park, ...changes });
  return [{ type: 'ParkAmended', data: { ...changes, reason, ...(document === undefined ? {} : { document }) } }];
}

/** Whose a park is, for permissions. */
export function belongings(park: Park): { park: string; zone: string; county: string } {
  return { park: park.code, zone: park.zone, county: park.county };
}

/** The day from which a transition counts: completion **and** operation, hence the later of the two; undefined while one is unknown. */
export function completedAndOperating(park: Pick<Park, 'completedOn' | 'operatingSince'>): string | undefined {
  const { completedOn, operatingSince } = park;
  return completedOn === undefined || operatingSince === undefined ? undefined : laterDay(completedOn, operatingSince);
}

/** A legal person (指导意见三（二）), so that its name in clear is nobody's own. */
function demandOperator({ uscc }: RegisterPark['operator']): void {
  demandUscc(uscc, 'operator.uscc');
  if (isNaturalPersonCode(uscc)) throw registryErrors.error('registry.operatorNotLegalPerson', { uscc }, { where: 'operator.uscc' });
}

/** A contact is a person: it never stands in clear. */
function sealed(contact: AmendPark['contact']): { contact?: PersonalField } {
  if (typeof contact === 'string') throw registryErrors.error('registry.contactMustBeSealed', {}, { where: 'contact' });
  return contact === undefined ? {} : { contact };
}

function demandDays(days: { readonly completedOn?: string; readonly operatingSince?: string }, context: DecisionContext): void {
  if (days.completedOn !== undefined) demandPast(days.completedOn, context, 'completedOn');
  if (days.operatingSince !== undefined) demandPast(days.operatingSince, context, 'operatingSince');
}

/** A correction of the days must not leave a transition standing that could not have been granted. */
function demandTransitionFits(park: Park): void {
  const from = completedAndOperating(park);
  if (!park.transition || from === undefined) return;
  const limit = addMonths(from, park.transition.months);
  const { until } = park.transition;
  if (until > limit) throw registryErrors.error('registry.transitionWouldExceed', { limit, until });
}
