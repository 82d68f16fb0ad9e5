import type { Decider, DecisionContext } from '#libs/event-sourcing';
import { inWords } from '#libs/kernel';
import { registryErrors } from '../errors.js';
import { demandCode, demandOffice, needed } from '../guards.js';
import type { DocumentRef } from '#libs/evidence';
import type { RegistryRules } from '../rules.js';
import type { ZoneEvent, ZoneLevel } from './zone.events.js';
import { evolveZone, noZone, type Zone, type ZoneState } from './zone.state.js';

/** The zone's code is the stream's id. */
export interface RegisterZone {
  readonly type: 'RegisterZone';
  readonly name: string;
  readonly county: string;
  readonly level: ZoneLevel;
  readonly document?: DocumentRef;
}
export interface AmendZone {
  readonly type: 'AmendZone';
  readonly name?: string;
  readonly level?: ZoneLevel;
  readonly reason: string;
  readonly document?: DocumentRef;
}
/** Codes of the dictionary of the adopted scheme that `scheme` names; it also sets how many. */
export interface SetLeadingIndustries {
  readonly type: 'SetLeadingIndustries';
  readonly industries: readonly string[];
  readonly scheme: string;
  readonly document?: DocumentRef;
}
export type ZoneCommandInput = RegisterZone | AmendZone | SetLeadingIndustries;

export interface ZoneExtra {
  /** SetLeadingIndustries: the rules of the scheme that the command names. */
  readonly rules?: RegistryRules;
}

/** Decides on a development zone. Registered and amended by 专班 or the zone's county; leading industries likewise, out of the city's dictionary. */
export const zoneDecider: Decider<ZoneState, ZoneCommandInput, ZoneEvent, ZoneExtra> = {
  category: 'zone',
  initial: noZone,
  evolve: evolveZone,
  decide(command, state, context, extra) {
    switch (command.type) {
      case 'RegisterZone':
        return register(command, state, context);
      case 'AmendZone':
        return amend(command, existing(state, context), context);
      case 'SetLeadingIndustries':
        return setIndustries(command, existing(state, context), context, needed(extra.rules, 'the rules of the scheme'));
      default:
        return command satisfies never;
    }
  },
};

function existing(state: ZoneState, context: DecisionContext): Zone {
  if (state.status === 'none') throw registryErrors.error('registry.zoneUnknown', { zone: context.id });
  return state;
}

function register(command: RegisterZone, state: ZoneState, context: DecisionContext): ZoneEvent[] {
  demandOffice(context.caller, ['taskForce', 'county'], { zone: context.id, county: command.county });
  if (state.status !== 'none') throw registryErrors.error('registry.zoneExists', { zone: context.id });
  demandCode(context.id, 'code');
  demandCode(command.county, 'county');
  const { type: _type, ...rest } = command;
  return [{ type: 'ZoneRegistered', data: { code: context.id, ...rest } }];
}

function amend(command: AmendZone, zone: Zone, context: DecisionContext): ZoneEvent[] {
  demandOffice(context.caller, ['taskForce', 'county'], { zone: zone.code, county: zone.county });
  if (command.name === undefined && command.level === undefined) throw registryErrors.error('registry.nothingGiven');
  const { type: _type, ...data } = command;
  return [{ type: 'ZoneAmended', data }];
}

function setIndustries(command: SetLeadingIndustries, zone: Zone, context: DecisionContext, rules: RegistryRules): ZoneEvent[] {
  demandOffice(context.caller, ['taskForce', 'county'], { zone: zone.code, county: zone.county });
  const { industries } = command;
  const { perZoneAtMost: most, list } = rules.industries;
  if (industries.length > most) {
    throw registryErrors.error('registry.tooManyIndustries', { count: industries.length, most }, { where: 'industries' });
  }
  industries.forEach((industry, i) => {
    const where = `industries[${i}]`;
    const known = list.find((one) => one.code === industry);
    if (!known) {
      const dictionary = list.map(({ code, name }) => `${name}（${code}）`).join('、');
      throw registryErrors.error('registry.industryUnknown', { industry, dictionary }, { where });
    }
    if (industries.indexOf(industry) !== i) {
      throw registryErrors.error('registry.industryTwice', { industry: inWords(industry, known.name) }, { where });
    }
  });
  return [
    {
      type: 'LeadingIndustriesSet',
      data: {
        industries: [...industries],
        scheme: rules.ref,
        ...(command.document === undefined ? {} : { document: command.document }),
      },
    },
  ];
}
