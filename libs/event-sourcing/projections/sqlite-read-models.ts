import { comparePositions, type EventStore, type Position } from '#libs/event-store';
import { eventSourcingErrors as errors } from '../errors.js';
import type { LogEntry } from '../events.js';
import type { Backoff } from '../log/backoff.js';
import type { EffectiveTime } from '../log/known-time.js';
import type { LogPoint } from '../log/log-point.js';
import type { FollowObserver } from '../observers.js';
import type { Projection, ReadDb } from '../projection.js';
import type { EventRegistry } from '../registry/event-registry.js';
import { Arrivals, within } from './arrivals.js';
import { resolveAsOf } from './as-of.js';
import { Filling } from './filling.js';
import { logProjection } from './log-projection.js';
import type { ReadFile } from './read-file.js';
import { ReadFolder } from './read-folder.js';
import { type QueryOptions, type ReadAnswer, ReadModels, type ReadModelsStatus } from './read-models.js';

const DEFAULT_TIMEOUT_MS = 5000;
const FRESH_TIMEOUT_MS = 1000;

export interface ReadModelsOptions {
  /** Folder of the read files, of this node alone. May be deleted at any time while the node is down. */
  readonly folder: string;
  readonly store: EventStore;
  readonly registry: EventRegistry;
  readonly projections: readonly Projection[];
  /** Kept up to date with the log's effectiveAt. */
  readonly time?: EffectiveTime;
  /** Told of entries once they can be read (possibly again after a restart or a rebuild): live updates, the simulated clock. */
  readonly observe?: (entries: readonly LogEntry[]) => void;
  /** Told how the files are filled from the log. */
  readonly followed?: FollowObserver;
  readonly backoff?: Backoff;
  readonly elapsed?: () => number;
}

/** Opens the read models of a node and begins to fill them. Resolves at once; `ready()` tells when they serve. */
export async function openReadModels(options: ReadModelsOptions): Promise<SqliteReadModels> {
  const models = new SqliteReadModels(options);
  await models.start();
  return models;
}

/** A set of files being built: resolves when it has been swapped in. */
interface Building {
  readonly filling: Filling;
  readonly done: Promise<void>;
  readonly swapped: () => void;
}

/** Read models in one SQLite file per node, filled by one loop, rebuilt beside the file that serves (blue/green). */
export class SqliteReadModels extends ReadModels {
  readonly #folder: ReadFolder;
  readonly #arrivals = new Arrivals();
  readonly #ready: Promise<void>;
  #becomeReady: () => void = () => undefined;
  #serving: Filling | undefined;
  #building: Building | undefined;
  #buildError: string | undefined;
  /** Fillings of files that were swapped out, until they are gone. */
  readonly #retiring = new Set<Promise<void>>();
  #closed = false;

  constructor(private readonly options: ReadModelsOptions) {
    super();
    this.#folder = new ReadFolder(options.folder, [logProjection, ...options.projections]);
    this.#ready = new Promise((resolve) => (this.#becomeReady = resolve));
  }

  async start(): Promise<void> {
    const file = await this.#folder.openLatest(this.options.store);
    if (file) {
      this.#folder.removeAllBut([file]);
      this.#serving = this.#fill(file);
    } else {
      // Whoever waits for ready() or queries learns of a failure from the status.
      this.rebuild().catch(() => undefined);
    }
  }

