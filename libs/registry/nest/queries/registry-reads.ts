import { Injectable } from '@nestjs/common';
import { type QueryOptions, type ReadDb, ReadModels, VALID_AT } from '#libs/event-sourcing';
import type { Enterprise, Park, Tenancy, Zone } from '#libs/registry';
import { type Answer, toRead } from '#libs/http';

type Cell = string | number;
export type Asking = Pick<ReadDb, 'all'>;

/** The state that a row of each table holds. */
interface States {
  registry_zones: Zone;
  registry_parks: Park;
  registry_enterprises: Enterprise;
  registry_tenancies: Tenancy;
}
export type RegistryTable = keyof States;
/** A thing of the registry with its id. */
export type Row<T extends RegistryTable> = States[T] & { readonly id: string };

/** One page of a list, by id: `after` is the last id of the page before. */
export interface Page {
  readonly after?: string;
  readonly limit?: number;
}
const MOST = 1000;

/** Everything the registry asks of its read models. */
@Injectable()
export class RegistryReads {
  constructor(private readonly models: ReadModels) {}

  /** Asks at one point of the log, and says which. */
  async ask<T>(question: (db: Asking, index: number) => T, at: QueryOptions = {}): Promise<Answer<T>> {
    return toRead(await this.models.query(question, at));
  }

  /** Candidates only: whoever decides reads each one's stream. */
  async enterprisesByUscc(uscc: string): Promise<readonly string[]> {
    const { data } = await this.ask((db, index) => rows(db, 'registry_enterprises', index, { uscc }));
    return data.map((row) => row.id);
  }

  /** Candidates only, as above: tenancies of an enterprise in a park. */
  async tenanciesOf(park: string, enterprise: string): Promise<readonly string[]> {
    const { data } = await this.ask((db, index) => rows(db, 'registry_tenancies', index, { park, enterprise }));
    return data.map((row) => row.id);
  }
}

/** Rows of a table that are valid at an index and have these cells, by id. Names of tables and columns are the program's own words, never input. */
export function rows<T extends RegistryTable>(
  db: Asking,
  table: T,
  index: number,
  cells: Readonly<Record<string, Cell | undefined>> = {},
  page: Page & { readonly all?: boolean } = { all: true },
): Row<T>[] {
  const given = Object.entries(cells).filter((cell): cell is [string, Cell] => cell[1] !== undefined);
  const conditions = [VALID_AT, ...given.map(([name]) => `${name} = ?`), ...(page.after === undefined ? [] : ['id > ?'])];
  const limit = page.all ? '' : ` LIMIT ${Math.min(page.limit ?? MOST, MOST)}`;
  const found = db.all<{ id: string; state: string }>(
    `SELECT id, state FROM ${table} WHERE ${conditions.join(' AND ')} ORDER BY id${limit}`,
    index,
    index,
    ...given.map(([, value]) => value),
    ...(page.after === undefined ? [] : [page.after]),
  );
  return found.map(({ id, state }) => ({ ...(JSON.parse(state) as States[T]), id }));
}

/** The one row of a table with this id that is valid at an index. */
export function row<T extends RegistryTable>(db: Asking, table: T, index: number, id: string): Row<T> | undefined {
  return rows(db, table, index, { id })[0];
}
