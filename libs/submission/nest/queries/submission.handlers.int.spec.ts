import { testLedger } from '#libs/event-sourcing/testing';
import { evidenceErrors } from '#libs/evidence';
import { DomainError } from '#libs/kernel';
import { submissionDecider, submissionEvents } from '#libs/submission';
import * as s from '../../testing/submissions.js';
import { SubmissionQuery } from './queries.js';
import { SubmissionQueryHandler } from './submission.handlers.js';

/** A received submission, whose workbook can't be checked again. */
async function viewWhere(fault: DomainError) {
  const { runner } = await testLedger([submissionEvents]);
  const extra = () => Promise.resolve({ reading: s.reading });
  await runner.execute({ decider: submissionDecider, id: 'S1', command: s.receiveTax, caller: s.taxClerk, key: 'received', extra });
  const reads = { query: () => Promise.resolve({ value: [], index: 7 }), streamRevisionAt: () => Promise.resolve(0) };
  const checks = { demandKept: () => undefined, of: () => Promise.reject(fault) };
  const handler = new SubmissionQueryHandler(runner, reads as never, {} as never, checks as never, {} as never);
  return (await handler.execute(new SubmissionQuery('S1', s.taxClerk))).data;
}

describe('A submission whose file can’t be read', () => {
  it.each([
    ['evidence.unknown', 'is missing'],
    ['evidence.corrupted', 'is damaged'],
    ['evidence.keyMissing', 'has lost its key'],
  ] as const)('is shown as the log has it, with the reason and what to do: %s, for it %s', async (code, _why) => {
    const { message, remedy } = evidenceErrors.error(code, { hash: s.hashOf('a') });
    const view = await viewWhere(evidenceErrors.error(code, { hash: s.hashOf('a') }));
    expect(view).toMatchObject({
      status: 'received',
      head: { warnings: 1 },
      errors: [],
      warnings: [],
      unreadable: { code, message, remedy },
    });
    expect(view.preview).toBeUndefined();
  });

  it('for want of time is not answered for: whoever asks again may see it', async () => {
    const refusal = new DomainError('workbook.readerDied', 'unavailable', '线程中途退出', '稍后重试');
    await expect(viewWhere(refusal)).rejects.toBe(refusal);
  });
});
