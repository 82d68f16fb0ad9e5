import { verificationErrors } from '#libs/verification';
import type { Bundle } from '../bundle/bundle.js';
import type { BundleLedger } from '../ledger/bundle-ledger.js';
import { auditorErrors as errors } from '../errors.js';
import { differenceOf } from '../report/difference.js';
import type { Difference } from '../report/report.js';
import { base64, type HeadsChecked } from '../verify/heads.js';
import { type Relation, relationOf } from './relation.js';
import { type ResultChange, resultChanges } from './results.js';

/** One of the two bundles, read. */
export interface Side {
  readonly bundle: Bundle;
  readonly heads: HeadsChecked;
  readonly ledger: BundleLedger;
}

export interface BundleDifference {
  readonly relation: Relation | { readonly kind: 'otherLedger' };
  /** Events that the longer has and the shorter not, by type, the most frequent first. */
  readonly added: readonly { readonly type: string; readonly events: number }[];
  readonly results: readonly ResultChange[];
  /** What speaks against one of the bundles or both. That one continues the other is no difference of this kind. */
  readonly differences: readonly Difference[];
}

export async function diffBundles(before: Side, after: Side): Promise<BundleDifference> {
  const own = [...headDifferences(before), ...headDifferences(after)];
  const [one, other] = [before.bundle.manifest.ledgerId, after.bundle.manifest.ledgerId];
  if (one !== other) {
    const difference = differenceOf(errors.fault('auditor.otherLedgers', { one, other }), {}, { expected: one, found: other });
    return { relation: { kind: 'otherLedger' }, added: [], results: [], differences: [...own, difference] };
  }
  const relation = relationOf(before.ledger.log.tree, after.ledger.log.tree);
  return {
    relation,
    added: addedBy(relation, before, after),
    results: relation.kind === 'same' ? [] : await resultChanges(before.ledger, after.ledger),
    differences: [...own, ...forkDifferences(relation, before, after)],
  };
}

/** A bundle whose events are not those that its own checkpoint signs shows nothing about the other. */
function headDifferences({ bundle, heads, ledger }: Side): Difference[] {
  const found = heads.differences.map((difference) => ({
    ...difference,
    place: { ...difference.place, file: `${bundle.file}: ${difference.place.file ?? ''}` },
  }));
  const { head } = heads;
  if (!head) return found;
  const { tree } = ledger.log;
  const place = { file: bundle.file };
  if (head.size !== tree.size) {
    const sides = { expected: String(head.size), found: String(tree.size) };
    return [...found, differenceOf(verificationErrors.fault('verification.sizeDiffers', sides), place, sides)];
  }
  const sides = { expected: base64(head.root), found: base64(tree.root()) };
  if (sides.expected === sides.found) return found;
  return [
    ...found,
    differenceOf(verificationErrors.fault('verification.rootDiffers', { size: String(head.size), ...sides }), place, sides),
  ];
}

function forkDifferences(relation: Relation, before: Side, after: Side): Difference[] {
  if (relation.kind !== 'fork') return [];
  const { index } = relation;
  const split = splitViews(before, after);
  return [...split, differenceOf(errors.fault('auditor.bundlesFork', { index }), { index, ...placeAt(after, index) })];
}

function placeAt({ ledger }: Side, index: number) {
  const type = ledger.log.types[index];
  return type === undefined ? {} : { type };
}

/** Two checkpoints of one log and one size with two roots: signed, they prove that the log shows two histories. */
function splitViews(before: Side, after: Side): Difference[] {
  const others = headsOf(after);
  return headsOf(before).flatMap(({ origin, size, root }) =>
    others.flatMap((other) => {
      const [one, two] = [base64(root), base64(other.root)];
      if (other.origin !== origin || other.size !== size || one === two) return [];
      const fault = errors.fault('auditor.splitView', { origin, size: String(size), one, other: two });
      return [differenceOf(fault, { index: Number(size) - 1, from: 0 }, { expected: one, found: two })];
    }),
  );
}

const headsOf = ({ heads: { head, earlier } }: Side) => [...earlier.map(({ checkpoint }) => checkpoint), ...(head ? [head] : [])];

function addedBy(relation: Relation, before: Side, after: Side): BundleDifference['added'] {
  if (relation.kind !== 'continued') return [];
  const { types } = (relation.by === 'after' ? after : before).ledger.log;
  const counts = new Map<string, number>();
  for (const type of types.slice(relation.from)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, events]) => ({ type, events })).sort((a, b) => b.events - a.events || (a.type < b.type ? -1 : 1));
}
