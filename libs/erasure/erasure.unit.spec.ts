import { givenFor } from '#libs/event-sourcing/testing';
import type { Caller } from '#libs/kernel';
import { ERASURE_ID, erasedIn, erasureDecider, erasureEvents, type ProposeErasure } from './index.js';

const first: Caller = { account: 'tf-1', role: 'taskForce', department: 'taskForce' };
const second: Caller = { account: 'admin-1', role: 'admin' };
const document = { hash: 'ab'.repeat(32), title: '删除申请' };
const basis = { ground: 'consentWithdrawn', reason: '联系人离职并撤回同意', document } as const;
const person: ProposeErasure = { type: 'ProposeErasure', target: { kind: 'personal', subject: 's-1', data: 'contact' }, ...basis };
const file: ProposeErasure = { type: 'ProposeErasure', target: { kind: 'evidence', hash: 'cd'.repeat(32) }, ...basis };
const extra = { isThere: true };
const given = givenFor(erasureDecider, erasureEvents, ERASURE_ID);
const proposed = (command = person) => given().when(command, { caller: first, extra });
const idOf = (outcome: ReturnType<typeof proposed>): string => outcome.state.erasures[0]?.erasure ?? '';

/** A file that was proposed and erased. */
const gone = (data: { readonly erasure: string; readonly hash: string } & typeof basis) =>
  [
    { type: 'ErasureProposed', data: { erasure: data.erasure, target: { kind: 'evidence', hash: data.hash }, ...basis } },
    { type: 'EvidenceErased', data },
  ] as const;

describe('an erasure', () => {
  it('is proposed with ground, reason and document, and confirmed by another person', () => {
    const open = proposed();
    const erasure = idOf(open);
    open.then({ type: 'ErasureProposed', data: { erasure, target: person.target, ...basis } });
    const done = open.when({ type: 'ConfirmErasure', erasure }, { caller: second, extra: {} });
    done.then({ type: 'PersonalDataErased', data: { erasure, subject: 's-1', data: 'contact', ...basis } });
    expect([...erasedIn(done.state).subjects.keys()]).toEqual(['s-1']);
    expect(erasedIn(open.state).subjects.size).toBe(0);
  });

  it('of a file names its hash', () => {
    const open = proposed(file);
    const done = open.when({ type: 'ConfirmErasure', erasure: idOf(open) }, { caller: second, extra: {} });
    done.then({ type: 'EvidenceErased', data: { erasure: idOf(open), hash: 'cd'.repeat(32), ...basis } });
    expect([...erasedIn(done.state).files.keys()]).toEqual(['cd'.repeat(32)]);
  });

  it.each([
    ['a department', { account: 'm-1', role: 'department', department: 'market' }],
    ['an auditor', { account: 'a-1', role: 'auditor' }],
    ['a park', { account: 'p-1', role: 'park', department: 'park', park: 'P1' }],
  ] as const)('is no business of %s', (_who, caller) => {
    given().when(person, { caller, extra }).refusedWith('erasure.notAllowed');
  });

  it('is not confirmed by who proposed it', () => {
    const open = proposed();
    open.when({ type: 'ConfirmErasure', erasure: idOf(open) }, { caller: first, extra: {} }).refusedWith('erasure.samePerson');
  });

  it('is refused of what never was, by a document that is itself to go, twice at once, and by an unknown number', () => {
    given()
      .when(person, { caller: first, extra: { isThere: false } })
      .refusedWith('erasure.nothingThere');
    given()
      .when({ ...file, document: { ...document, hash: 'cd'.repeat(32) } }, { caller: first, extra })
      .refusedWith('erasure.ownDocument');
    proposed().when(person, { caller: second, extra }).refusedWith('erasure.alreadyProposed');
    given().when({ type: 'ConfirmErasure', erasure: 'x' }, { caller: first, extra: {} }).refusedWith('erasure.unknown');
  });

  it('of a file waits for the files that were made of it, when it is proposed and when it is confirmed', () => {
    const copies = ['ef'.repeat(32), '01'.repeat(32)];
    given()
      .when(file, { caller: first, extra: { ...extra, copies } })
      .refusedWith('erasure.copiesLeft');
    const open = proposed(file);
    const confirm = { type: 'ConfirmErasure', erasure: idOf(open) } as const;
    open.when(confirm, { caller: second, extra: { copies } }).refusedWith('erasure.copiesLeft');
    const erased = copies.map((hash, i) => ({ erasure: `00000000-0000-4000-8000-00000000000${i}`, hash, ...basis }));
    const [one, both] = [1, 2].map((n) => given(...erased.slice(0, n).flatMap(gone)));
    one?.when(file, { caller: first, extra: { ...extra, copies } }).refusedWith('erasure.copiesLeft');
    expect(both?.when(file, { caller: first, extra: { ...extra, copies } }).events).toMatchObject([{ type: 'ErasureProposed' }]);
  });

  it('that is done has nothing left to do, and can’t be dropped; one that is dropped can’t be confirmed, but proposed anew', () => {
    const open = proposed();
    const erasure = idOf(open);
    const done = open.when({ type: 'ConfirmErasure', erasure }, { caller: second, extra: {} });
    done.when({ type: 'ConfirmErasure', erasure }, { caller: second, extra: {} }).then();
    done.when(person, { caller: second, extra }).then();
    done.when({ type: 'DropErasure', erasure, reason: '误提' }, { caller: second, extra: {} }).refusedWith('erasure.done');
    const dropped = open.when({ type: 'DropErasure', erasure, reason: '保存期限未到' }, { caller: first, extra: {} });
    dropped.then({ type: 'ErasureDropped', data: { erasure, reason: '保存期限未到' } });
    dropped.when({ type: 'ConfirmErasure', erasure }, { caller: second, extra: {} }).refusedWith('erasure.dropped');
    dropped.when({ type: 'DropErasure', erasure, reason: '再次' }, { caller: first, extra: {} }).then();
    expect(dropped.when(person, { caller: first, extra, key: 'again' }).events).toHaveLength(1);
  });
});
