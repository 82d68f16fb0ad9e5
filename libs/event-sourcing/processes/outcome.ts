import type { DomainError, Fault } from '#libs/kernel';
import type { Command } from '../decider.js';
import type { ProcessCommand } from '../process.js';
import type { CommandOutcome } from './process.decider.js';

const MAX_FAULTS = 200;
const MAX_TEXT = 2000;

/** Why a command came to nothing, in the form in which it is recorded. Long lists and texts are cut: an event has a limit of size. */
export function outcomeOf(process: string, commandId: string, command: ProcessCommand<Command>, error: DomainError): CommandOutcome {
  const { category, id, causedBy } = command;
  return {
    process,
    commandId,
    category,
    id,
    commandType: command.command.type,
    causedBy,
    code: error.code,
    message: cut(error.message),
    faults: error.faults.slice(0, MAX_FAULTS).map(plainFault),
    faultsLeftOut: Math.max(0, error.faults.length - MAX_FAULTS),
  };
}

function plainFault({ code, message, remedy, where, params }: Fault): CommandOutcome['faults'][number] {
  return {
    code,
    message: cut(message),
    remedy: cut(remedy),
    ...(where === undefined ? {} : { where: cut(where) }),
    ...(params === undefined
      ? {}
      : { params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, plainParam(value)])) }),
  };
}

/** Events hold no floats. */
function plainParam(value: string | number | boolean | null): string | number | boolean | null {
  if (typeof value === 'string') return cut(value);
  return typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value;
}

function cut(text: string): string {
  return text.slice(0, MAX_TEXT).toWellFormed();
}