  get status(): ReadModelsStatus {
    return {
      file: this.#serving?.file.name,
      serving: this.#serving?.status,
      building: this.#building?.filling.status,
      ...(this.#buildError === undefined ? {} : { buildError: this.#buildError }),
    };
  }

  /** The point that reads show now. */
  get point(): LogPoint | undefined {
    return this.#serving?.file.point;
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  async query<T>(ask: (db: Pick<ReadDb, 'all'>, index: number) => T, options: QueryOptions = {}): Promise<ReadAnswer<T>> {
    const { asOf, atLeast, fresh, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    await this.#untilServing(timeoutMs);
    if (fresh) await this.#untilHead();
    if (atLeast !== undefined) await this.#until(atLeast, timeoutMs);
    const file = this.#servingFile();
    return file.read((db) => {
      const point = asOf === undefined ? file.point : resolveAsOf(db, asOf);
      if (point === undefined) throw errors.error('reads.building');
      const { position, index, effectiveAt } = point;
      return { value: ask(db, index), position, index, effectiveAt };
    });
  }

  async streamRevisionAt(stream: string, index: number): Promise<number> {
    const sql = 'SELECT revision FROM event_log WHERE stream = ? AND idx <= ? ORDER BY revision DESC LIMIT 1';
    return (await this.query((db) => db.all<{ revision: number }>(sql, stream, index))).value[0]?.revision ?? -1;
  }

  async eventIdAt(index: number): Promise<string | undefined> {
    const sql = 'SELECT event_id AS id FROM event_log WHERE idx = ?';
    return (await this.query((db) => db.all<{ id: string }>(sql, index))).value[0]?.id;
  }

  rebuild(): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the read models are closed'));
    this.#building ??= this.#build();
    return this.#building.done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const fillings = [this.#serving, this.#building?.filling].filter((filling) => filling !== undefined);
    await Promise.all(fillings.map((filling) => filling.stop()));
    await Promise.all(this.#retiring);
    for (const filling of fillings) filling.file.close();
    this.#serving = undefined;
  }

  #fill(file: ReadFile): Filling {
    const { store, registry, backoff, time, followed, elapsed = () => performance.now() } = this.options;
    return new Filling(file, {
      store,
      registry,
      elapsed,
      ...(backoff === undefined ? {} : { backoff }),
      ...(time === undefined ? {} : { time }),
      ...(followed === undefined ? {} : { followed }),
      onFilled: (filling, entries, head) => this.#filled(filling, entries, head),
    });
  }

  #build(): Building {
    const filling = this.#fill(this.#folder.create());
    let swapped: () => void = () => undefined;
    const done = new Promise<void>((resolve, reject) => {
      swapped = resolve;
      void filling.done.then(() => {
        if (this.#building?.filling !== filling) return;
        this.#building = undefined;
        if (this.#closed) return reject(new Error('the read models were closed'));
        this.#buildError = filling.status.error ?? 'stopped';
        filling.file.dispose();
        reject(new Error(`the read models could not be built: ${this.#buildError}`));
      });
    });
    return { filling, done, swapped };
  }

  #filled(filling: Filling, entries: readonly LogEntry[], head: boolean): void {
    // An empty log is no read model: the ledger's first event is on its way.
    if (filling === this.#building?.filling && head && filling.file.point && !this.#isBehindServing(filling.file.point)) this.#swap();
    if (filling !== this.#serving) return;
    if (entries.length > 0) this.#tellObserver(entries);
    if (head && filling.file.point) this.#becomeReady();
    if (filling.file.point) this.#arrivals.reached(filling.file.point.position);
  }

  /** An observer's mistake must not stop the reads. */
  #tellObserver(entries: readonly LogEntry[]): void {
    try {
      this.options.observe?.(entries);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  }

  /** Reads never go back: a new file serves only from where the old one stands. */
  #isBehindServing(point: LogPoint): boolean {
    const serving = this.#serving?.file.point;
    return serving !== undefined && serving.index > point.index;
  }

  #swap(): void {
    const building = this.#building as Building;
    const old = this.#serving;
    building.filling.file.markComplete();
    this.#serving = building.filling;
    this.#building = undefined;
    this.#buildError = undefined;
    const retired = this.#retire(old).finally(() => this.#retiring.delete(retired));
    this.#retiring.add(retired);
    void retired.then(building.swapped);
  }

  /** Queries run to their end at once, so that none is left in the old file. */
  async #retire(old: Filling | undefined): Promise<void> {
    await old?.stop();
    old?.file.dispose();
    const kept = [this.#serving, this.#building?.filling].flatMap((filling) => filling?.file ?? []);
    if (!this.#closed) this.#folder.removeAllBut(kept);
  }

  async #untilServing(timeoutMs: number): Promise<void> {
    if (this.#serving?.file.point) return;
    await within(this.#ready, timeoutMs);
  }

  #servingFile(): ReadFile {
    if (!this.#serving) throw errors.error('reads.building');
    return this.#serving.file;
  }

  async #untilHead(): Promise<void> {
    const head = await this.options.store.head();
    if (head !== undefined && !this.#hasReached(head)) await this.#arrivals.wait(head, FRESH_TIMEOUT_MS);
  }

  #hasReached(position: Position): boolean {
    return this.point !== undefined && comparePositions(this.point.position, position) >= 0;
  }

  async #until(atLeast: Position, timeoutMs: number): Promise<void> {
    if (!/^\d{1,40}$/.test(atLeast)) throw errors.error('reads.positionMalformed', { atLeast });
    if (this.#hasReached(atLeast) || (await this.#arrivals.wait(atLeast, timeoutMs))) return;
    throw errors.error('reads.behind', { atLeast, position: this.point?.position ?? null });
  }
}
