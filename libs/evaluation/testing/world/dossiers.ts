import { parseDossierId } from '#libs/dossier';
import type { DomainEvent, Recorded } from '#libs/event-sourcing';
import { DomainError } from '#libs/kernel';
import type { EvaluationState } from '../../evaluation/evaluation.state.js';
import type { DossierRef } from '../../payload.js';
import type { SagaCommand } from '../../saga/saga.commands.js';

/** A dossier as the saga's decisions see it: complete or not, and who holds it. */
export interface FakeDossier {
  readonly complete: boolean;
  readonly holds: readonly { evaluation: number; edition: number; attempt: number }[];
}

export function foldDossier(events: readonly Recorded[]): FakeDossier {
  return events.reduce<FakeDossier>(
    (state, event) => {
      const data = event.data as { evaluation: number; edition: number; attempt: number; released: number[] };
      if (event.type === 'DossierClosed')
        return { ...state, holds: [...state.holds.filter((h) => h.evaluation !== data.evaluation), data] };
      if (event.type === 'DossierReopened') return { ...state, holds: state.holds.filter((h) => !data.released.includes(h.evaluation)) };
      return { ...state, complete: event.type === 'FactVerified' };
    },
    { complete: false, holds: [] },
  );
}

interface Around {
  readonly clashing: readonly DossierRef[];
  evaluation(year: number): EvaluationState;
}

/** What a dossier answers to a command of the saga. */
export function decideDossier(id: string, command: SagaCommand, { complete, holds }: FakeDossier, around: Around): readonly DomainEvent[] {
  switch (command.type) {
    case 'CloseDossier': {
      const { evaluation, edition, attempt, use } = command;
      const state = around.evaluation(evaluation);
      if (state.phase !== 'closing' || state.edition !== edition || state.attempt !== attempt) throw refusal('dossier.attemptOver');
      const { park, year } = parseDossierId(id);
      if (around.clashing.some((d) => d.park === park && d.year === year)) throw refusal('dossier.incomplete', 'dossier.clash');
      if (!complete) throw refusal('dossier.incomplete', 'dossier.notVerified');
      return [{ type: 'DossierClosed', data: { evaluation, edition, attempt, use } }];
    }
    case 'ReleaseDossier': {
      const { evaluation, edition, attempt, reason } = command;
      if (!holds.some((h) => h.evaluation === evaluation && h.edition === edition && h.attempt === attempt))
        throw refusal('dossier.notClosed');
      return [{ type: 'DossierReopened', data: { evaluation, edition, attempt, reason, released: [evaluation] } }];
    }
    case 'ReopenDossier': {
      if (holds.length === 0) throw refusal('dossier.notClosed');
      const { evaluation, edition, reason, document } = command;
      return [{ type: 'DossierReopened', data: { evaluation, edition, reason, document, released: holds.map((h) => h.evaluation) } }];
    }
    default:
      throw new Error(`not for a dossier: ${command.type}`);
  }
}

function refusal(code: string, ...faults: readonly string[]): DomainError {
  const under = faults.map((fault) => ({ code: fault, message: fault, remedy: fault }));
  return new DomainError(code, 'conflict', code, code, {}, undefined, under);
}
