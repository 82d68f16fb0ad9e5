import { factVisibility, mayShowTotal } from '#libs/access';
import type { Caller } from '#libs/kernel';
import { metricOfMeasure, type Scheme } from '#libs/scheme';
import type { MeasuredLine, ScoringInput, Sheet } from '#libs/scoring';
import type { Why, WhyIndicator, WhyInput, WhyTerm } from './why.js';

/** Of the parks that a sheet is compared with: whether a total may be told without giving a taxpayer away. */
export interface Peers {
  totalMayShow(park: string, side: 'current' | 'base', measure: string): boolean;
}

/** The peers of a run, from what it scored. */
export function peersOf(input: ScoringInput): Peers {
  const parks = new Map(input.parks.map((park) => [park.id, park.facts]));
  return { totalMayShow: (park, side, measure) => linesMayShow(parks.get(park)?.[side][measure]?.lines) };
}

/**
 * A sheet as a caller may see it (readings, «Confidential»). Who may not see an enterprise's tax, revenue or R&D gets no line of them, and of a park's total nothing
 * where it would give a taxpayer away, nor an exact value that it could be computed back from: the published digits of the row remain. Best and worst are shown by
 * value, unnamed, and none that comes from a park whose total may not be told.
 */
export function sheetFor<T extends Why | Sheet>(caller: Caller, tree: T, scheme: Scheme, peers: Peers): T {
  if (seesAll(caller, tree.park)) return tree;
  const view = new View(caller, tree.park, scheme, peers);
  const indicators = tree.indicators.map((indicator) => view.indicator(indicator as WhyIndicator));
  const whole = tree.indicators.every((indicator) => view.isOpen((indicator as WhyIndicator).terms));
  return { ...tree, indicators, ...(whole || tree.exactTotal === undefined ? {} : { exactTotal: tree.total }) };
}

function seesAll(caller: Caller, park: string): boolean {
  return factVisibility(caller, park, { submits: '', verifies: '', confidential: true }) === 'full';
}

class View {
  constructor(
    private readonly caller: Caller,
    private readonly park: string,
    private readonly scheme: Scheme,
    private readonly peers: Peers,
  ) {}

  indicator(indicator: WhyIndicator): WhyIndicator {
    const terms = indicator.terms.map((term) => this.term(term));
    return this.isOpen(indicator.terms) ? { ...indicator, terms } : { ...indicator, terms, exact: indicator.score };
  }

  /** Whether nothing below gives away a total that the caller may not know. */
  isOpen(terms: readonly WhyTerm[]): boolean {
    return terms.every((term) => this.inputsOf(term).every((input) => this.visibilityOf(input) === 'full' || this.totalMayShow(input)));
  }

  private term({ best, worst, ...term }: WhyTerm): WhyTerm {
    const terms = term.terms?.map((each) => this.term(each));
    const inputs = term.inputs?.map((input) => this.input(input));
    const open = this.isOpen([term]);
    const extremes = Object.entries({ best, worst }).flatMap(([which, extreme]) => {
      if (!open || extreme === undefined) return [];
      return extreme.park === null || this.peerMayShow(extreme.park, term) ? [[which, { park: null, value: extreme.value }]] : [];
    });
    return {
      ...term,
      ...(open ? { value: term.value } : { value: null, withheld: true }),
      ...(Object.fromEntries(extremes) as Pick<WhyTerm, 'best' | 'worst'>),
      ...(terms && { terms }),
      ...(inputs && { inputs }),
    };
  }

  private input(input: WhyInput): WhyInput {
    const visibility = this.visibilityOf(input);
    if (visibility === 'full') return input;
    const { lines: _lines, history: _history, fact, ...rest } = input;
    return { ...rest, value: this.totalMayShow(input) ? input.value : null, ...(fact && visibility !== 'none' ? { fact } : {}) };
  }

  /** All inputs at and below a term. */
  private inputsOf(term: WhyTerm): readonly WhyInput[] {
    return [...(term.inputs ?? []), ...(term.terms ?? []).flatMap((each) => this.inputsOf(each))];
  }

  private visibilityOf(input: WhyInput): ReturnType<typeof factVisibility> {
    const metric = metricOfMeasure(this.scheme, input.measure);
    return metric ? factVisibility(this.caller, this.park, metric) : 'full';
  }

  private totalMayShow(input: WhyInput): boolean {
    return this.visibilityOf(input) === 'total' && (input.value === null || linesMayShow(input.lines));
  }

  private peerMayShow(park: string, term: Omit<WhyTerm, 'best' | 'worst'>): boolean {
    return this.inputsOf(term).every(
      ({ side, measure }) => !metricOfMeasure(this.scheme, measure)?.confidential || this.peers.totalMayShow(park, side, measure),
    );
  }
}

function linesMayShow(lines: readonly MeasuredLine[] | undefined): boolean {
  return mayShowTotal((lines ?? []).filter((line) => line.counted).map((line) => line.contribution ?? '0'));
}
