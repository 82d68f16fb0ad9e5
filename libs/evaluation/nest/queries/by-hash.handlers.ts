import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { forbidden, maySeeUnpublished } from '#libs/access';
import { evaluationErrors as errors } from '#libs/evaluation';
import { canonicalJson, sha256 } from '#libs/kernel';
import { resultText } from '#libs/scoring';
import { RunSource } from '../sources/run-source.js';
import { SheetShelf } from '../sources/sheet-shelf.js';
import { EvaluationReads } from './evaluation-reads.js';
import { ResultByHashQuery, SheetByHashQuery } from './queries.js';

/** A whole sheet has what is confidential: by its hash it is for those who see everything. Others read theirs by park and year, with what they may not see taken out. */
@QueryHandler(SheetByHashQuery)
export class SheetByHashQueryHandler implements IQueryHandler<SheetByHashQuery> {
  constructor(
    private readonly reads: EvaluationReads,
    private readonly runs: RunSource,
    private readonly shelf: SheetShelf,
  ) {}

  async execute({ hash, caller }: SheetByHashQuery): Promise<string> {
    if (!maySeeUnpublished(caller)) throw forbidden(caller.role);
    const unknown = errors.error('evaluation.hashUnknown', { hash });
    const found = await this.reads.sheetOf(hash);
    if (found === undefined) throw unknown;
    const sheet = await this.shelf.get(hash, async () => {
      const { result } = await this.runs.compute(found.year, found.run);
      const own = result.sheets.find(({ park }) => park === found.park);
      if (own === undefined) throw unknown;
      return own;
    });
    return checked(hash, canonicalJson(sheet));
  }
}

@QueryHandler(ResultByHashQuery)
export class ResultByHashQueryHandler implements IQueryHandler<ResultByHashQuery> {
  constructor(
    private readonly reads: EvaluationReads,
    private readonly runs: RunSource,
  ) {}

  async execute({ hash, caller }: ResultByHashQuery): Promise<string> {
    const found = await this.reads.runOf(hash, caller);
    if (found === undefined) throw errors.error('evaluation.hashUnknown', { hash });
    return checked(hash, resultText((await this.runs.compute(found.year, found.run)).result));
  }
}

/** What is given under a hash has that hash: an engine that computes something else now gives nothing. */
function checked(hash: string, text: string): string {
  if (sha256(text) !== hash) throw errors.error('evaluation.hashUnknown', { hash });
  return text;
}
