import { currentRow, type LogEntry, type Projection, putRow, type ReadDb, type Recorded, validRowsTable } from '#libs/event-sourcing';
import { dossierId } from '#libs/dossier';
import { parseStreamName, streamName } from '#libs/kernel';
import { changes, INTAKE, type SubmissionEvent } from '#libs/submission';

/** A submission as lists show it. `cause`: the event of its acceptance, by which the commands of its dossiers are known. */
export interface SubmissionRow {
  readonly submission: string;
  readonly kind: string;
  readonly year: number;
  readonly department: string;
  readonly park: string | null;
  readonly county: string | null;
  readonly file: string;
  readonly file_hash: string;
  /** Hash of the annotated workbook, of a rejected one. */
  readonly report: string | null;
  readonly status: 'received' | 'rejected' | 'withdrawn' | 'accepted' | 'applied';
  readonly errors: number;
  readonly warnings: number;
  readonly received_by: string;
  readonly received_at: string;
  readonly cause: string | null;
}

/** What became of one dossier's (or park's) part: the code of its refusal, or none yet. */
export interface SubmissionItemRow {
  readonly submission: string;
  readonly stream: string;
  readonly outcome: 'pending' | 'applied' | 'refused';
  readonly code: string | null;
}

const COLUMNS = {
  kind: 'TEXT',
  year: 'INTEGER',
  department: 'TEXT',
  park: 'TEXT',
  county: 'TEXT',
  file: 'TEXT',
  file_hash: 'TEXT',
  report: 'TEXT',
  status: 'TEXT',
  errors: 'INTEGER',
  warnings: 'INTEGER',
  received_by: 'TEXT',
  received_at: 'TEXT',
  cause: 'TEXT',
} as const;

/** Submissions and how far each is applied, valid [valid_from, valid_to) by log index. */
export const submissionProjection: Projection = {
  name: 'submission',
  version: 2,
  schema: `
    ${validRowsTable('submissions', { submission: 'TEXT' }, COLUMNS)}
    CREATE INDEX submissions_by_year ON submissions (year, department);
    CREATE INDEX submissions_by_file ON submissions (file_hash);
    CREATE INDEX submissions_by_cause ON submissions (cause) WHERE valid_to IS NULL;
    ${validRowsTable('submission_items', { submission: 'TEXT', stream: 'TEXT' }, { outcome: 'TEXT', code: 'TEXT' })}`,
  apply(db: ReadDb, { event, index }: LogEntry): void {
    const { category, id } = parseStreamName(event.stream);
    if (category === 'submission') return onSubmission(db, id, event as Recorded<SubmissionEvent>, index);
    if (category === 'process') return id === INTAKE ? onOutcome(db, event, index) : undefined;
    const { causationId, commandId } = event.metadata;
    if ((category === 'dossier' || category === 'park') && causationId !== commandId) {
      settle(db, causationId, event.stream, { outcome: 'applied', code: null }, index);
    }
  },
};

function onSubmission(db: ReadDb, submission: string, event: Recorded<SubmissionEvent>, index: number): void {
  const change = (cells: Partial<SubmissionRow>): void => {
    const {
      valid_from: _from,
      valid_to: _to,
      ...before
    } = currentRow<Record<string, string | number | null>>(db, 'submissions', { submission }) ?? {};
    putRow(db, 'submissions', { submission }, { ...before, ...cells }, index);
  };
  switch (event.type) {
    case 'SubmissionReceived':
      return change({ ...headOf(event), status: 'received', errors: 0 });
    case 'SubmissionRejected':
      return change({ ...headOf(event), status: 'rejected', errors: event.data.errors, report: event.data.report.hash });
    case 'SubmissionWithdrawn':
      return change({ status: 'withdrawn' });
    case 'SubmissionAccepted':
      for (const { park, year, statement } of event.data.items.filter(changes)) {
        const stream = statement === undefined ? streamName('dossier', dossierId({ park, year })) : streamName('park', park);
        putRow(db, 'submission_items', { submission, stream }, { outcome: 'pending', code: null }, index);
      }
      return change({ status: 'accepted', cause: event.id });
    case 'SubmissionApplied':
      return change({ status: 'applied', cause: null });
    default:
      return event satisfies never;
  }
}

function headOf({
  data,
  metadata,
}: Extract<Recorded<SubmissionEvent>, { type: 'SubmissionReceived' | 'SubmissionRejected' }>): Partial<SubmissionRow> {
  const { kind, year, office, file, warnings } = data;
  return {
    kind,
    year,
    department: office.department,
    park: office.park ?? null,
    county: office.county ?? null,
    file: file.title,
    file_hash: file.hash,
    report: null,
    warnings,
    received_by: metadata.actor.account,
    received_at: metadata.recordedAt,
    cause: null,
  };
}

/** A command of the process that came to nothing. */
function onOutcome(db: ReadDb, event: Recorded, index: number): void {
  const { category, id, causedBy, code } = event.data as { category: string; id: string; causedBy: string; code: string };
  if (category !== 'submission') settle(db, causedBy, streamName(category, id), { outcome: 'refused', code }, index);
}

function settle(db: ReadDb, cause: string, stream: string, outcome: Pick<SubmissionItemRow, 'outcome' | 'code'>, index: number): void {
  for (const { submission } of db.all<{ submission: string }>(
    'SELECT submission FROM submissions WHERE cause = ? AND valid_to IS NULL',
    cause,
  )) {
    const item = currentRow<SubmissionItemRow>(db, 'submission_items', { submission, stream });
    if (item && item.outcome !== 'applied') putRow(db, 'submission_items', { submission, stream }, { ...outcome }, index);
  }
}
