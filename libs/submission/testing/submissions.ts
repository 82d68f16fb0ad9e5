import type { Caller } from '#libs/kernel';
import type { PinnedPreview, Reading } from '../stream/submission.decider.js';
import type { ReceiveSubmission } from '../stream/submission.commands.js';
import type { SubmissionEventOf } from '../stream/submission.events.js';

/** Somebody of 税务, a park and a county. */
export const taxClerk: Caller = { account: 'tax-1', role: 'department', department: 'tax' };
export const parkAccount: Caller = { account: 'park-1', role: 'park', department: 'park', park: 'P1' };
export const processCaller: Caller = { account: 'process:intake', role: 'process' };

export const hashOf = (digit: string): string => digit.repeat(64);
export const scan = { hash: hashOf('d'), title: '更正依据' };
export const receiveTax: ReceiveSubmission = {
  type: 'ReceiveSubmission',
  kind: 'delivery',
  year: 2023,
  file: { hash: hashOf('a'), name: '税收.xlsx' },
};

/** What reading a workbook of two parks gave. */
export const reading: Reading = {
  format: 'xlsx',
  checkedAsOf: 7,
  warnings: 1,
  content: {
    hash: hashOf('c'),
    items: ['P1', 'P2'].map((park) => ({ park, year: 2023, facts: [{ metric: 'taxPaid', lines: 3 }] })),
  },
};

/** What accepting it would do: P1 anew, P2 corrected. */
export const preview: PinnedPreview = {
  hash: hashOf('e'),
  contentHash: hashOf('c'),
  items: [
    { park: 'P1', year: 2023, facts: [{ metric: 'taxPaid', act: 'submit' }] },
    { park: 'P2', year: 2023, facts: [{ metric: 'taxPaid', act: 'correct', version: 1 }] },
  ],
};

export const received: SubmissionEventOf<'SubmissionReceived'> = {
  type: 'SubmissionReceived',
  data: {
    kind: 'delivery',
    year: 2023,
    office: { department: 'tax' },
    file: { hash: hashOf('a'), title: '税收.xlsx', format: 'xlsx' },
    checkedAsOf: 7,
    warnings: 1,
    contentHash: hashOf('c'),
    items: [...(reading.content?.items ?? [])],
  },
};

export const accepted: SubmissionEventOf<'SubmissionAccepted'> = {
  type: 'SubmissionAccepted',
  data: { office: { department: 'tax' }, reason: '补报', documents: [scan], items: [...preview.items] },
};
