import { claimsOfLines, type ClaimSet, clashesAmong, clashFault } from '#libs/dossier';
import { type FactLine, lineId } from '#libs/scheme';
import { STEP } from '../steps.js';
import type { Findings } from './findings.js';
import type { ListRow, ParkList } from './lists.js';
import type { CheckSituation } from './situation.js';

/** R5, a warning on entry: what two parks claim, both in this file, or one of them in what stands today. Of lists without errors only. In steps. */
export function* warnOfClashes(
  lists: readonly ParkList[],
  { year, scheme, claims = [] }: CheckSituation,
  findings: Findings,
): Generator<undefined, void> {
  const sets: ClaimSet[] = [];
  let since = 0;
  for (const list of lists) {
    const { park, form, rows } = list;
    const lines = rows.map((row) => ({ ...row.line, id: idOf(list, row) }) as unknown as FactLine);
    sets.push({ park, year, claims: claimsOfLines(form.metric.code, lines) });
    since += rows.length;
    if (since < STEP) continue;
    since = 0;
    yield;
  }
  const listed = new Map(lists.map((list) => [keyOf(list.park, list.form.metric.code), list]));
  // What a park delivers here takes the place of what it claims today.
  const standing = claims.map((set) => ({ ...set, claims: set.claims.filter(({ metric }) => !listed.has(keyOf(set.park, metric))) }));
  yield;
  const rows = new Map<string, ReadonlyMap<string, ListRow>>();
  for (const clash of clashesAmong([...sets, ...standing])) {
    for (const { park, line } of clash.places) {
      const key = keyOf(park, clash.metric);
      const list = listed.get(key);
      if (list && !rows.has(key)) rows.set(key, new Map(list.rows.map((row) => [idOf(list, row), row])));
      const found = rows.get(key)?.get(line);
      if (found) findings.warn(found.table.place(found.row), clashFault(clash, scheme));
    }
  }
}

const idOf = ({ form }: ParkList, { line }: ListRow): string => lineId(form.metric.lines, line as never);
const keyOf = (park: string, metric: string): string => `${park}\n${metric}`;
