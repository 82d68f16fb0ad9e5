import { canonicalJson } from '#libs/kernel';
import type { ParkResult } from '#libs/scoring';
import type { Cause, EditionResult } from './differences.js';
import { changedKeys } from './row-causes.js';

const rankOf = (park: ParkResult | undefined): number | null => (park?.status === 'ranked' ? park.rank : null);

/** Why a park's rank differs: who passed it or was passed, who entered or left before it, a ruling, or its own standing. */
export function rankCauses(park: string, before: EditionResult, after: EditionResult): Cause[] {
  const left = new Map(before.result.parks.map((one) => [one.park, rankOf(one)]));
  const right = new Map(after.result.parks.map((one) => [one.park, rankOf(one)]));
  const own = [left.get(park) ?? null, right.get(park) ?? null] as const;
  if (own[0] === null || own[1] === null) return [{ kind: 'status', aspects: statusAspects(park, before, after) }];
  const [mine, now] = own;
  const overtaken: string[] = [];
  const overtook: string[] = [];
  const joined: string[] = [];
  const leftBefore: string[] = [];
  for (const other of new Set([...left.keys(), ...right.keys()])) {
    if (other === park) continue;
    const [was, is] = [left.get(other) ?? null, right.get(other) ?? null];
    // "Ahead" includes the shared rank's other side: who was not ahead and now is.
    const ahead = [was !== null && was < mine, is !== null && is < now] as const;
    if (!ahead[0] && ahead[1]) (was === null ? joined : overtaken).push(other);
    if (ahead[0] && !ahead[1]) (is === null ? leftBefore : overtook).push(other);
  }
  const causes: Cause[] = [];
  if (overtaken.length > 0) causes.push({ kind: 'overtaken', by: overtaken.sort() });
  if (overtook.length > 0) causes.push({ kind: 'overtook', parks: overtook.sort() });
  if (joined.length > 0) causes.push({ kind: 'joined', parks: joined.sort() });
  if (leftBefore.length > 0) causes.push({ kind: 'left', parks: leftBefore.sort() });
  if (rulingOn(park, before) !== rulingOn(park, after)) causes.push({ kind: 'ruling' });
  return causes;
}

/** The last ruling that names a park. */
function rulingOn(park: string, { input }: EditionResult): string {
  return canonicalJson(input.rulings.ties.filter((group) => group.includes(park)).at(-1) ?? null);
}

/** Which parts of a park's standing differ; `participation` where it takes part in one of the two only. */
export function statusAspects(park: string, before: EditionResult, after: EditionResult): string[] {
  const left = before.input.parks.find((one) => one.id === park);
  const right = after.input.parks.find((one) => one.id === park);
  if (!left || !right) return ['participation'];
  const aspects = changedKeys(left.status, right.status);
  const { resultDay } = before.input;
  return resultDay === after.input.resultDay ? aspects : [...aspects, 'resultDay'];
}

/** Why a tier differs: the rank, the number of ranked parks (R35), a tie, or the scheme's readings on tiers. */
export function tierCauses(park: string, before: EditionResult, after: EditionResult): Cause[] {
  const [left, right] = [before, after].map((edition) => edition.result.parks.find((one) => one.park === park));
  const causes: Cause[] = [];
  const ranks = [rankOf(left), rankOf(right)] as const;
  if (ranks[0] !== ranks[1]) causes.push({ kind: 'rank', before: ranks[0], after: ranks[1] });
  const counts = [before.result.rankedCount, after.result.rankedCount] as const;
  if (counts[0] !== counts[1]) causes.push({ kind: 'rankedCount', before: counts[0], after: counts[1] });
  const ties = [before, after].map(({ result }) => result.unresolvedTies.find((tie) => tie.parks.includes(park)));
  if (canonicalJson(ties[0] ?? null) !== canonicalJson(ties[1] ?? null)) {
    causes.push({ kind: 'tie', parks: [...((ties[1] ?? ties[0])?.parks ?? [])] });
  }
  if (rulingOn(park, before) !== rulingOn(park, after)) causes.push({ kind: 'ruling' });
  return [...causes, ...schemeCauses(before, after, ['tierASize', 'tierAMinScore', 'tierCMaxShare', 'tierCScoreBelow', 'transition'])];
}

/** Readings that differ between the schemes of two editions, of those asked for (all where none are named). */
export function schemeCauses(before: EditionResult, after: EditionResult, of?: readonly string[]): Cause[] {
  const readings = changedKeys(before.input.scheme.readings, after.input.scheme.readings).filter((key) => !of || of.includes(key));
  return readings.length > 0 ? [{ kind: 'scheme', readings }] : [];
}
