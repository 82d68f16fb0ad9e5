import {
  type EventMetadata,
  type EventRegistry,
  EventSchemaError,
  LEDGER_STREAM,
  type Recorded,
  UnknownEventTypeError,
} from '#libs/event-sourcing';
import { canonicalJson, deriveId, eventSalt, inWords, isIsoInstant, parseStreamName } from '#libs/kernel';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import { streamKinds } from './kinds.js';
import type { FullLine, LogLine, RedactedLine } from './log-line.js';

const partNames = { data: '内容', metadata: '元数据' } as const;
/** What the events of one command have in common, in words. */
const commonNames = {
  inputHash: '输入摘要',
  correlationId: '关联编号',
  causationId: '起因编号',
  actor: '操作人',
  recordedAt: '记录时刻',
} as const;

/** What is known of the newest command of a stream. */
interface NewestCommand {
  readonly metadata?: EventMetadata;
  /** How many of its events have passed; where it is not known: how many events may have been its. */
  readonly count: number;
}

/** The form of each event by itself: canonical JSON, salt, schema, known type and version, a stream of its category, an id derived from its command. */
export class Form {
  readonly #newest = new Map<string, NewestCommand>();

  constructor(
    private readonly findings: Findings,
    private readonly registry: EventRegistry,
    private readonly saltKey: string | undefined,
  ) {}

  /** The event in today's form; undefined where data is withheld, or where the form is such that nothing can be read from it. */
  take(line: LogLine): Recorded | undefined {
    this.#stream(line);
    if (line.form === 'hashed') {
      this.#withheld(line.stream);
      return undefined;
    }
    const metadata = this.#canonical(line, 'metadata', line.metadata);
    if (line.form === 'redacted') {
      if (metadata === undefined) this.#withheld(line.stream);
      else this.#command(line, metadata as EventMetadata);
      return undefined;
    }
    const data = this.#canonical(line, 'data', line.data);
    if (data === undefined || metadata === undefined) return undefined;
    const recorded = this.#schema(line);
    if (!recorded) return undefined;
    this.#salt(line, recorded.metadata);
    this.#command(line, recorded.metadata);
    return recorded;
  }

  #stream(line: LogLine): void {
    const { index, stream, type } = line;
    const kind = streamKinds.get(parseStreamName(stream).category);
    if (!kind || !Object.hasOwn(kind.events, type)) this.findings.add('verification.wrongStream', placeOf(line), {}, { type, stream });
    const isFirst = index === 0;
    if (isFirst !== (type === 'LedgerOpened' && stream === LEDGER_STREAM)) {
      this.findings.add('verification.firstEvent', placeOf(line), { found: `${stream} ${type}` });
    }
  }

  #canonical(line: LogLine, what: keyof typeof partNames, text: string): unknown {
    try {
      const value: unknown = JSON.parse(text);
      if (canonicalJson(value) === text) return value;
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    }
    this.findings.add('verification.notCanonical', placeOf(line, `/${what}`), {}, { what: inWords(what, partNames[what]) });
    return undefined;
  }

  #schema(line: FullLine): Recorded | undefined {
    try {
      const recorded = this.registry.check({ ...line, position: String(line.index) });
      this.findings.counts.schemas++;
      return recorded;
    } catch (error) {
      if (error instanceof UnknownEventTypeError) {
        const found = error.version === undefined ? line.type : `${line.type}@${error.version}`;
        this.findings.add('verification.unknownType', placeOf(line), { found });
      } else if (error instanceof EventSchemaError) {
        const part = error.type === line.type ? 'data' : 'metadata';
        const [first] = error.faults;
        const reason = error.faults.map(({ path, message }) => `${path || '/'} ${message}`).join('; ');
        this.findings.add('verification.schema', placeOf(line, `/${part}${first?.path ?? ''}`), {}, { type: line.type, reason });
      } else throw error;
      return undefined;
    }
  }

  #salt(line: FullLine, { salt: found }: EventMetadata): void {
    if (this.saltKey === undefined) return;
    const expected = eventSalt(this.saltKey, line.id);
    if (found !== expected) this.findings.add('verification.saltWrong', placeOf(line, '/metadata/salt'), { expected, found });
  }

  #withheld(stream: string): void {
    const before = this.#newest.get(stream);
    this.#newest.set(stream, { count: before && !before.metadata ? before.count + 1 : 1 });
  }

  /** The events of one command stand together in their stream, have the same common metadata, and their ids follow from the command's. */
  #command(line: FullLine | RedactedLine, metadata: EventMetadata): void {
    const { stream, id } = line;
    const before = this.#newest.get(stream);
    const goesOn = before?.metadata?.commandId === metadata.commandId;
    const idOf = (n: number): string => deriveId(metadata.commandId, stream, n);
    const places = before && !before.metadata ? Array.from({ length: before.count + 1 }, (_none, n) => n) : [goesOn ? before.count : 0];
    const count = places.find((n) => idOf(n) === id) ?? 0;
    this.#newest.set(stream, { metadata, count: count + 1 });
    if (id !== idOf(count)) this.findings.add('verification.idWrong', placeOf(line), { expected: idOf(places[0] ?? 0), found: id });
    if (!isIsoInstant(metadata.recordedAt)) {
      this.findings.add('verification.instant', placeOf(line, '/metadata/recordedAt'), { found: metadata.recordedAt });
    }
    if (goesOn && before.metadata) this.#common(line, before.metadata, metadata);
  }

  #common(line: LogLine, before: EventMetadata, metadata: EventMetadata): void {
    for (const [name, words] of Object.entries(commonNames)) {
      const [first, second] = [before, metadata].map((one) => canonicalJson(one[name as keyof typeof commonNames]));
      if (first === second) continue;
      const compared = { expected: String(first), found: String(second) };
      this.findings.add('verification.commandMixed', placeOf(line, `/metadata/${name}`), compared, { what: inWords(name, words) });
    }
  }
}
