import { type Command, type Decider, type DomainEvent, type EventDefinitions, EventRegistry, type Recorded } from '#libs/event-sourcing';
import { type Caller, deriveId, DomainError, streamName } from '#libs/kernel';

const NAMESPACE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

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
    const commandId = deriveId(NAMESPACE, this.decider.category, this.id, revision);
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
    decided.forEach((event, n) => {
      this.#registry.validate(event.type, event.data);
      const recorded = this.#record(event, commandId, n, when.by, at);
      this.events.push(recorded);
      this.state = this.decider.evolve(this.state, recorded);
    });
    return decided.map(({ type, data }) => ({ type, data }));
  }

  /** The code with which a command is refused; fails where it is taken. */
  refusal(command: C, when: When<Extra>): DomainError {
    const before = this.events.length;
    try {
      this.do(command, when);
    } catch (error) {
      if (error instanceof DomainError && this.events.length === before) return error;
      throw error;
    }
    throw new Error(`${command.type} was not refused`);
  }

  #record(event: E, commandId: string, n: number, actor: Caller, recordedAt: string): Recorded<E> {
    return {
      ...event,
      id: deriveId(commandId, n),
      stream: streamName(this.decider.category, this.id),
      revision: this.events.length,
      position: String(this.events.length),
      metadata: {
        commandId,
        inputHash: '0'.repeat(64),
        correlationId: commandId,
        causationId: commandId,
        actor: { account: actor.account, role: actor.role },
        recordedAt,
        schemaVersion: 1,
        salt: '0'.repeat(64),
      },
    };
  }
}
