import { dayInChina } from '#libs/kernel';
import type { DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from '../errors.js';
import { demandDay, demandPast } from '../guards.js';
import type { ClearRectification, OrderRectification } from './tenancy.commands.js';
import type { TenancyEvent } from './tenancy.events.js';
import type { CurrentTenancy } from './tenancy.state.js';

/** A rectification is ordered with grounds and a day to come; it is cleared by its own number. Several may be open at once. */
export function decideRectification(
  command: OrderRectification | ClearRectification,
  tenancy: CurrentTenancy,
  context: DecisionContext,
): TenancyEvent[] {
  switch (command.type) {
    case 'OrderRectification': {
      const { type: _type, grounds, ...data } = command;
      demandDay(data.due, 'due');
      const today = dayInChina(context.at);
      if (data.due < today) throw registryErrors.error('registry.daysOutOfOrder', { earlier: today, later: data.due }, { where: 'due' });
      return [{ type: 'RectificationOrdered', data: { order: context.newId('order'), grounds: [...new Set(grounds)], ...data } }];
    }
    case 'ClearRectification': {
      const { type: _type, ...data } = command;
      demandPast(data.on, context, 'on');
      if (!tenancy.orders.some((one) => one.order === data.order)) {
        throw registryErrors.error('registry.orderUnknown', { order: data.order }, { where: 'order' });
      }
      return [{ type: 'RectificationCleared', data }];
    }
    default:
      return command satisfies never;
  }
}
