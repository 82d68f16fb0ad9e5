import { isNaturalPersonCode } from '#libs/kernel';
import type { Decider, DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from '../errors.js';
import { demandOffice, demandPast, demandUscc, type Office } from '../guards.js';
import type { DocumentRef } from '#libs/evidence';
import type { EnterpriseEvent, EnterpriseKind, EnterpriseName } from './enterprise.events.js';
import { type Enterprise, type EnterpriseState, evolveEnterprise, noEnterprise } from './enterprise.state.js';

/** A creating command: the enterprise's id derives from the command. The handler has sealed the name where the code begins with 92. */
export interface RegisterEnterprise {
  readonly type: 'RegisterEnterprise';
  readonly uscc: string;
  readonly name: EnterpriseName;
  readonly industry?: string;
  readonly kinds?: readonly EnterpriseKind[];
}
export interface RenameEnterprise {
  readonly type: 'RenameEnterprise';
  readonly name: EnterpriseName;
  readonly on?: string;
  readonly document?: DocumentRef;
}
export interface ClassifyEnterprise {
  readonly type: 'ClassifyEnterprise';
  readonly industry?: string;
  readonly kinds?: readonly EnterpriseKind[];
  readonly document?: DocumentRef;
}
/** `name` is needed where the correction turns a natural person's code into a legal person's or the other way round. */
export interface CorrectUscc {
  readonly type: 'CorrectUscc';
  readonly uscc: string;
  readonly name?: EnterpriseName;
  readonly reason: string;
  readonly document?: DocumentRef;
}
export type EnterpriseCommandInput = RegisterEnterprise | RenameEnterprise | ClassifyEnterprise | CorrectUscc;

export interface EnterpriseExtra {
  /** RegisterEnterprise, CorrectUscc: another enterprise whose stream was read and bears the code now. */
  readonly bearer?: { readonly id: string };
}

/** 市场监管 keeps the register of enterprises; parks and counties report their tenants. */
const registrars: readonly Office[] = ['park', 'county', 'taskForce', 'market'];
const correctors: readonly Office[] = ['county', 'taskForce', 'market'];
const classifiers: readonly Office[] = ['park', 'county', 'taskForce', 'industry', 'market'];

export const enterpriseDecider: Decider<EnterpriseState, EnterpriseCommandInput, EnterpriseEvent, EnterpriseExtra> = {
  category: 'enterprise',
  initial: noEnterprise,
  evolve: evolveEnterprise,
  decide(command, state, context, extra) {
    if (command.type === 'RegisterEnterprise') return register(command, state, context, extra);
    if (state.status === 'none') throw registryErrors.error('registry.enterpriseUnknown', { enterprise: context.id });
    switch (command.type) {
      case 'RenameEnterprise':
        return rename(command, state, context);
      case 'ClassifyEnterprise':
        return classify(command, context);
      case 'CorrectUscc':
        return correct(command, state, context, extra);
      default:
        return command satisfies never;
    }
  },
};

function register(
  command: RegisterEnterprise,
  state: EnterpriseState,
  context: DecisionContext,
  extra: EnterpriseExtra,
): EnterpriseEvent[] {
  demandReporter(context, registrars);
  if (state.status !== 'none') throw registryErrors.error('registry.enterpriseExists');
  const { type: _type, kinds, ...data } = command;
  demandUscc(data.uscc, 'uscc');
  demandForm(data.uscc, data.name);
  demandFree(data.uscc, extra);
  return [{ type: 'EnterpriseRegistered', data: { ...data, ...(kinds === undefined ? {} : { kinds: [...kinds] }) } }];
}

function rename(command: RenameEnterprise, enterprise: Enterprise, context: DecisionContext): EnterpriseEvent[] {
  demandReporter(context, registrars);
  const { type: _type, ...data } = command;
  demandForm(enterprise.uscc, data.name);
  if (data.on !== undefined) demandPast(data.on, context, 'on');
  if (sameName(enterprise.name, data.name)) return [];
  return [{ type: 'EnterpriseRenamed', data }];
}

function classify(command: ClassifyEnterprise, context: DecisionContext): EnterpriseEvent[] {
  demandReporter(context, classifiers);
  const { type: _type, kinds, ...data } = command;
  if (kinds === undefined && data.industry === undefined) throw registryErrors.error('registry.nothingGiven');
  return [{ type: 'EnterpriseClassified', data: { ...data, ...(kinds === undefined ? {} : { kinds: [...kinds] }) } }];
}

function correct(command: CorrectUscc, enterprise: Enterprise, context: DecisionContext, extra: EnterpriseExtra): EnterpriseEvent[] {
  demandReporter(context, correctors);
  const { type: _type, uscc: to, name, ...data } = command;
  demandUscc(to, 'uscc');
  const from = enterprise.uscc;
  if (to === from) return [];
  demandFree(to, extra);
  if (name !== undefined) demandForm(to, name);
  else if (isNaturalPersonCode(from) !== isNaturalPersonCode(to)) throw registryErrors.error('registry.nameNeeded', {}, { where: 'name' });
  return [{ type: 'UsccCorrected', data: { from, to, ...(name === undefined ? {} : { name }), ...data } }];
}

/** An enterprise belongs to no park or county of its own: any park and county may report one. */
function demandReporter(context: DecisionContext, offices: readonly Office[]): void {
  const { caller } = context;
  demandOffice(caller, offices, {
    ...(caller.park === undefined ? {} : { park: caller.park }),
    ...(caller.county === undefined ? {} : { county: caller.county }),
  });
}

function demandFree(uscc: string, extra: EnterpriseExtra): void {
  if (extra.bearer) throw registryErrors.error('registry.usccTaken', { uscc, enterprise: extra.bearer.id }, { where: 'uscc' });
}

function demandForm(uscc: string, name: EnterpriseName): void {
  const sealed = typeof name !== 'string';
  if (isNaturalPersonCode(uscc) && !sealed) throw registryErrors.error('registry.nameMustBeSealed', {}, { where: 'name' });
  if (!isNaturalPersonCode(uscc) && sealed) throw registryErrors.error('registry.nameMustBeOpen', {}, { where: 'name' });
}

function sameName(a: EnterpriseName, b: EnterpriseName): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : a.subject === b.subject && a.ciphertext === b.ciphertext;
}
