import type { Row, Scheme } from '#libs/scheme';
import { assessed } from './assessed.js';
import { checklist } from './checklist.js';
import { choice } from './choice.js';
import { countedAndCapped } from './counted-and-capped.js';
import { efficacy } from './efficacy.js';
import type { ParkInput } from './input.js';
import type { RowScore } from './sheet.js';
import { steps } from './steps.js';
import { table } from './table.js';

/**
 * The exact points of one row for every park that is scored, by park. `ranked` are the ids of those that take part: only they are compared with one
 * another. Parks come in order of id.
 */
export function scoreRow(
  row: Row,
  scheme: Scheme,
  year: number,
  parks: readonly ParkInput[],
  ranked: ReadonlySet<string>,
): ReadonlyMap<string, RowScore> {
  const { rule } = row;
  const { readings } = scheme;
  const each = (score: (park: ParkInput) => RowScore): ReadonlyMap<string, RowScore> =>
    new Map(parks.map((park) => [park.id, score(park)]));
  switch (rule.kind) {
    case 'efficacy':
      return efficacy(row, rule, parks, ranked, readings);
    case 'choice':
      return each((park) => choice(rule, park, readings));
    case 'steps':
      return each((park) => steps(rule, park, readings));
    case 'countedAndCapped':
      return each((park) => countedAndCapped(rule, park));
    case 'checklist':
      return each((park) => checklist(rule, park, readings));
    case 'assessed':
      return each((park) => assessed(rule, park));
    case 'table':
      return each((park) => table(row, rule, park, year, readings));
  }
}
