import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { byDossier, type Decision, type DecisionOutcome, type DossierDecisions, outcomesOf, type Placed, verdictsFor } from '#libs/desk';
import { type DossierCommandInput, dossierDecider, dossierId, type DossierKey } from '#libs/dossier';
import { DossierCommand } from '#libs/dossier/nest';
import { CommandRunner, eventSourcingErrors } from '#libs/event-sourcing';
import type { CommandEnvelope } from '#libs/http';
import { DomainError } from '#libs/kernel';

/** What became of a list of decisions, in its order. */
export interface DecisionsAnswer {
  readonly applied: number;
  readonly refused: number;
  /** Of the last event that was recorded, for `?atLeast=`; absent where none was. */
  readonly position?: string;
  readonly dryRun: boolean;
  readonly outcomes: readonly DecisionOutcome[];
}

/**
 * A list of decisions, dossier by dossier. The verdicts on one dossier are one append, all or none; a dossier that refuses does not keep another's from being applied.
 * Each append has a key that follows from the list's, so that a repeated list has its effect once.
 */
@Injectable()
export class DecisionList {
  constructor(
    private readonly commands: CommandBus,
    private readonly runner: CommandRunner,
  ) {}

  /** @throws what is wrong with the list itself; what says that nothing could be decided (another list under the same key, a silent store). */
  async apply(year: number, decisions: readonly Decision[], envelope: CommandEnvelope): Promise<DecisionsAnswer> {
    if (envelope.key === '') throw eventSourcingErrors.error('command.keyMissing');
    const outcomes = new Map<number, DecisionOutcome>();
    let position: string | undefined;
    for (const dossier of byDossier(year, decisions)) {
      for (const { together, act, command, key } of await this.commandsOn(dossier, envelope.key)) {
        const answer = await this.send(dossier.key, command, { ...envelope, key });
        if (!(answer instanceof DomainError)) position = answer.position ?? position;
        const found = outcomesOf(dossier.key, act, together, answer instanceof DomainError ? answer : undefined);
        for (const { index, outcome } of found) outcomes.set(index, outcome);
      }
    }
    const all = decisions.map((_decision, index) => outcomes.get(index)).filter((outcome) => outcome !== undefined);
    const applied = all.filter(({ outcome }) => outcome === 'applied').length;
    const where = position === undefined ? {} : { position };
    return { applied, refused: all.length - applied, ...where, dryRun: envelope.dryRun, outcomes: all };
  }

  private async commandsOn({ key, verify, giveBack }: DossierDecisions, listKey: string): Promise<readonly Sent[]> {
    const { state } = await this.runner.load(dossierDecider, dossierId(key));
    const facts = verify.map(({ decision }) => {
      const { metric, version } = decision;
      return { metric, version, verdicts: verdictsFor(state, decision) };
    });
    return [
      ...(facts.length > 0
        ? [{ together: verify, act: 'verified' as const, command: { type: 'VerifyFacts' as const, facts }, key: `${listKey}:verify` }]
        : []),
      ...giveBack.map((placed) => {
        const { metric, version, return: reason = '' } = placed.decision;
        const command = { type: 'ReturnFact' as const, metric, version, reason };
        return { together: [placed], act: 'returned' as const, command, key: `${listKey}:return:${metric}` };
      }),
    ];
  }

  /** The answer, or why the dossier refuses. */
  private async send(
    key: DossierKey,
    command: DossierCommandInput,
    envelope: CommandEnvelope,
  ): Promise<{ readonly position?: string } | DomainError> {
    try {
      const { position } = await this.commands.execute(new DossierCommand({ id: dossierId(key), command, ...envelope }));
      return position === undefined ? {} : { position };
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable' || error.kind === 'unprocessable') throw error;
      return error;
    }
  }
}

interface Sent {
  readonly together: readonly Placed[];
  readonly act: DecisionOutcome['act'];
  readonly command: DossierCommandInput;
  readonly key: string;
}
