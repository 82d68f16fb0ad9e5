import type { FactLine } from '#libs/scheme';

export type Verdict = 'confirmed' | 'returned' | 'struck';

/** A fact as it would stand in its dossier. */
export interface BookedFact {
  readonly metric: string;
  readonly version: number;
  readonly lines: readonly FactLine[];
  readonly deliveredBy: string;
  readonly status: 'submitted' | 'verified' | 'returned';
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly declared: boolean;
  readonly reviewed: boolean;
  /** A written explanation of this version was given. */
  readonly explained: boolean;
}

interface Dossier {
  readonly facts: Map<string, BookedFact>;
  frozen?: number;
  /** Declared since the last review. */
  pending: boolean;
}

/**
 * What has been delivered and said of it so far, by dossier: the planner needs the versions that its commands name. It decides nothing; the ledger does.
 */
export class FactBook {
  private readonly dossiers = new Map<string, Dossier>();

  private dossier(park: string, year: number): Dossier {
    const key = `${park}_${year}`;
    const known = this.dossiers.get(key) ?? { facts: new Map<string, BookedFact>(), pending: false };
    this.dossiers.set(key, known);
    return known;
  }

  /** Parks that have delivered anything of a year, in order. */
  parks(year: number): readonly string[] {
    return [...this.dossiers.keys()]
      .filter((key) => key.endsWith(`_${year}`))
      .map((key) => key.slice(0, key.lastIndexOf('_')))
      .sort();
  }

  fact(park: string, year: number, metric: string): BookedFact | undefined {
    return this.dossiers.get(`${park}_${year}`)?.facts.get(metric);
  }

  facts(park: string, year: number): readonly BookedFact[] {
    return [...(this.dossiers.get(`${park}_${year}`)?.facts.values() ?? [])];
  }

  /** A fact that is to be verified: delivered and not judged, and a claim (one of `claims`) reviewed by the county. */
  awaiting(park: string, year: number, metric: string, claims: ReadonlySet<string>): BookedFact | undefined {
    const fact = this.fact(park, year, metric);
    return fact?.status === 'submitted' && (!claims.has(metric) || fact.reviewed) ? fact : undefined;
  }

  deliver(park: string, year: number, metric: string, lines: readonly FactLine[], deliveredBy: string): BookedFact {
    const { facts } = this.dossier(park, year);
    const version = (facts.get(metric)?.version ?? 0) + 1;
    // A correction keeps the declaration and the review; only a first delivery needs them.
    const { declared, reviewed } = facts.get(metric) ?? { declared: false, reviewed: false };
    const fact: BookedFact = {
      metric,
      version,
      lines,
      deliveredBy,
      status: 'submitted',
      verdicts: new Map(),
      declared,
      reviewed,
      explained: false,
    };
    facts.set(metric, fact);
    return fact;
  }

  verify(park: string, year: number, metric: string, verdicts: ReadonlyMap<string, Verdict>): void {
    this.change(park, year, metric, { status: 'verified', verdicts });
  }

  explain(park: string, year: number, metric: string): BookedFact {
    this.change(park, year, metric, { explained: true });
    return this.fact(park, year, metric) as BookedFact;
  }

  return(park: string, year: number, metric: string): void {
    this.change(park, year, metric, { status: 'returned' });
  }

  private change(park: string, year: number, metric: string, change: Partial<BookedFact>): void {
    const { facts } = this.dossier(park, year);
    const fact = facts.get(metric);
    if (!fact) throw new RangeError(`nothing delivered: ${metric} of ${park} ${year}`);
    facts.set(metric, { ...fact, ...change });
  }

  /** The confirmed roster's version if it is not frozen yet. */
  unfrozenRoster(park: string, year: number): number | undefined {
    const dossier = this.dossier(park, year);
    const roster = dossier.facts.get('tenantRoster');
    return roster?.status === 'verified' && dossier.frozen !== roster.version ? roster.version : undefined;
  }

  freeze(park: string, year: number, version: number): void {
    this.dossier(park, year).frozen = version;
  }

  undeclared(park: string, year: number, claims: ReadonlySet<string>): boolean {
    return this.facts(park, year).some((fact) => claims.has(fact.metric) && !fact.declared);
  }

  declare(park: string, year: number): void {
    this.mark(park, year, { declared: true });
    this.dossier(park, year).pending = true;
  }

  awaitsReview(park: string, year: number): boolean {
    return this.dossiers.get(`${park}_${year}`)?.pending ?? false;
  }

  review(park: string, year: number, passed: boolean): void {
    const dossier = this.dossier(park, year);
    if (passed) {
      for (const [metric, fact] of dossier.facts) if (fact.declared) dossier.facts.set(metric, { ...fact, reviewed: true });
    } else {
      for (const [metric, fact] of dossier.facts) dossier.facts.set(metric, { ...fact, declared: fact.reviewed });
    }
    dossier.pending = false;
  }

  private mark(park: string, year: number, change: Partial<BookedFact>): void {
    const { facts } = this.dossier(park, year);
    for (const [metric, fact] of facts) facts.set(metric, { ...fact, ...change });
  }
}
