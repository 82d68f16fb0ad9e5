import { type AwardEvent, awardDecider, type EvaluationEvent, parseRunId, type RunEvent } from '#libs/evaluation';
import { parseDossierId } from '#libs/dossier';
import { currentRow, type LogEntry, type Projection, putRow, type ReadDb, type Recorded, validRowsTable } from '#libs/event-sourcing';
import { parseStreamName } from '#libs/kernel';
import { evaluationDecider, type EvaluationState } from '#libs/evaluation';

/** Codes of registered parks: candidates for participation, each judged by its own stream. */
export const candidatesProjection: Projection = {
  name: 'evaluation_candidates',
  version: 1,
  schema: 'CREATE TABLE evaluation_candidates (park TEXT PRIMARY KEY);',
  apply(db, { event }) {
    if (event.type === 'ParkRegistered') db.run('INSERT OR IGNORE INTO evaluation_candidates VALUES (?)', parseStreamName(event.stream).id);
  },
};

/** Evaluations by year: phase, edition and the folded state, valid by log index. */
export const evaluationsProjection: Projection = {
  name: 'evaluations',
  version: 1,
  schema: validRowsTable('evaluations', { year: 'INTEGER' }, { phase: 'TEXT', edition: 'INTEGER', state: 'TEXT' }),
  apply(db, { event, index }) {
    const { category, id } = parseStreamName(event.stream);
    if (category !== evaluationDecider.category) return;
    const year = Number.parseInt(id, 10);
    const row = currentRow<{ state: string }>(db, 'evaluations', { year });
    const before = row ? (JSON.parse(row.state) as EvaluationState) : evaluationDecider.initial;
    const state = evaluationDecider.evolve(before, event as Recorded<EvaluationEvent>);
    putRow(db, 'evaluations', { year }, { phase: state.phase, edition: state.edition, state: JSON.stringify(state) }, index);
  },
};

/** Awards by year and park with their folded state, valid by log index. */
export const awardsProjection: Projection = {
  name: 'awards',
  version: 1,
  schema: validRowsTable('awards', { year: 'INTEGER', park: 'TEXT' }, { pending: 'INTEGER', state: 'TEXT' }),
  apply(db, { event, index }) {
    const { category, id } = parseStreamName(event.stream);
    if (category !== awardDecider.category) return;
    const { park, year } = parseDossierId(id);
    const row = currentRow<{ state: string }>(db, 'awards', { year, park });
    const before = row ? (JSON.parse(row.state) as typeof awardDecider.initial) : awardDecider.initial;
    const state = awardDecider.evolve(before, event as Recorded<AwardEvent>);
    putRow(db, 'awards', { year, park }, { pending: state.proposal ? 1 : 0, state: JSON.stringify(state) }, index);
  },
};

const rankingColumns = {
  run: 'INTEGER',
  standing: 'TEXT',
  status: 'TEXT',
  rank: 'INTEGER',
  tier: 'TEXT',
  award: 'TEXT',
  held: 'TEXT',
  total: 'TEXT',
  scores: 'TEXT',
  reasons: 'TEXT',
  sheet: 'TEXT',
} as const;

/**
 * Results by year, edition and park: `standing` proposed, then finalised. Rows of a run wait in a table of their own until the evaluation proposes it: no
 * RunCompleted, no run. A published edition's rows stay valid for ever.
 */
export const rankingsProjection: Projection = {
  name: 'rankings',
  version: 1,
  schema: `
    CREATE TABLE run_rows (year INTEGER, run INTEGER, park TEXT, status TEXT, rank INTEGER, tier TEXT, award TEXT, held TEXT, total TEXT, scores TEXT, reasons TEXT, sheet TEXT,
      PRIMARY KEY (year, run, park));
    ${validRowsTable('rankings', { year: 'INTEGER', edition: 'INTEGER', park: 'TEXT' }, rankingColumns)}`,
  apply(db, { event, index }: LogEntry) {
    const { category, id } = parseStreamName(event.stream);
    if (category === 'scoringRun') runRow(db, id, event as Recorded<RunEvent>);
    if (category === 'evaluation') editionRows(db, Number.parseInt(id, 10), event as Recorded<EvaluationEvent>, index);
  },
};

function runRow(db: ReadDb, id: string, { type, data }: Recorded<RunEvent>): void {
  const { year, run } = parseRunId(id);
  switch (type) {
    case 'ParkScored': {
      const { park, status, total, scores, reasons, sheetHash } = data;
      const cells = [
        year,
        run,
        park,
        status,
        total ?? null,
        scores ? JSON.stringify(scores) : null,
        reasons ? JSON.stringify(reasons) : null,
        sheetHash,
      ];
      db.run(
        'INSERT INTO run_rows (year, run, park, status, award, total, scores, reasons, sheet) VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)',
        ...cells,
      );
      return;
    }
    case 'TierAssigned':
      db.run(
        'UPDATE run_rows SET rank = ?, tier = ?, award = ? WHERE year = ? AND run = ? AND park = ?',
        data.rank,
        data.tier,
        data.tier === null ? null : '0',
        year,
        run,
        data.park,
      );
      return;
    case 'AwardProposed':
      db.run(
        'UPDATE run_rows SET award = ?, held = ? WHERE year = ? AND run = ? AND park = ?',
        data.amount,
        data.held,
        year,
        run,
        data.park,
      );
      return;
    case 'RunInputsPinned':
    case 'RunStarted':
    case 'RunCompleted':
    case 'RunFailed':
      return;
  }
}

type RunRow = Readonly<Record<keyof Omit<typeof rankingColumns, 'run' | 'standing'>, string | number | null>> & { readonly park: string };

function editionRows(db: ReadDb, year: number, event: Recorded<EvaluationEvent>, index: number): void {
  if (event.type !== 'ResultsProposed' && event.type !== 'ResultsFinalised') return;
  const { edition, run } = event.data;
  const standing = event.type === 'ResultsProposed' ? 'proposed' : 'finalised';
  const rows = db.all<RunRow>(
    'SELECT park, status, rank, tier, award, held, total, scores, reasons, sheet FROM run_rows WHERE year = ? AND run = ?',
    year,
    run,
  );
  for (const { park, ...cells } of rows) putRow(db, 'rankings', { year, edition, park }, { run, standing, ...cells }, index);
}

/** Every read model of this context. */
export const evaluationProjections: readonly Projection[] = [
  candidatesProjection,
  evaluationsProjection,
  awardsProjection,
  rankingsProjection,
];
