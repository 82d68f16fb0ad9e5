import { Injectable } from '@nestjs/common';
import { type Claim, type ClaimSet, claimsOf, clashesAmong, clashesOf, type Clash, dossierDecider, dossierId } from '#libs/dossier';
import { CommandRunner, ReadModels } from '#libs/event-sourcing';

/** Parks that claim the same. */
const RIVALS = `
  SELECT DISTINCT park FROM dossier_claims
  WHERE year = ? AND metric = ? AND kind = ? AND subject = ? AND park <> ? AND valid_to IS NULL ORDER BY park`;
const SHARED = `
  SELECT DISTINCT a.park AS park FROM dossier_claims a
  JOIN dossier_claims b ON b.year = a.year AND b.metric = a.metric AND b.kind = a.kind AND b.subject = a.subject AND b.park <> a.park AND b.valid_to IS NULL
  WHERE a.year = ? AND a.valid_to IS NULL ORDER BY a.park`;

/** Finds clashes (R5): the index of claims proposes which parks may meet, and their streams are read before anything is believed. */
@Injectable()
export class ClashFinder {
  constructor(
    private readonly runner: CommandRunner,
    private readonly reads: ReadModels,
  ) {}

  /** Claims of the other parks that share a subject with these. */
  async rivalsOf(park: string, year: number, claims: readonly Claim[]): Promise<readonly ClaimSet[]> {
    if (claims.length === 0) return [];
    const { value: parks } = await this.reads.query((db) => {
      const rows = claims.flatMap((claim) => db.all<{ park: string }>(RIVALS, year, claim.metric, claim.kind, claim.subject, park));
      return [...new Set(rows.map((row) => row.park))].sort();
    });
    return Promise.all(parks.map((other) => this.claimsIn(other, year)));
  }

  /** The clashes of one park's dossier, from the streams of all that take part. */
  async of(park: string, year: number): Promise<readonly Clash[]> {
    const own = await this.claimsIn(park, year);
    return clashesOf(park, clashesAmong([own, ...(await this.rivalsOf(park, year, own.claims))]));
  }

  /** Every clash of a year. */
  async ofYear(year: number): Promise<readonly Clash[]> {
    const { value: parks } = await this.reads.query((db) => db.all<{ park: string }>(SHARED, year).map((row) => row.park));
    return clashesAmong(await Promise.all(parks.map((park) => this.claimsIn(park, year))));
  }

  private async claimsIn(park: string, year: number): Promise<ClaimSet> {
    const { state } = await this.runner.load(dossierDecider, dossierId({ park, year }));
    return { park, year, claims: claimsOf(state) };
  }
}
