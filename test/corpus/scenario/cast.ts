import type { CommandAnswerDto } from '#libs/http';
import { type Person } from '../../support/client.js';
import { ParkOf } from '../../support/parks.js';
import type { Town } from '../../support/town.js';

/** The parks of the story, by what happens to them. */
export interface Cast {
  /** First in every year; took over the seventh park in 2023. */
  readonly first: ParkOf;
  /** Two whose facts are equal in 2023: a tie that a ruling settles. */
  readonly second: ParkOf;
  readonly third: ParkOf;
  /** Had an accident that is graded only after the result. */
  readonly fourth: ParkOf;
  /** In transition in 2023; its facts take every detour. */
  readonly fifth: ParkOf;
  /** Gave false evidence. */
  readonly sixth: ParkOf;
  /** Merged into the first park. */
  readonly seventh: ParkOf;
}

export function castOf(town: Town): Cast {
  const park = (n: number): ParkOf => new ParkOf(town, `P-0${n}`);
  return { first: park(1), second: park(2), third: park(3), fourth: park(4), fifth: park(5), sixth: park(6), seventh: park(7) };
}

/** A field of the first event that a command recorded: the id of what it created. */
export function createdBy(answer: CommandAnswerDto, field: string): string {
  const value = (answer.events[0]?.data as Readonly<Record<string, unknown>> | undefined)?.[field];
  if (typeof value !== 'string') throw new Error(`the command recorded no ${field}`);
  return value;
}

/** Sends a command; the script goes on where it is taken, and stops where it is not. */
export type Post = (path: string, person: Person, body?: unknown) => Promise<CommandAnswerDto>;
export const posting =
  (town: Town): Post =>
  (path, person, body) =>
    town.api.post(path, person, body);
