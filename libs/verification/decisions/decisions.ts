import type { DomainEvent, Recorded } from '#libs/event-sourcing';
import { DomainError, parseStreamName } from '#libs/kernel';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import { jsonDifference } from '../json-difference.js';
import type { LogLine } from '../log/log-line.js';
import type { Streams } from '../log/streams.js';

/** How the decisions of one category are taken again. */
export interface Redecider {
  /**
   * What the decision gives again for the recorded events of one command, from the state before them; undefined where it can't be taken again from the stream alone.
   * @throws DomainError where it is refused
   */
  again(events: readonly Recorded[], before: unknown): readonly DomainEvent[] | undefined;
  /** Refusals that hold for good. Any other may come of a rule that was not there when the event was recorded, and says nothing. */
  readonly lasting: ReadonlySet<string>;
  /** Parts of the data that other streams decided on. */
  readonly leftOut: readonly string[];
}

interface Group {
  readonly commandId: string;
  readonly before: unknown;
  readonly lines: LogLine[];
  readonly events: Recorded[];
}

/** Takes the decisions that rest on their own stream again, command by command: what the stream says could only be recorded if it comes out the same. */
export class Decisions {
  readonly #open = new Map<string, Group>();

  constructor(
    private readonly findings: Findings,
    private readonly streams: Streams,
    private readonly redeciders: ReadonlyMap<string, Redecider>,
  ) {}

  /** Told of each event of a stream after `before`, its state until then. */
  take(line: LogLine, event: Recorded | undefined, before: unknown): void {
    const { stream } = line;
    if (!this.redeciders.has(parseStreamName(stream).category)) return;
    const open = this.#open.get(stream);
    if (open && open.commandId === event?.metadata.commandId) {
      open.lines.push(line);
      open.events.push(event);
      return;
    }
    if (open) this.#close(stream, open);
    this.#open.delete(stream);
    // A state that is not whole decides nothing; nor does it for what follows.
    if (event && this.streams.isWhole(stream)) {
      this.#open.set(stream, { commandId: event.metadata.commandId, before, lines: [line], events: [event] });
    }
  }

  end(): void {
    for (const [stream, group] of this.#open) this.#close(stream, group);
    this.#open.clear();
  }

  #close(stream: string, { before, lines, events }: Group): void {
    const { again, lasting, leftOut } = this.redeciders.get(parseStreamName(stream).category) as Redecider;
    const [first] = lines as [LogLine, ...LogLine[]];
    let decided: readonly DomainEvent[] | undefined;
    try {
      decided = again(events, before);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const fault = [error, ...error.faults].find(({ code }) => lasting.has(code));
      if (fault)
        this.findings.add('verification.decision', placeOf(lines.at(-1) ?? first), { found: fault.code }, { reason: fault.message });
      return;
    }
    if (!decided) return;
    this.findings.counts.decisions++;
    const bare = ({ type, data }: DomainEvent): unknown => ({ type, data: without(data, leftOut) });
    const difference = jsonDifference(decided.map(bare), events.map(bare));
    if (!difference) return;
    const [, at = '0', ...path] = difference.path.split('/');
    const { expected, found } = difference;
    const pointer = path.length > 0 ? `/${path.join('/')}` : '';
    const line = lines[Number.parseInt(at, 10)] ?? first;
    const reason = `${pointer || line.type}：应为 ${expected}，实为 ${found}`;
    this.findings.add('verification.decision', placeOf(line, pointer), { expected, found }, { reason });
  }
}

function without(data: unknown, keys: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(data as object).filter(([key]) => !keys.includes(key)));
}
