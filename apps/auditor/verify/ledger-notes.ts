import type { EventLine } from '#libs/audit-bundle';
import type { EvaluationEventOf, RunEvent, RunEventOf } from '#libs/evaluation';
import { parseStreamName } from '#libs/kernel';

/** What a bundle's events say of one run. Parts that are withheld are absent. */
export interface RunNotes {
  started?: RunEventOf<'RunStarted'>['data'];
  completed?: RunEventOf<'RunCompleted'>['data'];
  readonly parks: Map<string, RunEventOf<'ParkScored'>['data']>;
  readonly places: Map<string, RunEventOf<'TierAssigned'>['data']>;
  readonly awards: Map<string, RunEventOf<'AwardProposed'>['data']>;
}

/** A finalised edition, and where the log says so. */
export interface FinalisedNote {
  readonly year: number;
  readonly eventId: string;
  readonly index: bigint;
  readonly data: EvaluationEventOf<'ResultsFinalised'>['data'];
}

/** Notes taken while the log is read: what result files are held against. Whatever is not shown in the clear is not noted. */
export class LedgerNotes {
  /** Names that the log has had, in order, and how many records the ledger kept when it took the next one after a restore. */
  readonly epochs: { readonly origin: string; keptAtEnd?: bigint }[] = [];
  readonly finalised: FinalisedNote[] = [];
  readonly schemes = new Set<string>();
  readonly sheets = new Set<string>();
  readonly #runs = new Map<string, RunNotes>();

  run(year: number, run: number): RunNotes | undefined {
    return this.#runs.get(`scoringRun-${year}_${run}`);
  }

  take(line: EventLine): void {
    if (line.form !== 'full') return;
    const read = NOTED.has(line.type) ? (JSON.parse(line.data) as Record<string, unknown>) : undefined;
    if (read) this.#note(line, read);
  }

  #note({ stream, type, id, index }: EventLine, data: Record<string, unknown>): void {
    switch (type) {
      case 'LedgerOpened':
        this.epochs.push({ origin: String(data.logOrigin) });
        return;
      case 'LogEpochOpened':
        this.#newEpoch(String(data.origin), String(data.restoredTo));
        return;
      case 'SchemeDrafted':
        this.schemes.add(String(data.hash));
        return;
      case 'ResultsFinalised': {
        const year = Number(parseStreamName(stream).id);
        this.finalised.push({ year, eventId: id, index, data: data as FinalisedNote['data'] });
        return;
      }
      default:
        this.#noteRun(stream, type, data);
    }
  }

  #newEpoch(origin: string, restoredTo: string): void {
    const before = this.epochs.at(-1);
    if (before && /^\d{1,19}$/.test(restoredTo)) before.keptAtEnd = BigInt(restoredTo);
    this.epochs.push({ origin });
  }

  #noteRun(stream: string, type: string, data: unknown): void {
    const run: RunNotes = this.#runs.get(stream) ?? { parks: new Map(), places: new Map(), awards: new Map() };
    this.#runs.set(stream, run);
    const event = { type, data } as RunEvent;
    switch (event.type) {
      case 'RunStarted':
        run.started = event.data;
        return;
      case 'RunCompleted':
        run.completed = event.data;
        return;
      case 'TierAssigned':
        run.places.set(event.data.park, event.data);
        return;
      case 'AwardProposed':
        run.awards.set(event.data.park, event.data);
        return;
      case 'ParkScored':
        run.parks.set(event.data.park, event.data);
        this.sheets.add(event.data.sheetHash);
        return;
      default:
        return;
    }
  }
}

const NOTED: ReadonlySet<string> = new Set([
  'LedgerOpened',
  'LogEpochOpened',
  'SchemeDrafted',
  'ResultsFinalised',
  'RunStarted',
  'ParkScored',
  'TierAssigned',
  'AwardProposed',
  'RunCompleted',
]);
