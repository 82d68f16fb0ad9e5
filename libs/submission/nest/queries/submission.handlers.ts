import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CommandRunner, ReadModels, VALID_AT } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import { DomainError, streamName } from '#libs/kernel';
import { streamErrors, submissionDecider, type SubmissionState } from '#libs/submission';
import { requestOf } from '../checks/check-request.js';
import { CheckedWorkbooks } from '../checks/checked-workbooks.js';
import { PreviewReader } from '../checks/preview-reader.js';
import type { SubmissionRow } from '../projections/submissions.projection.js';
import { applyingOf, SubmissionItems } from './submission-items.js';
import { ReportsOfFileQuery, SubmissionQuery, SubmissionsQuery, type SubmissionSummary, type SubmissionView } from './queries.js';
import { demandSight, maySee } from './sight.js';

type KnownState = Exclude<SubmissionState, { status: 'none' }>;

/** The file is not there any more, or not what it was: what the log says of the submission is shown all the same. */
const UNREADABLE: ReadonlySet<string> = new Set(['evidence.erased', 'evidence.unknown', 'evidence.corrupted', 'evidence.keyMissing']);

/** The submission replayed from its stream; errors and preview from its workbook, checked as it was when it came. */
@QueryHandler(SubmissionQuery)
export class SubmissionQueryHandler implements IQueryHandler<SubmissionQuery> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly reads: ReadModels,
    private readonly items: SubmissionItems,
    private readonly checks: CheckedWorkbooks,
    private readonly previews: PreviewReader,
  ) {}

  async execute({ id, caller, at }: SubmissionQuery): Promise<Answer<SubmissionView>> {
    const { value: items, ...point } = await this.reads.query((db, index) => this.items.of(db, id, index), at);
    const revision = await this.reads.streamRevisionAt(streamName(submissionDecider.category, id), point.index);
    if (revision < 0) throw streamErrors.error('submission.unknown', { id });
    const { state } = await this.runner.load(submissionDecider, id, revision);
    if (state.status === 'none') throw streamErrors.error('submission.unknown', { id });
    demandSight(caller, state.head.office);
    const applying = items.length > 0 ? { applying: applyingOf(items) } : {};
    return { data: { id, ...(await this.view(state)), ...applying }, ...point };
  }

  private async view(state: KnownState): Promise<Omit<SubmissionView, 'id'>> {
    try {
      return { ...state, ...(await this.content(state)) };
    } catch (error) {
      if (!(error instanceof DomainError && UNREADABLE.has(error.code))) throw error;
      const { code, message, remedy } = error;
      return { ...state, errors: [], warnings: [], unreadable: { code, message, remedy } };
    }
  }

  /** @throws DomainError as the check of its workbook */
  private async content(state: KnownState): Promise<Pick<SubmissionView, 'errors' | 'warnings' | 'preview'>> {
    this.checks.demandKept(state.head.file.hash);
    if (state.status !== 'received' && state.status !== 'rejected') return { errors: [], warnings: [] };
    const { errors, warnings } = (await this.checks.of(requestOf(state))).result;
    if (state.status === 'rejected') return { errors, warnings };
    return { errors, warnings, preview: await this.previews.of(state) };
  }
}

@QueryHandler(ReportsOfFileQuery)
export class ReportsOfFileQueryHandler implements IQueryHandler<ReportsOfFileQuery> {
  constructor(private readonly reads: ReadModels) {}

  async execute({ file }: ReportsOfFileQuery): Promise<readonly string[]> {
    const sql = `SELECT DISTINCT report FROM submissions WHERE file_hash = ? AND report IS NOT NULL AND ${VALID_AT} ORDER BY report`;
    const { value } = await this.reads.query((db, index) => db.all<{ report: string }>(sql, file, index, index), { fresh: true });
    return value.map(({ report }) => report);
  }
}

@QueryHandler(SubmissionsQuery)
export class SubmissionsQueryHandler implements IQueryHandler<SubmissionsQuery> {
  constructor(
    private readonly reads: ReadModels,
    private readonly items: SubmissionItems,
  ) {}

  async execute({ filter, caller, at }: SubmissionsQuery): Promise<Answer<readonly SubmissionSummary[]>> {
    const given = Object.entries(filter).filter((one): one is [string, string | number] => one[1] !== undefined);
    const where = [VALID_AT, ...given.map(([name]) => `${name} = ?`)].join(' AND ');
    const { value, ...point } = await this.reads.query((db, index) => {
      const sql = `SELECT * FROM submissions WHERE ${where} ORDER BY received_at DESC, submission`;
      const rows = db.all<SubmissionRow>(sql, index, index, ...given.map(([, cell]) => cell));
      return rows.filter((row) => maySee(caller, row)).map((row) => summary(row, this.items.of(db, row.submission, index)));
    }, at);
    return { data: value, ...point };
  }
}

function summary(row: SubmissionRow, items: ReturnType<SubmissionItems['of']>): SubmissionSummary {
  const {
    submission: id,
    received_by: receivedBy,
    received_at: receivedAt,
    kind,
    year,
    department,
    park,
    county,
    file,
    status,
    errors,
    warnings,
  } = row;
  const applying = items.length > 0 ? applyingOf(items) : null;
  return { id, kind, year, department, park, county, file, status, errors, warnings, receivedBy, receivedAt, applying };
}
