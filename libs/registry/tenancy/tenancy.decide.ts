import type { Decider, DecisionContext } from '#libs/event-sourcing';
import { named } from '#libs/kernel';
import type { EnterpriseState } from '../enterprise/enterprise.state.js';
import { registryErrors } from '../errors.js';
import { demandOffice, demandPast, demandUscc, needed } from '../guards.js';
import type { ParkState } from '../park/park.state.js';
import { decideDeparture } from './departure.decide.js';
import { demandNoOverlap, type OtherStay } from './overlap.js';
import { decideRectification } from './rectification.decide.js';
import type { AdmitTenant, ApplyForTenancy, CorrectAdmission, TenancyCommandInput } from './tenancy.commands.js';
import type { TenancyEvent } from './tenancy.events.js';
import { evolveTenancy, noTenancy, stayOf, type Tenancy, type TenancyState } from './tenancy.state.js';

/** What the handler reads for a decision on a tenancy. */
export interface TenancyExtra {
  /** ApplyForTenancy: the park and the enterprise that the command names. */
  readonly park?: ParkState;
  readonly enterprise?: EnterpriseState;
  /** ApplyForTenancy, AdmitTenant, CorrectAdmission: other tenancies of the same enterprise in the same park, each read from its own stream. */
  readonly others?: readonly OtherStay[];
}

const stateNames = {
  applied: '待审核',
  refused: '未通过',
  admitted: '在园',
  removed: '已清理出园',
  left: '已离园',
  graduated: '已有序退出',
} as const;

/** 入园全过程 (指导意见三（二）): the park applies for its tenant, the county (or 专班) admits, orders rectification, clears, removes; who grew may graduate. */
export const tenancyDecider: Decider<TenancyState, TenancyCommandInput, TenancyEvent, TenancyExtra> = {
  category: 'tenancy',
  initial: noTenancy,
  evolve: evolveTenancy,
  decide(command, state, context, extra) {
    if (command.type === 'ApplyForTenancy') return apply(command, state, context, extra);
    if (state.status === 'none') throw registryErrors.error('registry.tenancyUnknown', { tenancy: context.id });
    switch (command.type) {
      case 'AdmitTenant':
        return admit(command, state, context, extra);
      case 'RefuseTenancy': {
        demandSupervisor(state, context);
        demandStatus(state, 'applied', '不同意入园');
        const { type: _type, ...data } = command;
        return [{ type: 'TenancyRefused', data }];
      }
      case 'CorrectAdmission':
        return correct(command, state, context, extra);
      case 'OrderRectification':
      case 'ClearRectification':
        demandSupervisor(state, context);
        return decideRectification(command, demandStatus(state, 'admitted', '整改'), context);
      case 'RemoveTenant':
        demandSupervisor(state, context);
        return decideDeparture(command, demandStatus(state, 'admitted', '清理出园'), context);
      case 'RecordDeparture':
      case 'GraduateTenant':
        demandOffice(context.caller, ['park', 'county', 'taskForce'], state);
        return decideDeparture(command, demandStatus(state, 'admitted', '离园'), context);
      default:
        return command satisfies never;
    }
  },
};

function apply(command: ApplyForTenancy, state: TenancyState, context: DecisionContext, extra: TenancyExtra): TenancyEvent[] {
  const park = needed(extra.park, 'the park');
  const of = park.status === 'none' ? { park: command.park } : { park: park.code, zone: park.zone, county: park.county };
  demandOffice(context.caller, ['park', 'county', 'taskForce'], of);
  if (state.status !== 'none') throw registryErrors.error('registry.tenancyExists');
  if (park.status === 'none') throw registryErrors.error('registry.parkUnknown', { park: command.park }, { where: 'park' });
  if (park.ended) {
    const { on, successors } = park.ended;
    throw registryErrors.error('registry.parkEnded', { park: park.code, on, successors: successors.join('、') }, { where: 'park' });
  }
  demandUscc(command.uscc, 'uscc');
  const enterprise = needed(extra.enterprise, 'the enterprise');
  if (enterprise.status === 'none') {
    throw registryErrors.error('registry.enterpriseUnknown', { enterprise: command.enterprise }, { where: 'enterprise' });
  }
  if (enterprise.uscc !== command.uscc) {
    throw registryErrors.error('registry.usccNotEnterprises', { given: command.uscc, registered: enterprise.uscc }, { where: 'uscc' });
  }
  const open = needed(extra.others, 'the other tenancies').find((other) => other.status === 'applied' || other.status === 'admitted');
  if (open) throw registryErrors.error('registry.alreadyTenant', { uscc: command.uscc, park: park.code, tenancy: open.id });
  const { type: _type, ...data } = command;
  return [{ type: 'TenancyApplied', data: { ...data, zone: park.zone, county: park.county } }];
}

function admit(command: AdmitTenant, state: Tenancy, context: DecisionContext, extra: TenancyExtra): TenancyEvent[] {
  demandSupervisor(state, context);
  const tenancy = demandStatus(state, 'applied', '同意入园');
  demandPast(command.from, context, 'from');
  demandNoOverlap(tenancy, { from: command.from, to: null }, needed(extra.others, 'the other tenancies'));
  const { type: _type, ...data } = command;
  return [{ type: 'TenantAdmitted', data }];
}

function correct(command: CorrectAdmission, state: Tenancy, context: DecisionContext, extra: TenancyExtra): TenancyEvent[] {
  demandSupervisor(state, context);
  const stay = stayOf(state);
  if (!stay) throw registryErrors.error('registry.tenancyState', { state: named(stateNames, state.status), action: '更正入园日期' });
  const { type: _type, ...data } = command;
  demandPast(data.from, context, 'from');
  if (stay.to !== null && data.from > stay.to) {
    throw registryErrors.error('registry.daysOutOfOrder', { earlier: data.from, later: stay.to }, { where: 'from' });
  }
  demandNoOverlap(state, { from: data.from, to: stay.to }, needed(extra.others, 'the other tenancies'));
  return [{ type: 'AdmissionCorrected', data }];
}

function demandSupervisor(tenancy: Tenancy, context: DecisionContext): void {
  demandOffice(context.caller, ['county', 'taskForce'], tenancy);
}

function demandStatus<S extends Tenancy['status']>(tenancy: Tenancy, status: S, action: string): Extract<Tenancy, { status: S }> {
  if (tenancy.status !== status) throw registryErrors.error('registry.tenancyState', { state: named(stateNames, tenancy.status), action });
  return tenancy as Extract<Tenancy, { status: S }>;
}
