import { claimsOfLines, type ClaimSet, clashesAmong, clashFault } from '#libs/dossier';
import { type FactLine, lineId } from '#libs/scheme';
import type { Findings } from './findings.js';
import type { ListRow, ParkList } from './lists.js';
import type { CheckSituation } from './situation.js';

/** R5, a warning on entry: what two parks claim, both in this file, or one of them in what stands today. Of lists without errors only. */
export function warnOfClashes(lists: readonly ParkList[], { year, scheme, claims = [] }: CheckSituation, findings: Findings): void {
  const rows = new Map<string, ListRow>();
  const sets = lists.map(({ park, form: { metric }, rows: listed }): ClaimSet => {
    const lines = listed.map((row) => {
      const id = lineId(metric.lines, row.line as never);
      rows.set(JSON.stringify([park, metric.code, id]), row);
      return { ...row.line, id } as unknown as FactLine;
    });
    return { park, year, claims: claimsOfLines(metric.code, lines) };
  });
  const listed = new Set(lists.map(({ park, form }) => `${park}\n${form.metric.code}`));
  // What a park delivers here takes the place of what it claims today.
  const standing = claims.map((set) => ({ ...set, claims: set.claims.filter(({ metric }) => !listed.has(`${set.park}\n${metric}`)) }));
  for (const clash of clashesAmong([...sets, ...standing])) {
    for (const { park, line } of clash.places) {
      const found = rows.get(JSON.stringify([park, clash.metric, line]));
      if (found) findings.warn(found.table.place(found.row), clashFault(clash, scheme));
    }
  }
}
