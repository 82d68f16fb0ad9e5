import { readFileSync } from 'node:fs';
import { givenFor, someCaller } from '#libs/event-sourcing/testing';
import { confirmationsNeeded, parseScheme, schemeHash } from '#libs/scheme';
import { schemeDecider, schemeEvents } from '#libs/rulebook';

const scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
const hash = schemeHash(scheme);
const other = { ...scheme, title: '另一草案' };
const minutes = { hash: 'cd'.repeat(32), title: '专班会议纪要' };
const extra = { evidence: new Map([[minutes.hash, { hash: minutes.hash, size: 1, deliveries: [], sheets: [] }]]) };
const given = givenFor(schemeDecider, schemeEvents, scheme.id);
const told = { extra };

const draft = (content: unknown = scheme) => ({ type: 'DraftScheme', content }) as const;
const confirm = (codes: readonly string[], reason = '经专班会议讨论', of = hash) =>
  ({ type: 'ConfirmScheme', hash: of, confirmations: codes.map((code) => ({ code, reason })) }) as const;
const adopt = (of = hash) => ({ type: 'AdoptScheme', hash: of, basis: minutes }) as const;
const needed = confirmationsNeeded(scheme).map((point) => point.code);

describe('a scheme on its way to being the rules', () => {
  it('is drafted whole, confirmed by name, and adopted for good', () => {
    const drafted = given().when(draft(), told);
    drafted.then({ type: 'SchemeDrafted', data: { id: scheme.id, content: scheme, hash } });
    const confirmed = drafted.when(confirm(needed), told);
    confirmed.thenState((state) =>
      expect(state).toMatchObject({ confirmations: needed.map((code) => ({ code, by: someCaller.account })) }),
    );
    const adopted = confirmed.when(adopt(), told);
    adopted.then({ type: 'SchemeAdopted', data: { hash, basis: minutes, approver: someCaller.account } });
    for (const command of [draft(other), draft(), confirm(needed), adopt()]) adopted.when(command, told).refusedWith('rulebook.adopted');
  });

  it('is not adopted while a point is unanswered, and all of them are listed', () => {
    expect(needed).toEqual(['consultationDraft', 'draftBonus', 'draftVetoSeverity']);
    const drafted = given().when(draft(), told);
    drafted.when(adopt(), told).refusedWith('rulebook.confirmationMissing', { where: needed });
    drafted
      .when(confirm(needed.slice(0, 2)), told)
      .when(adopt(), told)
      .refusedWith('rulebook.confirmationMissing', { where: needed.slice(2) });
  });

  it('loses its confirmations with its draft', () => {
    const replaced = given().when(draft(), told).when(confirm(needed), told).when(draft(other), told);
    replaced.when(adopt(), told).refusedWith('rulebook.staleDraft');
    replaced.when(adopt(schemeHash(other)), told).refusedWith('rulebook.confirmationMissing');
    replaced.when(confirm(needed), told).refusedWith('rulebook.staleDraft');
  });

  it('needs nothing confirmed that is not a draft', () => {
    const settled = { ...scheme, basis: { ...scheme.basis, status: 'inForce' as const }, drafts: { bonus: false, vetoSeverity: false } };
    const adopted = given()
      .when(draft(settled), told)
      .when(adopt(schemeHash(settled)), told);
    adopted.thenState((state) => expect(state.status).toBe('adopted'));
  });

  it('drafting the same again changes nothing, and keeps the confirmations', () => {
    const confirmed = given().when(draft(), told).when(confirm(needed), told);
    confirmed.when(draft(), told).then();
    expect(confirmed.when(draft(), told).state).toMatchObject({ confirmations: { length: 3 } });
  });

  it('refuses a faulty scheme with every fault', () => {
    const faulty = { ...scheme, surprise: 1, readings: { ...scheme.readings, efficacyBase: '0.7' } };
    given()
      .when(draft(faulty), told)
      .refusedWith('scheme.invalid', { faults: ['scheme.unknownKey', 'scheme.readingNotOffered'] });
  });

  it('refuses another id, unknown points, missing reasons and documents that are not there', () => {
    const drafted = given().when(draft(), told);
    given()
      .when(draft({ ...scheme, id: 'other' }), told)
      .refusedWith('rulebook.idDiffers');
    drafted.when(confirm(['everything']), told).refusedWith('rulebook.confirmationUnknown');
    drafted.when(confirm(['draftBonus'], ' '), told).refusedWith('rulebook.confirmationReason');
    drafted.when({ ...draft(other), source: { hash: 'ee'.repeat(32), title: 'x' } }, told).refusedWith('evidence.unknown');
    const confirmed = drafted.when(confirm(needed), told);
    confirmed.when({ ...adopt(), basis: { hash: 'ee'.repeat(32), title: 'x' } }, told).refusedWith('evidence.unknown');
    given().when(adopt(), told).refusedWith('rulebook.unknown');
  });

  it('is for the task force alone', () => {
    for (const role of ['department', 'county', 'park', 'auditor', 'admin', 'process'] as const) {
      given()
        .when(draft(), { ...told, caller: { account: 'x', role } })
        .refusedWith('rulebook.taskForceOnly');
    }
  });
});
