import type { CommandAnswer } from '#libs/event-sourcing';
import { testLedger } from '#libs/event-sourcing/testing';
import { MemoryEventStore } from '#libs/event-store/memory';
import { submissionDecider, type SubmissionEvent, submissionEvents } from '#libs/submission';
import * as s from '../../testing/submissions.js';
import { SubmissionCommand } from './submission.command.js';
import { SubmissionHandler } from './submission.handler.js';

type Answer = CommandAnswer<SubmissionEvent>;

/** Two nodes over one store; what the first reads beside the stream takes as long as the second needs for its own command. */
describe('A workbook that two nodes accept at once', () => {
  const nodes = async (meanwhile: () => Promise<unknown>) => {
    const store = new MemoryEventStore();
    const [here, other] = [await testLedger([submissionEvents], { store }), await testLedger([submissionEvents], { store })];
    const previews = { of: () => Promise.resolve(s.preview) };
    const documents = { demand: meanwhile };
    const node = ({ runner, ledger }: typeof here, demand: object): SubmissionHandler =>
      new SubmissionHandler(runner, ledger, {} as never, demand as never, {} as never, previews as never, {} as never);
    await here.runner.execute({
      decider: submissionDecider,
      id: 'S1',
      command: s.receiveTax,
      caller: s.taxClerk,
      key: 'received',
      extra: () => Promise.resolve({ reading: s.reading }),
    });
    return { here: node(here, documents), other: node(other, { demand: () => Promise.resolve() }) };
  };
  const accept = (handler: SubmissionHandler, key: string): Promise<Answer> =>
    handler.execute(
      new SubmissionCommand({
        id: 'S1',
        command: { type: 'AcceptSubmission', reason: '补报', documents: [s.scan] },
        caller: s.taxClerk,
        key,
      }),
    );

  it('is accepted once: both give the one answer', async () => {
    let first: Answer | undefined;
    const { here, other } = await nodes(async () => (first ??= await accept(other, 'same')));
    expect(await accept(here, 'same')).toEqual(first);
    expect(first?.events.map(({ type }) => type)).toEqual(['SubmissionAccepted']);
  });

  it('by two people: the second is told that it awaits nobody any more', async () => {
    let first: Answer | undefined;
    const { here, other } = await nodes(async () => (first ??= await accept(other, 'one')));
    await expect(accept(here, 'two')).rejects.toMatchObject({ code: 'submission.notAwaiting' });
  });
});
