import { evolveRun, progressOf, type RunEvent, type RunRequest, type RunResult, type RunState, scoringRunDecider } from '#libs/evaluation';
import type { DecisionContext, Recorded } from '#libs/event-sourcing';

/** The events that a started run must record for a result, whatever the sizes of its chunks: the decider itself is asked, step by step. */
export function expectedEvents(started: RunState, request: RunRequest, result: RunResult): RunEvent[] {
  const events: RunEvent[] = [];
  const extra = { request, superseded: false, result };
  for (let state = started; state.step !== null;) {
    const command = { type: 'AdvanceRun', edition: request.edition, step: state.step, from: progressOf(state) } as const;
    const decided = scoringRunDecider.decide(command, state, PROCESS, extra);
    if (decided.length === 0) break;
    events.push(...decided);
    // A run's state takes nothing but the payload.
    state = decided.reduce((before, event) => evolveRun(before, event as Recorded<RunEvent>), state);
  }
  return events;
}

const PROCESS: DecisionContext = {
  caller: { account: 'process:verification', role: 'process' },
  at: '',
  commandId: '',
  id: '',
  revision: -1,
  newId: (label) => label,
};
