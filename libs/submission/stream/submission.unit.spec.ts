import { givenFor } from '#libs/event-sourcing/testing';
import * as s from '../testing/submissions.js';
import { submissionDecider, type SubmissionEvent, submissionEvents } from './index.js';

const given = givenFor(submissionDecider, submissionEvents);
const accept = { type: 'AcceptSubmission', previewHash: s.preview.hash, reason: '补报', documents: [s.scan] } as const;
const knowing = { caller: s.taxClerk, extra: { preview: s.preview } };

describe('A delivered workbook', () => {
  it('is received with what it holds for each park, or rejected whole with the annotated workbook as evidence', () => {
    given()
      .when(s.receiveTax, { caller: s.taxClerk, extra: { reading: s.reading } })
      .then(s.received);
    const { content: _none, ...rest } = s.reading;
    const rejection = { errors: 3, codes: [{ code: 'uscc.checkDigit', count: 3 }], report: { hash: s.hashOf('f'), title: '错误.xlsx' } };
    const { contentHash: _hash, items: _items, ...head } = s.received.data;
    given()
      .when(s.receiveTax, { caller: s.taxClerk, extra: { reading: { ...rest, rejection } } })
      .then({ type: 'SubmissionRejected', data: { ...head, ...rejection } });
  });

  it('comes from an office that has such workbooks', () => {
    given()
      .when({ ...s.receiveTax, kind: 'roster' }, { caller: s.taxClerk, extra: { reading: s.reading } })
      .refusedWith('submission.mayNotDeliver');
    given()
      .when(s.receiveTax, { caller: s.parkAccount, extra: { reading: s.reading } })
      .refusedWith('submission.mayNotDeliver');
    given()
      .when({ ...s.receiveTax, kind: 'declaration' }, { caller: s.parkAccount, extra: { reading: s.reading } })
      .thenState((state) => expect(state).toMatchObject({ status: 'received', head: { office: { department: 'park', park: 'P1' } } }));
    given()
      .when(s.receiveTax, { caller: { account: 'a', role: 'auditor' }, extra: { reading: s.reading } })
      .refusedWith('submission.mayNotDeliver');
  });

  it('is accepted as its preview showed it, corrections with reason and evidence', () => {
    given(s.received).when(accept, knowing).then(s.accepted);
    given(s.received)
      .when({ ...accept, reason: ' ' }, knowing)
      .refusedWith('submission.reasonMissing');
    given(s.received)
      .when({ ...accept, documents: [] }, knowing)
      .refusedWith('submission.evidenceMissing');
    given(s.received)
      .when({ ...accept, previewHash: s.hashOf('0') }, knowing)
      .refusedWith('submission.stalePreview');
    const other = { preview: { ...s.preview, contentHash: s.hashOf('0') } };
    given(s.received)
      .when(accept, { ...knowing, extra: other })
      .refusedWith('submission.contentChanged');
  });

  it('that says what the ledger says already is not accepted', () => {
    const same = s.preview.items.map((item) => ({ ...item, facts: [{ metric: 'taxPaid', act: 'same' as const, version: 1 }] }));
    given(s.received)
      .when(accept, { ...knowing, extra: { preview: { ...s.preview, items: same } } })
      .refusedWith('submission.nothingNew');
  });

  it('carries explanations of what is delivered, and of nothing else', () => {
    given(s.received)
      .when({ ...accept, notes: [{ park: 'P1', metric: 'taxPaid', note: '新投产' }] }, knowing)
      .thenState((state) =>
        expect(state).toMatchObject({
          accepted: { items: [{ facts: [{ act: 'submit', note: '新投产' }] }, { facts: [{ act: 'correct' }] }] },
        }),
      );
    given(s.received)
      .when({ ...accept, notes: [{ park: 'P3', metric: 'taxPaid', note: '—' }] }, knowing)
      .refusedWith('submission.noteForNothing');
  });

  it('belongs to its office, and is decided once', () => {
    given().when(accept, knowing).refusedWith('submission.unknown');
    given(s.received)
      .when(accept, { ...knowing, caller: s.parkAccount })
      .refusedWith('submission.notYours');
    given(s.received)
      .when({ type: 'WithdrawSubmission' }, { caller: s.taxClerk, extra: {} })
      .then({ type: 'SubmissionWithdrawn', data: {} });
    given(s.received, { type: 'SubmissionWithdrawn', data: {} }).when(accept, knowing).refusedWith('submission.notAwaiting');
    given(s.received, s.accepted)
      .when({ type: 'WithdrawSubmission' }, { caller: s.taxClerk, extra: {} })
      .refusedWith('submission.notAwaiting');
  });

  it('is completed by the process, once', () => {
    const complete = { type: 'CompleteSubmission', applied: [{ park: 'P1', year: 2023 }], refused: [] } as const;
    const byProcess = { caller: s.processCaller, extra: {} };
    given(s.received, s.accepted).when(complete, { caller: s.taxClerk, extra: {} }).refusedWith('submission.processOnly');
    given(s.received).when(complete, byProcess).refusedWith('submission.notAccepted');
    const applied: SubmissionEvent = { type: 'SubmissionApplied', data: { applied: [{ park: 'P1', year: 2023 }], refused: [] } };
    given(s.received, s.accepted).when(complete, byProcess).then(applied);
    given(s.received, s.accepted, applied).when(complete, byProcess).then();
  });
});
