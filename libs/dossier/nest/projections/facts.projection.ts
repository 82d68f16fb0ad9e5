import { claimsOfLines, type DossierEvent, dossierEvents, parseDossierId } from '#libs/dossier';
import {
  currentRow,
  endRow,
  type LogEntry,
  type Projection,
  putRow,
  type ReadDb,
  type Recorded,
  validRowsTable,
} from '#libs/event-sourcing';
import { parseStreamName } from '#libs/kernel';

/** One fact as the lists and the progress matrix show it. */
export interface FactRow {
  readonly dossier: string;
  readonly metric: string;
  readonly park: string;
  readonly year: number;
  readonly version: number | null;
  readonly state: 'missing' | 'waived' | 'submitted' | 'verified' | 'linesReturned' | 'returned';
  readonly lines: number | null;
  readonly returned_lines: number | null;
  readonly warnings: number | null;
  readonly delivered_by: string | null;
  readonly delivered_at: string | null;
  readonly verified_by: string | null;
  readonly verified_at: string | null;
}

type Cells = Omit<FactRow, 'dossier' | 'metric' | 'park' | 'year'>;
const nothing: Cells = {
  version: null,
  state: 'missing',
  lines: null,
  returned_lines: null,
  warnings: null,
  delivered_by: null,
  delivered_at: null,
  verified_by: null,
  verified_at: null,
};

/**
 * Facts (park × year × metric with state, version, who, when), the index of claims (which proposes candidates for R5 clashes) and the dossiers with
 * their holds, each valid [valid_from, valid_to) by log index.
 */
export const dossierProjection: Projection = {
  name: 'dossier',
  version: 1,
  schema: `
    ${validRowsTable(
      'dossier_facts',
      { dossier: 'TEXT', metric: 'TEXT' },
      {
        park: 'TEXT',
        year: 'INTEGER',
        version: 'INTEGER',
        state: 'TEXT',
        lines: 'INTEGER',
        returned_lines: 'INTEGER',
        warnings: 'INTEGER',
        delivered_by: 'TEXT',
        delivered_at: 'TEXT',
        verified_by: 'TEXT',
        verified_at: 'TEXT',
      },
    )}
    CREATE INDEX dossier_facts_by_year ON dossier_facts (year, park);
    ${validRowsTable('dossier_claims', { dossier: 'TEXT', metric: 'TEXT', line: 'TEXT' }, { park: 'TEXT', year: 'INTEGER', kind: 'TEXT', subject: 'TEXT' })}
    CREATE INDEX dossier_claims_by_subject ON dossier_claims (year, metric, kind, subject, park);
    ${validRowsTable('dossiers', { dossier: 'TEXT' }, { park: 'TEXT', year: 'INTEGER', evaluation: 'INTEGER', scheme: 'TEXT', declared: 'INTEGER', review: 'TEXT', held_by: 'TEXT' })}
    CREATE INDEX dossiers_by_year ON dossiers (year, park);`,
  apply(db: ReadDb, { event, index }: LogEntry): void {
    const { category, id } = parseStreamName(event.stream);
    if (category !== 'dossier' || !(event.type in dossierEvents)) return;
    applyEvent(new Rows(db, id, index), event as Recorded<DossierEvent>);
  },
};

function applyEvent(rows: Rows, event: Recorded<DossierEvent>): void {
  const by = event.metadata.actor.account;
  const at = event.metadata.recordedAt;
  switch (event.type) {
    case 'DossierOpened': {
      const { evaluation, scheme } = event.data;
      return rows.dossier({ evaluation, scheme: scheme.hash, declared: 0, review: null, held_by: '' });
    }
    case 'FactSubmitted':
    case 'FactCorrected': {
      const { metric, version, lines, warnings } = event.data;
      rows.endClaims(metric);
      for (const claim of claimsOfLines(metric, lines)) rows.claim(metric, claim.line, { kind: claim.kind, subject: claim.subject });
      const counts = { lines: lines.length, warnings: warnings.length };
      return rows.fact(metric, { ...nothing, ...counts, version, state: 'submitted', delivered_by: by, delivered_at: at });
    }
    case 'FactVerified': {
      const { metric, verdicts } = event.data;
      for (const { line, verdict } of verdicts) if (verdict === 'struck') rows.endClaim(metric, line);
      const returned = verdicts.filter(({ verdict }) => verdict === 'returned').length;
      const state = returned > 0 ? 'linesReturned' : 'verified';
      return rows.fact(metric, { state, returned_lines: returned, verified_by: by, verified_at: at });
    }
    case 'FactReturned':
      return rows.fact(event.data.metric, { state: 'returned', verified_by: by, verified_at: at });
    case 'FactWithdrawn':
      rows.endClaims(event.data.metric);
      return rows.fact(event.data.metric, nothing);
    case 'FactWaived':
      return rows.fact(event.data.metric, { ...nothing, state: 'waived' });
    case 'WaiverRevoked':
      return rows.fact(event.data.metric, nothing);
    case 'RosterFrozen':
    case 'ChangeExplained':
    case 'CorrectionRequested':
    case 'CorrectionDecided':
      return;
    case 'DossierDeclared':
      return rows.dossier({ declared: 1 });
    case 'CountyReviewed':
      return rows.dossier({ review: event.data.opinion, ...(event.data.opinion === 'returned' ? { declared: 0 } : {}) });
    case 'DossierClosed':
      return rows.hold((held) => [...held.filter((year) => year !== event.data.evaluation), event.data.evaluation]);
    case 'DossierReopened':
      return rows.hold((held) => held.filter((year) => !event.data.released.includes(year)));
    default:
      return event satisfies never;
  }
}

type Changes = Readonly<Record<string, string | number | null>>;

/** The rows of one dossier from one log index on. */
class Rows {
  private readonly place: { readonly park: string; readonly year: number };

  constructor(
    private readonly db: ReadDb,
    private readonly id: string,
    private readonly index: number,
  ) {
    this.place = { ...parseDossierId(id) };
  }

  dossier(changes: Changes): void {
    this.change('dossiers', { dossier: this.id }, changes);
  }

  fact(metric: string, changes: Partial<Cells>): void {
    this.change('dossier_facts', { dossier: this.id, metric }, changes);
  }

  claim(metric: string, line: string, cells: { kind: string; subject: string }): void {
    putRow(this.db, 'dossier_claims', { dossier: this.id, metric, line }, { ...this.place, ...cells }, this.index);
  }

  endClaim(metric: string, line: string): void {
    endRow(this.db, 'dossier_claims', { dossier: this.id, metric, line }, this.index);
  }

  endClaims(metric: string): void {
    const sql = 'SELECT line FROM dossier_claims WHERE dossier = ? AND metric = ? AND valid_to IS NULL';
    for (const { line } of this.db.all<{ line: string }>(sql, this.id, metric)) this.endClaim(metric, line);
  }

  hold(change: (held: number[]) => number[]): void {
    const row = currentRow<{ held_by: string }>(this.db, 'dossiers', { dossier: this.id });
    const held = (row?.held_by ?? '').split(',').filter((text) => text !== '');
    this.dossier({
      held_by: change(held.map((text) => Number.parseInt(text, 10)))
        .sort((a, b) => a - b)
        .join(','),
    });
  }

  private change(table: string, key: Readonly<Record<string, string>>, changes: Changes): void {
    const { valid_from: _from, valid_to: _to, ...before } = currentRow<Record<string, string | number | null>>(this.db, table, key) ?? {};
    putRow(this.db, table, key, { ...before, ...this.place, ...changes }, this.index);
  }
}
