import { type Caller, fraction } from '#libs/kernel';

/** How much of a park's fact somebody may see: everything, only its state and total, only its state, or nothing at all. */
export type Visibility = 'full' | 'total' | 'state' | 'none';

/** What the rules need to know of a metric: who handles it, and whether its lines are an enterprise's tax, revenue or R&D. */
export interface VisibleMetric {
  readonly submits: string;
  readonly verifies: string;
  /** 税收征管法 第8条; 统计法 第28条: amounts of a single enterprise. */
  readonly confidential: boolean;
}

/**
 * Who sees what of a fact (readings, «Confidential»): per-enterprise tax, revenue and R&D are for the delivering department, the task force and auditors;
 * a park sees no other park's lines, and of its tenants' amounts the total at most (`mayShowTotal` decides whether even that).
 */
export function factVisibility(caller: Caller, park: string, metric: VisibleMetric): Visibility {
  switch (caller.role) {
    case 'taskForce':
    case 'auditor':
    case 'process':
      return 'full';
    case 'department':
      if (caller.department === metric.submits || caller.department === metric.verifies) return 'full';
      return metric.confidential ? 'state' : 'full';
    case 'county':
      return metric.confidential ? 'state' : 'full';
    case 'park':
      if (caller.park !== park) return 'none';
      return metric.confidential ? 'total' : 'full';
    case 'admin':
      return 'state';
    default: {
      const unknown: never = caller.role;
      throw new Error(`role without a rule: ${String(unknown)}`);
    }
  }
}

/** Fewer taxpayers than this behind a total would give one of them away. */
const FEWEST_TAXPAYERS = 3;
/** A single taxpayer with more than this share of the total is given away by it. */
const LARGEST_SHARE = '0.8';

/**
 * Whether a total may be shown to who may not see its lines: at least 3 taxpayers stand behind it and none has more than 80 % of it. Amounts (decimals, or exact
 * quotients `n/d`) are taken by their size, so that a refund hides nobody.
 */
export function mayShowTotal(amounts: readonly string[]): boolean {
  const sizes = amounts.map((amount) => fraction(amount).abs()).filter((size) => size.compare(0) > 0);
  if (sizes.length < FEWEST_TAXPAYERS) return false;
  const limit = sizes.reduce((sum, size) => sum.add(size)).mul(fraction(LARGEST_SHARE));
  return sizes.every((size) => size.compare(limit) <= 0);
}

/** Whether the caller may see results that are not published yet (trial ranking, what-if, a proposed run). */
export function maySeeUnpublished(caller: Caller): boolean {
  return caller.role === 'taskForce' || caller.role === 'auditor' || caller.role === 'process';
}
