import { deepStrictEqual, fail, strictEqual } from 'node:assert/strict';
import { type Caller, canonicalJson, deriveId, DomainError, type Fault, streamName } from '#libs/kernel';
import { bareCodes } from '#libs/kernel/testing';
import type { Command, Decider } from '../decider.js';
import type { DomainEvent, Recorded } from '../events.js';
import { type EventDefinitions, EventRegistry } from '../registry/event-registry.js';
import { type GivenEvent, recorded, someCaller, someInstant, uuid } from './recorded.js';

/** How a command is given, where a test cares. */
export interface When<Extra> {
  readonly caller?: Caller;
  readonly at?: string;
  readonly extra?: Extra;
  /** Names the commandId: `uuid(key)`. Commands without a key get one each. */
  readonly key?: string;
}

/** What holds of a scenario at one point. `then` is the word of given/when/then, no promise: never await it. */
export interface Outcome<State, C extends Command, E extends DomainEvent, Extra> extends Scenario<State, C, E, Extra> {
  /** The command gave exactly these events, in this order; none: it had nothing to do. */
  then(...events: readonly E[]): void;
  /** The command was refused with this code and gave nothing. `where`: the places of all faults under it, in order. */
  refusedWith(code: string, check?: { readonly where?: readonly string[]; readonly faults?: readonly string[] }): void;
  /** Looks at the state after the command. */
  thenState(look: (state: State) => void): void;
  /** The refusal; fails where there is none. */
  refusal(): DomainError;
  /** What the command gave. */
  readonly events: readonly E[];
}

/** A stream at some revision, to which commands can be given. */
export interface Scenario<State, C extends Command, E extends DomainEvent, Extra> {
  /** Gives a command. After a refusal a further command finds the stream as it was. */
  when(command: C, options?: When<Extra>): Outcome<State, C, E, Extra>;
  readonly state: State;
  readonly revision: number;
}

interface Setting<State, C extends Command, E extends DomainEvent, Extra> {
  readonly decider: Decider<State, C, E, Extra>;
  readonly id: string;
  readonly registry?: EventRegistry;
}

/** `given(decider, …events).when(command).then(…events)`. The stream's id is `test` (`givenFor` names another and checks the schemas too). */
export function given<State, C extends Command, E extends DomainEvent, Extra>(
  decider: Decider<State, C, E, Extra>,
  ...events: readonly (NoInfer<E> | GivenEvent<NoInfer<E>>)[]
): Scenario<State, C, E, Extra> {
  return start({ decider, id: 'test' }, events);
}

/** The same with the stream's id, and with every decided event checked against its schema: `const given = givenFor(parkDecider, parkEvents, 'P1')`. */
export function givenFor<State, C extends Command, E extends DomainEvent, Extra>(
  decider: Decider<State, C, E, Extra>,
  definitions: EventDefinitions,
  id = 'test',
): (...events: readonly (E | GivenEvent<E>)[]) => Scenario<State, C, E, Extra> {
  const registry = new EventRegistry(definitions);
  return (...events) => start({ decider, id, registry }, events);
}

function start<State, C extends Command, E extends DomainEvent, Extra>(
  setting: Setting<State, C, E, Extra>,
  events: readonly (E | GivenEvent<E>)[],
): Scenario<State, C, E, Extra> {
  return scenario(setting, setting.decider.initial, -1, events);
}

function scenario<State, C extends Command, E extends DomainEvent, Extra>(
  setting: Setting<State, C, E, Extra>,
  before: State,
  revisionBefore: number,
  events: readonly (E | GivenEvent<E>)[],
): Scenario<State, C, E, Extra> {
  const { decider, id, registry } = setting;
  const stream = streamName(decider.category, id);
  let state = before;
  let revision = revisionBefore;
  for (const event of events) {
    const next: Recorded<E> = recorded<E>(event, { stream, revision: ++revision });
    registry?.validate(next.type, next.data);
    state = decider.evolve(state, next);
  }
  return { state, revision, when: (command, options = {}) => decided(setting, state, revision, command, options) };
}

function decided<State, C extends Command, E extends DomainEvent, Extra>(
  setting: Setting<State, C, E, Extra>,
  state: State,
  revision: number,
  command: C,
  options: When<Extra>,
): Outcome<State, C, E, Extra> {
  const { caller = someCaller, at = someInstant, key = `${command.type} at ${revision}` } = options;
  const commandId = uuid(key);
  const newId = (label: string): string => deriveId(commandId, label);
  const context = { caller, at, commandId, id: setting.id, revision, newId };
  let events: readonly E[] = [];
  let refusal: DomainError | undefined;
  try {
    events = setting.decider.decide(command, state, context, options.extra as Extra);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    deepStrictEqual(bareCodes([error]), [], 'a refusal is told to people in words');
    refusal = error;
  }
  const after = scenario(
    setting,
    state,
    revision,
    events.map((event) => ({ event, caller, at, commandId })),
  );
  return { ...after, events, ...expectations(after.state, events, refusal) };
}

function expectations<State, E extends DomainEvent>(
  state: State,
  events: readonly E[],
  refusal: DomainError | undefined,
): Pick<Outcome<State, Command, E, unknown>, 'then' | 'refusedWith' | 'thenState' | 'refusal'> {
  const accepted = (): void => {
    if (refusal) fail(`refused with ${refusal.code}: ${refusal.message}${listed(refusal.faults)}`);
  };
  return {
    then(...expected) {
      if (typeof expected[0] === 'function') throw new TypeError('given/when/then is no promise: do not await or return it');
      accepted();
      deepStrictEqual(events.map(plain), expected.map(plain));
    },
    refusedWith(code, check = {}) {
      if (!refusal) fail(`expected a refusal with ${code}, but got ${JSON.stringify(events.map(plain))}`);
      strictEqual(refusal.code, code, `${refusal.code}: ${refusal.message}${listed(refusal.faults)}`);
      const { faults } = refusal;
      if (check.where) deepStrictEqual(faults.length > 0 ? faults.map((fault) => fault.where) : [refusal.where], check.where);
      if (check.faults)
        deepStrictEqual(
          faults.map((fault) => fault.code),
          check.faults,
        );
    },
    thenState(look) {
      accepted();
      look(state);
    },
    refusal() {
      if (!refusal) fail(`expected a refusal, but got ${JSON.stringify(events.map(plain))}`);
      return refusal;
    },
  };
}

function listed(faults: readonly Fault[]): string {
  return faults.map((fault) => `\n  ${fault.code} ${fault.where ?? ''}: ${fault.message}`).join('');
}

/** Type and data as they would be stored: what is undefined is not there. */
function plain(event: DomainEvent): unknown {
  return { type: event.type, data: JSON.parse(canonicalJson(event.data)) as unknown };
}
