import { dayInChina } from '#libs/kernel';
import type { DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from '../errors.js';
import { demandOffice } from '../guards.js';
import { firstDayOf } from '../months.js';
import type { FalseEvidenceCommand } from './park.commands.js';
import type { ParkEvent } from './park.events.js';
import type { Park } from './park.state.js';

/** R25: 专班 records a decision that evidence of a year was false, or that such a decision was revoked. */
export function decideFalseEvidence(command: FalseEvidenceCommand, park: Park, context: DecisionContext): ParkEvent[] {
  demandOffice(context.caller, ['taskForce']);
  switch (command.type) {
    case 'ProveFalseEvidence': {
      const { type: _type, ...data } = command;
      const today = dayInChina(context.at);
      const day = firstDayOf(command.year);
      if (day > today) throw registryErrors.error('registry.futureDate', { day, today }, { where: 'year' });
      return [{ type: 'FalseEvidenceProven', data: { finding: context.newId('finding'), ...data } }];
    }
    case 'RevokeFalseEvidence': {
      const { type: _type, ...data } = command;
      const { finding } = command;
      const known = park.safety.falseEvidence.find((one) => one.finding === finding);
      if (!known) throw registryErrors.error('registry.falseEvidenceUnknown', { finding, park: park.code });
      if (known.revoked) throw registryErrors.error('registry.falseEvidenceRevoked', { finding });
      return [{ type: 'FalseEvidenceRevoked', data }];
    }
    default:
      return command satisfies never;
  }
}
