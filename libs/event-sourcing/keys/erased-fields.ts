import type { Recorded } from '../events.js';
import { ERASED_CIPHERTEXT, type PersonalField } from './personal-field.js';

/** The subject of the first field in a command that could not be sealed, for its subject was erased. */
export function erasedSubjectIn(command: unknown): string | undefined {
  if (typeof command !== 'object' || command === null) return undefined;
  if (isPersonalField(command)) return command.ciphertext === ERASED_CIPHERTEXT ? command.subject : undefined;
  for (const inner of Object.values(command)) {
    const found = erasedSubjectIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The command as it was when it was recorded: what can't be sealed any more is taken from the command's own events. All else is compared as ever; that the erased text
 * is the same can't be known any more, and need not be.
 */
export function withRecordedFields<C>(command: C, events: readonly Recorded[]): C {
  if (erasedSubjectIn(command) === undefined) return command;
  const recorded = new Map<string, PersonalField>();
  for (const { data } of events) for (const field of fieldsIn(data)) recorded.set(field.subject, field);
  const restore = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(restore);
    if (isPersonalField(value) && value.ciphertext === ERASED_CIPHERTEXT) return recorded.get(value.subject) ?? value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, restore(inner)]));
  };
  return restore(command) as C;
}

/** Every personal field in an event's data. */
export function fieldsIn(data: unknown): readonly PersonalField[] {
  if (typeof data !== 'object' || data === null) return [];
  if (isPersonalField(data)) return [data];
  return Object.values(data).flatMap(fieldsIn);
}

function isPersonalField(value: object): value is PersonalField {
  return 'subject' in value && 'ciphertext' in value && typeof value.subject === 'string' && typeof value.ciphertext === 'string';
}
