import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Warning } from '#libs/dossier';
import { DossierSources, type EvaluationForDossier } from '#libs/dossier/nest';
import { evaluationDecider, publishedEvaluation } from '#libs/evaluation';
import { CommandRunner } from '#libs/event-sourcing';
import { RosterProposalQuery } from '#libs/registry/nest';

/** What the dossier asks of the evaluation and of the tenancy register. */
@Injectable()
export class LedgerDossierSources extends DossierSources {
  constructor(
    private readonly runner: CommandRunner,
    private readonly queries: QueryBus,
  ) {
    super();
  }

  async evaluationOf(year: number): Promise<EvaluationForDossier | undefined> {
    const { state } = await this.runner.load(evaluationDecider, String(year));
    return publishedEvaluation(state);
  }

  async rosterNotes(
    park: string,
    year: number,
    lines: readonly { readonly uscc: string; readonly from: string; readonly to: string | null }[],
  ): Promise<readonly Warning[]> {
    // What was warned of stands in the event: it must not depend on how far the read model happens to be.
    const { data } = await this.queries.execute(new RosterProposalQuery({ park, year, delivered: lines }, { fresh: true }));
    return data.differences.map(({ code, message, where }) => ({ code, message, ...(where === undefined ? {} : { where }) }));
  }
}
