import { type Command, type Decider, type DomainEvent, type EventDefinitions, EventRegistry, type Recorded } from '#libs/event-sourcing';
import { recorded, uuid } from '#libs/event-sourcing/testing';
import { type Caller, deriveId, DomainError, streamName } from '#libs/kernel';
import { bareCodes } from '#libs/kernel/testing';

/** Who acts in specs: one account for each office. */
export const callers = {
  taskForce: { account: 'tf-1', role: 'taskForce', department: 'taskForce' },
  county: { account: 'county-jinan', role: 'county', department: 'county', county: '341502' },
  otherCounty: { account: 'county-yuan', role: 'county', department: 'county', county: '341503' },
  park: { account: 'park-p1', role: 'park', department: 'park', park: 'P1' },
  otherPark: { account: 'park-p2', role: 'park', department: 'park', park: 'P2' },
  industry: { account: 'industry-1', role: 'department', department: 'industry' },
  emergency: { account: 'emergency-1', role: 'department', department: 'emergency' },
  market: { account: 'market-1', role: 'department', department: 'market' },
  tax: { account: 'tax-1', role: 'department', department: 'tax' },
  auditor: { account: 'auditor-1', role: 'auditor' },
  process: { account: 'process', role: 'process' },
} as const satisfies Record<string, Caller>;

export interface When<Extra> {
  readonly by: Caller;
  /** The instant of the command; default 2024-06-01 in the morning, China time. */
  readonly at?: string;
  readonly extra?: Extra;
}

/**
 * One stream of one decider, played by commands: what is decided is checked against the event schemas, recorded with synthetic metadata and folded.
 */
export class Stream<State, C extends Command, E extends DomainEvent, Extra> {
  state: State;
  readonly events: Recorded<E>[] = [];
  readonly #registry: EventRegistry;

  constructor(
    private readonly decider: Decider<State, C, E, Extra>,
    readonly id: string,
    definitions: EventDefinitions,
  ) {
    this.state = decider.initial;
    this.#registry = new EventRegistry(definitions);
  }

  /** Decides and records; the events of this command, type and data only. */
  do(command: C, when: When<Extra>): readonly { type: string; data: unknown }[] {
    const revision = this.events.length - 1;
    const commandId = uuid(`${this.decider.category} ${this.id} ${revision}`);
    const at = when.at ?? '2024-06-01T02:00:00.000Z';
    const context = {
      caller: when.by,
      at,
      commandId,
      id: this.id,
      revision,
      newId: (label: string): string => deriveId(commandId, label),
    };
    const decided = this.decider.decide(command, this.state, context, (when.extra ?? {}) as Extra);
    decided.forEach((event) => {
      this.#registry.validate(event.type, event.data);
      const place = { stream: streamName(this.decider.category, this.id), revision: this.events.length };
      const next = recorded<E>({ event, caller: when.by, at, commandId }, place);
      this.events.push(next);
      this.state = this.decider.evolve(this.state, next);
    });
    return decided.map(({ type, data }) => ({ type, data }));
  }

  /** The code with which a command is refused; fails where it is taken. */
  refusal(command: C, when: When<Extra>): DomainError {
    const before = this.events.length;
    try {
      this.do(command, when);
    } catch (error) {
      if (!(error instanceof DomainError) || this.events.length !== before) throw error;
      const codes = bareCodes([error]);
      if (codes.length > 0) throw new Error(`codes in what people read: ${codes.join('; ')}`, { cause: error });
      return error;
    }
    throw new Error(`${command.type} was not refused`);
  }
}
