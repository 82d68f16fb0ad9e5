import type { QueryBus } from '@nestjs/cqrs';
import type { QueryOptions } from '#libs/event-sourcing';
import { EnterprisesQuery, ParksQuery, type ParkView } from './queries.js';

/** Rows of one page. */
const PAGE = 1000;
/** So many enterprises are looked up one by one; for more the whole register is read. */
const FEW = 200;

/** Every park of the register. */
export function allParks(queries: QueryBus, at: QueryOptions): Promise<readonly ParkView[]> {
  return everyPage((page) => queries.execute(new ParksQuery(page, at)));
}

/** Names of enterprises by their codes: of those that are asked about, or of all. One whose name can't be read is not in it. */
export async function enterpriseNames(
  queries: QueryBus,
  at: QueryOptions,
  codes?: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const few = codes !== undefined && codes.size <= FEW;
  const found = few
    ? (await Promise.all([...codes].map((uscc) => queries.execute(new EnterprisesQuery({ uscc }, at))))).flatMap(({ data }) => data)
    : await everyPage((page) => queries.execute(new EnterprisesQuery(page, at)));
  return new Map(found.flatMap(({ uscc, name }) => (name === null ? [] : [[uscc, name] as const])));
}

/** A whole list that is answered page by page. */
async function everyPage<Row extends { readonly id: string }>(
  ask: (page: { readonly limit: number; readonly after?: string }) => Promise<{ readonly data: readonly Row[] }>,
): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const { data } = await ask({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    all.push(...data);
    if (data.length < PAGE) return all;
  }
}
