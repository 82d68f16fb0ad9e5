import { evidenceIn } from '#libs/evidence';
import type { EvaluationEvent, EvaluationEventOf } from '#libs/evaluation';
import type { StoredEvent } from '#libs/event-store';
import { canonicalJson, leaf, parseStreamName, sha256 } from '#libs/kernel';
import { type Checkpoint, leafHash, RunningRoot } from '#libs/transparency';
import { writingErrors as errors } from './errors.js';
import { logEvents } from './log-events.js';
import { type BundleRequest, isAsked } from './request.js';
import type { BundleSources } from './sources.js';

/** A finalised edition, and where the log says so. */
export interface FinalisedEdition {
  readonly year: number;
  readonly edition: number;
  readonly run: number;
  readonly event: { readonly id: string; readonly index: bigint };
}

/** A year's evaluation as far as the checkpoint goes. */
export interface SurveyedYear {
  readonly year: number;
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly finalised: readonly FinalisedEdition[];
  /** The newest proposed run. */
  readonly proposed?: number;
}

/** What must be known of the log before the first byte is written: names, hashes and places, never the events themselves. */
export interface Survey {
  readonly checkpoint: Checkpoint;
  readonly ledgerId: string;
  readonly jurisdiction: string;
  readonly sample: boolean;
  /** The years asked for, in order. */
  readonly years: readonly SurveyedYear[];
  /** Canonical content of each drafted scheme by its hash. */
  readonly schemes: ReadonlyMap<string, string>;
  /** Name of each park by its code, as amended last. */
  readonly parkNames: ReadonlyMap<string, string>;
  /** Events that get a proof of their own. */
  readonly proofs: readonly { readonly id: string; readonly index: bigint }[];
  /** Files that the events shown whole refer to. */
  readonly evidence: readonly string[];
}

/** Types of events that are worth showing alone. */
const proven: ReadonlySet<string> = new Set<EvaluationEvent['type'] | 'RunCompleted' | 'ParkScored'>([
  'ResultsFinalised',
  'RunCompleted',
  'ParkScored',
]);

/**
 * Reads the log up to the checkpoint once and holds its root against it.
 * @throws `bundle.rootDiffers`, `bundle.logShorter`, `bundle.yearUnknown`, `bundle.notPublished`
 */
export async function surveyLog(sources: Pick<BundleSources, 'store'>, checkpoint: Checkpoint, request: BundleRequest): Promise<Survey> {
  const surveyor = new Surveyor(request);
  const root = new RunningRoot();
  for await (const { index, event } of logEvents(sources.store, checkpoint.size)) {
    root.add(leafHash(Buffer.from(leaf(event), 'utf8')));
    surveyor.see(index, event);
  }
  if (!Buffer.from(root.root()).equals(checkpoint.root)) throw errors.error('bundle.rootDiffers', { size: checkpoint.size.toString() });
  return surveyor.result(checkpoint);
}

type Building<T> = { -readonly [K in keyof T]: T[K] };
type BuildingYear = Building<Omit<SurveyedYear, 'finalised'>> & { readonly finalised: FinalisedEdition[] };

class Surveyor {
  readonly #years = new Map<number, BuildingYear>();
  readonly #schemes = new Map<string, string>();
  readonly #parkNames = new Map<string, string>();
  readonly #proofs: { id: string; index: bigint }[] = [];
  readonly #evidence = new Set<string>();
  readonly #erased = new Set<string>();
  #ledger: Pick<Survey, 'ledgerId' | 'jurisdiction' | 'sample'> = { ledgerId: '', jurisdiction: '', sample: false };

  constructor(private readonly request: BundleRequest) {}

  see(index: bigint, event: StoredEvent): void {
    if (event.type === 'EvidenceErased') this.#erased.add((JSON.parse(event.data) as { readonly hash: string }).hash);
    if (!isAsked(event.stream, this.request)) return;
    const { category, id } = parseStreamName(event.stream);
    if (proven.has(event.type)) this.#proofs.push({ id: event.id, index });
    const data: unknown = this.request.kind === 'whole' || read.has(category) ? JSON.parse(event.data) : undefined;
    if (this.request.kind === 'whole') for (const hash of evidenceIn(data)) this.#evidence.add(hash);
    if (category === 'evaluation') this.#evaluation(Number.parseInt(id, 10), { index, id: event.id }, { type: event.type, data });
    if (event.type === 'SchemeDrafted') this.#scheme(data as { hash: string; content: unknown });
    if (event.type === 'LedgerOpened') this.#ledger = data as Pick<Survey, 'ledgerId' | 'jurisdiction' | 'sample'>;
    if (category === 'park') this.#park(id, data as { readonly name?: unknown });
  }

  /** @throws `bundle.yearUnknown`, `bundle.notPublished` */
  result(checkpoint: Checkpoint): Survey {
    const { kind, years } = this.request;
    for (const year of years === 'all' ? [] : years) if (!this.#years.has(year)) throw errors.error('bundle.yearUnknown', { year });
    const known = [...this.#years.values()].sort((a, b) => a.year - b.year);
    const unpublished = known.filter(({ finalised }) => finalised.length === 0).map(({ year }) => year);
    if (kind === 'public' && (years === 'all' ? unpublished.length === known.length : unpublished.length > 0)) {
      throw errors.error('bundle.notPublished', { years: unpublished.length === 0 ? '账本' : `${unpublished.join('、')} 年度` });
    }
    const { ledgerId, jurisdiction, sample } = this.#ledger;
    return {
      checkpoint,
      ...{ ledgerId, jurisdiction, sample },
      years: known.filter(({ finalised }) => kind === 'whole' || finalised.length > 0),
      schemes: this.#schemes,
      parkNames: this.#parkNames,
      proofs: this.#proofs,
      evidence: [...this.#evidence].filter((hash) => !this.#erased.has(hash)).sort(),
    };
  }

  #evaluation(
    year: number,
    place: { readonly id: string; readonly index: bigint },
    event: { readonly type: string; readonly data: unknown },
  ): void {
    if (event.type === 'EvaluationOpened') {
      const { scheme } = event.data as EvaluationEventOf<'EvaluationOpened'>['data'];
      this.#years.set(year, { year, scheme, finalised: [] });
    }
    const known = this.#years.get(year);
    if (!known) return;
    if (event.type === 'ResultsProposed') known.proposed = (event.data as EvaluationEventOf<'ResultsProposed'>['data']).run;
    if (event.type !== 'ResultsFinalised') return;
    const { edition, run } = event.data as EvaluationEventOf<'ResultsFinalised'>['data'];
    known.finalised.push({ year, edition, run, event: place });
  }

  #scheme({ hash, content }: { readonly hash: string; readonly content: unknown }): void {
    const text = canonicalJson(content);
    if (sha256(text) === hash) this.#schemes.set(hash, text);
  }

  #park(code: string, { name }: { readonly name?: unknown }): void {
    if (typeof name === 'string') this.#parkNames.set(code, name);
  }
}

/** Categories whose data a public bundle's survey reads. */
const read: ReadonlySet<string> = new Set(['ledger', 'scheme', 'evaluation', 'park']);
