import type { DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from '../errors.js';
import { demandPast } from '../guards.js';
import type { GraduateTenant, RecordDeparture, RemoveTenant } from './tenancy.commands.js';
import type { TenancyEvent } from './tenancy.events.js';
import type { CurrentTenancy } from './tenancy.state.js';

/**
 * The end of a stay; `on` is its last day. Removal (清理出园) needs a rectification that is overdue on that day and not cleared; who leaves by itself has
 * left, and who grew 规上 or 高新 has graduated: neither is a removal.
 */
export function decideDeparture(
  command: RemoveTenant | RecordDeparture | GraduateTenant,
  tenancy: CurrentTenancy,
  context: DecisionContext,
): TenancyEvent[] {
  const { on } = command;
  demandPast(on, context, 'on');
  if (on < tenancy.from) throw registryErrors.error('registry.beforeAdmission', { on, from: tenancy.from }, { where: 'on' });
  switch (command.type) {
    case 'RemoveTenant': {
      const overdue = tenancy.orders.filter((one) => one.due < on);
      if (overdue.length === 0) {
        const due = tenancy.orders.map((one) => one.due).sort()[0] ?? '—';
        throw registryErrors.error('registry.rectificationPending', { due });
      }
      const { reason, document } = command;
      return [{ type: 'TenantRemoved', data: { on, reason, orders: overdue.map((one) => one.order), document } }];
    }
    case 'RecordDeparture': {
      const { type: _type, ...data } = command;
      return [{ type: 'TenantLeft', data }];
    }
    case 'GraduateTenant': {
      const { type: _type, ...data } = command;
      return [{ type: 'TenantGraduated', data }];
    }
    default:
      return command satisfies never;
  }
}
