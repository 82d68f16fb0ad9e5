import { Injectable } from '@nestjs/common';
import { evaluationErrors as errors, type EvaluationState } from '#libs/evaluation';
import { forbidden, maySeeUnpublished } from '#libs/access';
import { type QueryOptions, type ReadDb, ReadModels, VALID_AT } from '#libs/event-sourcing';
import { type Caller, fraction, roundHalfUp } from '#libs/kernel';
import { type Answer, toRead } from '#libs/http';
import { isUnderNotice } from './evaluation-view.js';
import type { RankingRow, RankingView } from './queries.js';

/** A result that stands in the ledger: an edition, or the proposal of one. */
export interface FoundResult {
  readonly edition: number;
  readonly run: number;
  readonly standing: 'proposed' | 'finalised';
  readonly resultHash: string;
  readonly unresolvedTies: RankingView['unresolvedTies'];
}

type Asking = Pick<ReadDb, 'all'>;

/** Everything this context asks of its read models. */
@Injectable()
export class EvaluationReads {
  constructor(private readonly models: ReadModels) {}

  async ask<T>(question: (db: Asking, index: number) => T, at: QueryOptions = {}): Promise<Answer<T>> {
    return toRead(await this.models.query(question, at));
  }

  /** @throws DomainError `evaluation.notOpen` */
  evaluation(year: number, at: QueryOptions = {}): Promise<Answer<EvaluationState>> {
    return this.ask((db, index) => evaluationAt(db, year, index), at);
  }

  /** The run that came to a result which the caller may see; nothing where there is none. */
  async runOf(resultHash: string, caller: Caller): Promise<{ readonly year: number; readonly run: number } | undefined> {
    const { data } = await this.ask((db, index) =>
      db.all<{ state: string }>(`SELECT state FROM evaluations WHERE ${VALID_AT}`, index, index),
    );
    for (const { state: text } of data) {
      const state = JSON.parse(text) as EvaluationState;
      const proposed = state.proposed && (maySeeUnpublished(caller) || isUnderNotice(state)) ? [state.proposed] : [];
      const found = [...state.published, ...proposed].find((one) => one.resultHash === resultHash);
      if (found) return { year: state.year, run: found.run };
    }
    return undefined;
  }

  /** Whose sheet a hash is, by the first run that came to it. */
  async sheetOf(hash: string): Promise<{ readonly year: number; readonly run: number; readonly park: string } | undefined> {
    const { data } = await this.ask((db) =>
      db.all<{ year: number; run: number; park: string }>(
        'SELECT year, run, park FROM run_rows WHERE sheet = ? ORDER BY year, run LIMIT 1',
        hash,
      ),
    );
    return data[0];
  }

  /** The ranking of an edition, or the newest that the caller may see: proposals are for the task force and auditors until they are under notice. */
  ranking(year: number, caller: Caller, edition: number | undefined, at: QueryOptions = {}): Promise<Answer<RankingView>> {
    return this.ask((db, index) => {
      const found = resultFor(evaluationAt(db, year, index), caller, edition);
      const rows = db.all<Record<string, string | number | null>>(
        `SELECT park, status, rank, tier, award, held, total, scores, reasons, sheet FROM rankings WHERE year = ? AND edition = ? AND run = ? AND ${VALID_AT}
         ORDER BY rank IS NULL, rank, park`,
        year,
        found.edition,
        found.run,
        index,
        index,
      );
      const parks = rows.map((row) => rankingRow(row, caller));
      const count = (tier: string): number => parks.filter((park) => park.tier === tier).length;
      return {
        year,
        ...found,
        rankedCount: parks.filter((park) => park.status === 'ranked').length,
        tiers: { A: count('A'), B: count('B'), C: count('C') },
        parks,
      };
    }, at);
  }
}

function evaluationAt(db: Asking, year: number, index: number): EvaluationState {
  const [row] = db.all<{ state: string }>(`SELECT state FROM evaluations WHERE year = ? AND ${VALID_AT}`, year, index, index);
  if (!row) throw errors.error('evaluation.notOpen', { year });
  return JSON.parse(row.state) as EvaluationState;
}

/**
 * The result that a caller asks for and may see.
 * @throws DomainError `evaluation.noResults`, `evaluation.editionUnknown`, `access.forbidden`
 */
export function resultFor(state: EvaluationState, caller: Caller, edition?: number): FoundResult {
  const finalised = state.published.map((one): FoundResult => ({ ...one, standing: 'finalised', unresolvedTies: [] }));
  const { proposed } = state;
  const isPublished = proposed !== null && finalised.some((one) => one.run === proposed.run);
  const visible = maySeeUnpublished(caller) || isUnderNotice(state);
  const pending: FoundResult[] = proposed && !isPublished ? [{ ...proposed, standing: 'proposed' }] : [];
  const found = [...finalised, ...(visible ? pending : [])].filter((one) => edition === undefined || one.edition === edition).at(-1);
  if (found) return withTies(found, state);
  if (pending.some((one) => edition === undefined || one.edition === edition)) throw forbidden(caller.role);
  throw edition === undefined
    ? errors.error('evaluation.noResults')
    : errors.error('evaluation.editionUnknown', { year: state.year, edition });
}

function withTies(found: FoundResult, { proposed }: EvaluationState): FoundResult {
  const { edition, run, standing, resultHash } = found;
  return { edition, run, standing, resultHash, unresolvedTies: proposed?.run === run ? proposed.unresolvedTies : found.unresolvedTies };
}

/** Public tables carry two decimals; the exact published digits are for the task force and auditors. */
function rankingRow(row: Readonly<Record<string, string | number | null>>, caller: Caller): RankingRow {
  const digits = maySeeUnpublished(caller) ? (text: string) => text : (text: string) => roundHalfUp(fraction(text), 2);
  const scores = typeof row.scores === 'string' ? (JSON.parse(row.scores) as Record<string, string>) : null;
  return {
    park: String(row.park),
    status: row.status as RankingRow['status'],
    rank: row.rank as number | null,
    tier: row.tier as RankingRow['tier'],
    award: row.award as string | null,
    held: row.held as string | null,
    total: typeof row.total === 'string' ? digits(row.total) : null,
    scores: scores && Object.fromEntries(Object.entries(scores).map(([code, score]) => [code, digits(score)])),
    reasons: typeof row.reasons === 'string' ? (JSON.parse(row.reasons) as string[]) : null,
    sheetHash: String(row.sheet),
  };
}
