import { Injectable } from '@nestjs/common';
import {
  type Claim,
  type ClaimSet,
  claimsOf,
  clashesAmong,
  clashesOf,
  type Clash,
  dossierDecider,
  dossierId,
  noDossier,
} from '#libs/dossier';
import { CommandRunner, type QueryOptions, ReadModels } from '#libs/event-sourcing';
import { streamName } from '#libs/kernel';

const valid = (row: string): string => `${row}.valid_from <= ? AND (${row}.valid_to IS NULL OR ${row}.valid_to > ?)`;
/** Other parks that claim the same. */
const RIVALS = `
  SELECT DISTINCT a.park AS park FROM dossier_claims a
  WHERE a.year = ? AND a.metric = ? AND a.kind = ? AND a.subject = ? AND a.park <> ? AND ${valid('a')}`;
/** Parks that claim what another claims too. */
const SHARED = `
  SELECT DISTINCT a.park AS park FROM dossier_claims a
  JOIN dossier_claims b ON b.year = a.year AND b.metric = a.metric AND b.kind = a.kind AND b.subject = a.subject AND b.park <> a.park AND ${valid('b')}
  WHERE a.year = ? AND ${valid('a')} ORDER BY a.park`;

/**
 * Finds clashes (R5): the index of claims proposes which parks may meet, and their streams are read before anything is believed. `index`: as of that log
 * index; absent: the streams as they stand now, which is what a decision asks for.
 */
@Injectable()
export class ClashFinder {
  constructor(
    private readonly runner: CommandRunner,
    private readonly reads: ReadModels,
  ) {}

  /** Claims of the other parks that share a subject with these. */
  async rivalsOf(park: string, year: number, claims: readonly Claim[], index?: number): Promise<readonly ClaimSet[]> {
    if (claims.length === 0) return [];
    const { value: parks } = await this.reads.query((db, at) => {
      const rows = claims.flatMap(({ metric, kind, subject }) =>
        db.all<{ park: string }>(RIVALS, year, metric, kind, subject, park, at, at),
      );
      return [...new Set(rows.map((row) => row.park))].sort();
    }, asOf(index));
    return Promise.all(parks.map((other) => this.claimsIn(other, year, index)));
  }

  /** The clashes of one park's dossier, from the streams of all that take part. */
  async of(park: string, year: number, index?: number): Promise<readonly Clash[]> {
    const own = await this.claimsIn(park, year, index);
    return clashesOf(park, clashesAmong([own, ...(await this.rivalsOf(park, year, own.claims, index))]));
  }

  /** Every clash of a year. */
  async ofYear(year: number, index?: number): Promise<readonly Clash[]> {
    const ask = asOf(index);
    const { value: parks } = await this.reads.query(
      (db, at) => db.all<{ park: string }>(SHARED, at, at, year, at, at).map((row) => row.park),
      ask,
    );
    return clashesAmong(await Promise.all(parks.map((park) => this.claimsIn(park, year, index))));
  }

  private async claimsIn(park: string, year: number, index: number | undefined): Promise<ClaimSet> {
    const id = dossierId({ park, year });
    const revision = index === undefined ? undefined : await this.reads.streamRevisionAt(streamName(dossierDecider.category, id), index);
    const state = revision === -1 ? noDossier : (await this.runner.load(dossierDecider, id, revision)).state;
    return { park, year, claims: claimsOf(state) };
  }
}

function asOf(index: number | undefined): QueryOptions {
  return index === undefined ? { fresh: true } : { asOf: String(index) };
}
