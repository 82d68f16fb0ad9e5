import {
  awardDecider,
  type AwardCommand,
  type AwardEvent,
  type AwardState,
  parseAwardId,
  type RunState,
  type SettleAward,
} from '#libs/evaluation';
import type { DecisionContext, DomainEvent, Recorded } from '#libs/event-sourcing';
import { type Caller, deriveId, parseStreamName } from '#libs/kernel';
import type { Known } from '../log/known.js';
import type { Redecider } from './decisions.js';

/** Decisions on awards: what an edition gives follows from its run and from the award as it stood; payments stay within what is due. */
export function awardRedecider(known: Known): Redecider {
  return {
    lasting: new Set(['award.unknown', 'award.notOfRun', 'award.noProposal', 'award.held', 'award.overpaid', 'award.overRecovered']),
    leftOut: [],
    again(events, before) {
      const recorded = events as readonly Recorded<AwardEvent>[];
      const [first] = recorded;
      if (!first) return undefined;
      const id = parseStreamName(first.stream).id;
      const { park, year } = parseAwardId(id);
      const context = contextOf(first, id, park);
      const decide = (command: AwardCommand, settled?: Settled): readonly DomainEvent[] =>
        awardDecider.decide(command, before as AwardState, context, settled ? { settled } : {});
      if (first.type === 'AwardAdjusted') return decide({ type: 'DecideAdjustment', ...first.data });
      if (first.type === 'AwardPaid') return decide({ type: 'PayAward', ...first.data });
      if (first.type === 'AwardRecovered') return decide({ type: 'RecoverAward', ...first.data });
      // The uses are bounded by the scheme's rules, in warnings only.
      if (first.type === 'AwardUseReported') return undefined;
      const command = settling(recorded, year, park, known);
      return command && decide(command, command);
    },
  };
}

type Settled = Pick<SettleAward, 'amount' | 'rank' | 'held'>;

/** What the saga asked for: the edition is in the events, everything else in the finalised run. */
function settling(events: readonly Recorded<AwardEvent>[], year: number, park: string, known: Known): SettleAward | undefined {
  const [first] = events;
  if (!first || !('edition' in first.data)) return undefined;
  const edition = first.type === 'AwardAdjustmentLapsed' ? first.data.by : first.data.edition;
  const published = known.evaluation(year).published.find((one) => one.edition === edition);
  const run = published && known.run(year, published.run);
  if (!published || !run?.completed) return undefined;
  return { type: 'SettleAward', edition, run: published.run, ...settled(run, park) };
}

function settled({ awards }: RunState, park: string): Settled {
  const award = awards.find((one) => one.park === park);
  return { amount: award?.amount ?? '0', rank: award?.rank ?? null, held: award?.held ?? null };
}

function contextOf({ metadata, revision }: Recorded, id: string, park: string): DecisionContext {
  const { actor, commandId, recordedAt } = metadata;
  const caller: Caller = { ...actor, ...(actor.role === 'park' ? { park } : {}) };
  return { caller, at: recordedAt, commandId, id, revision: revision - 1, newId: (label) => deriveId(commandId, label) };
}
