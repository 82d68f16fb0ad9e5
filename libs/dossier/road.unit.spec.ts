import * as city from './testing/city.js';
import { complete, given, go, reviewed, submit, verify, withRoster } from './testing/road.js';
import { type FactStatus, factStatus, standing } from './dossier.state.js';
import { factIn } from './fact.state.js';

const [a, b] = city.usccs;
const extra = city.knowing();
const status = (dossier: ReturnType<typeof given>, metric: string): FactStatus => factStatus(factIn(dossier.state, metric));
const verdicts = (...list: [line: string, verdict: 'confirmed' | 'returned' | 'struck', reason?: string][]) =>
  list.map(([line, verdict, reason]) => ({ line, verdict, ...(reason === undefined ? {} : { reason }) }));

describe('verification, line by line', () => {
  const tax = (): ReturnType<typeof given> => submit(withRoster(), 'taxPaid', [city.amount(a, '1'), city.amount(b, '2', 3)]);
  const command = { type: 'VerifyFact', metric: 'taxPaid', version: 1 } as const;
  const second = { caller: city.clerk('tax', 'tax-2'), extra };

  it('gives each line its verdict; a returned line blocks, a struck one does not', () => {
    expect(status(verify(tax(), 'taxPaid', verdicts([a, 'confirmed'], [b, 'confirmed'])), 'taxPaid')).toBe('verified');
    expect(status(verify(tax(), 'taxPaid', verdicts([a, 'confirmed'], [b, 'struck', '非本园企业'])), 'taxPaid')).toBe('verified');
    expect(status(verify(tax(), 'taxPaid', verdicts([a, 'confirmed'], [b, 'returned', '金额不符'])), 'taxPaid')).toBe('linesReturned');
  });

  it('verifies an empty list by an empty list of verdicts', () => {
    expect(status(verify(submit(withRoster(), 'taxPaid', []), 'taxPaid', []), 'taxPaid')).toBe('verified');
  });

  it('is never done by who delivered the version, whoever delivered the one before', () => {
    tax()
      .when({ ...command, verdicts: verdicts([a, 'confirmed'], [b, 'confirmed']) }, { caller: city.clerk('tax'), extra })
      .refusedWith('dossier.verifyOwn');
    tax()
      .when({ type: 'ReturnFact', metric: 'taxPaid', version: 1, reason: 'x' }, { caller: city.clerk('tax'), extra })
      .refusedWith('dossier.verifyOwn');
    const corrected = go(
      tax(),
      { type: 'CorrectFact', metric: 'taxPaid', version: 1, lines: [], reason: '更正申报', documents: [city.document] },
      city.clerk('tax', 'tax-2'),
    );
    corrected.when({ ...command, version: 2, verdicts: [] }, second).refusedWith('dossier.verifyOwn');
    corrected.when({ ...command, version: 2, verdicts: [] }, { caller: city.clerk('tax'), extra }).thenState((state) => {
      expect(standing(state, 'taxPaid')?.status).toBe('verified');
    });
  });

  it('is done by the department that the scheme names, on the standing version, once', () => {
    tax()
      .when({ ...command, verdicts: [] }, { caller: city.clerk('science'), extra })
      .refusedWith('dossier.wrongDepartment');
    tax()
      .when({ ...command, version: 2, verdicts: [] }, second)
      .refusedWith('dossier.staleVersion');
    withRoster()
      .when({ ...command, verdicts: [] }, second)
      .refusedWith('dossier.notSubmitted');
    const done = verify(tax(), 'taxPaid');
    done
      .when({ ...command, verdicts: verdicts([a, 'struck', 'x'], [b, 'confirmed']) }, second)
      .refusedWith('dossier.notAwaitingVerification');
  });

  it('covers every line exactly once, with a reason for what is not confirmed; every fault is named', () => {
    tax()
      .when({ ...command, verdicts: verdicts([a, 'struck'], [a, 'confirmed'], ['x', 'confirmed']) }, second)
      .refusedWith('dossier.invalid', {
        faults: ['dossier.reasonMissing', 'dossier.verdictTwice', 'dossier.verdictUnknownLine', 'dossier.verdictMissing'],
      });
    tax()
      .when({ ...command, verdicts: verdicts([a, 'confirmed']) }, second)
      .refusedWith('dossier.verdictMissing');
  });

  it('can be taken back by returning the whole fact, which then waits for a correction', () => {
    const back = go(
      verify(tax(), 'taxPaid'),
      { type: 'ReturnFact', metric: 'taxPaid', version: 1, reason: '口径有误' },
      city.clerk('tax', 'tax-2'),
    );
    expect(status(back, 'taxPaid')).toBe('returned');
    back.when({ type: 'ReturnFact', metric: 'taxPaid', version: 1, reason: 'x' }, second).refusedWith('dossier.alreadyReturned');
    back.when({ ...command, verdicts: [] }, second).refusedWith('dossier.notAwaitingVerification');
    tax().when({ type: 'ReturnFact', metric: 'taxPaid', version: 1, reason: '' }, second).refusedWith('dossier.reasonMissing');
  });

  it('of the roster is for the county or the zone of the park only', () => {
    const roster = submit(given(), 'tenantRoster');
    const check = { type: 'VerifyFact', metric: 'tenantRoster', version: 1, verdicts: verdicts([`${a}@2022-01-01`, 'confirmed']) } as const;
    for (const elsewhere of ['341503', undefined]) {
      const { county: _county, ...caller } = city.county;
      roster.when(check, { caller: elsewhere ? { ...caller, county: elsewhere } : caller, extra }).refusedWith('dossier.notYours');
    }
    roster
      .when(check, { caller: { ...city.county, county: 'Z1' }, extra })
      .thenState((state) => expect(standing(state, 'tenantRoster')?.status).toBe('verified'));
  });
});

describe('the frozen roster', () => {
  const freeze = { type: 'FreezeRoster', version: 1 } as const;

  it('is the confirmed one; county, task force or a process freezes it, once a version', () => {
    const confirmed = verify(submit(given(), 'tenantRoster'), 'tenantRoster');
    for (const caller of [city.county, city.taskForce, city.process]) {
      confirmed.when(freeze, { caller, extra }).then({ type: 'RosterFrozen', data: { metric: 'tenantRoster', version: 1 } });
    }
    confirmed.when(freeze, { caller: city.park, extra }).refusedWith('dossier.wrongDepartment');
    confirmed.when({ ...freeze, version: 2 }, { caller: city.county, extra }).refusedWith('dossier.staleVersion');
    withRoster().when(freeze, { caller: city.county, extra }).refusedWith('dossier.alreadyFrozen');
  });

  it('is not one that awaits verification or has returned lines', () => {
    submit(given(), 'tenantRoster').when(freeze, { caller: city.county, extra }).refusedWith('dossier.rosterNotConfirmed');
    const returned = verify(submit(given(), 'tenantRoster'), 'tenantRoster', verdicts([`${a}@2022-01-01`, 'returned', '无租约']));
    returned.when(freeze, { caller: city.county, extra }).refusedWith('dossier.rosterNotConfirmed');
  });
});

describe("declaration and the county's review", () => {
  const declare = { type: 'DeclareDossier', commitment: city.document } as const;
  const review = (opinion: 'passed' | 'returned') => ({ type: 'ReviewDossier', opinion, text: '初审意见' }) as const;

  it('the park signs, the county passes, and only then are its claims verified', () => {
    const claimed = submit(given(), 'inventionPatents', []);
    const check = { type: 'VerifyFact', metric: 'inventionPatents', version: 1, verdicts: [] } as const;
    const market = { caller: city.clerk('market'), extra };
    claimed.when(check, market).refusedWith('dossier.reviewFirst');
    claimed
      .when(declare, { caller: city.park, extra })
      .then({ type: 'DossierDeclared', data: { signedBy: 'park-1', commitment: city.document } });
    const declared = go(claimed, declare, city.park);
    declared.when(check, market).refusedWith('dossier.reviewFirst');
    declared.when(review('passed'), { caller: city.park, extra }).refusedWith('dossier.wrongDepartment');
    const passed = go(declared, review('passed'), city.county);
    passed.when(review('passed'), { caller: city.county, extra }).refusedWith('dossier.nothingDeclared');
    passed.when(declare, { caller: city.park, extra }).refusedWith('dossier.alreadyDeclared');
    passed.when(check, market).thenState((state) => expect(standing(state, 'inventionPatents')?.status).toBe('verified'));
  });

  it('a claim that came after the review is declared and reviewed on its own', () => {
    const late = submit(reviewed(submit(given(), 'inventionPatents', [])), 'designPatents', []);
    const check = { type: 'VerifyFact', metric: 'designPatents', version: 1, verdicts: [] } as const;
    late.when(check, { caller: city.clerk('market'), extra }).refusedWith('dossier.reviewFirst');
    expect(status(verify(reviewed(late), 'designPatents'), 'designPatents')).toBe('verified');
  });

  it('a returned declaration is corrected and signed again', () => {
    const back = go(go(submit(given(), 'inventionPatents', []), declare, city.park), review('returned'), city.county);
    back.when(review('passed'), { caller: city.county, extra }).refusedWith('dossier.nothingDeclared');
    expect(back.state.declaration).toBeUndefined();
    expect(go(go(back, declare, city.park), review('passed'), city.county).state.review?.opinion).toBe('passed');
  });

  it('needs a dossier, words, and documents that are in the store', () => {
    given().when(declare, { caller: city.park, extra }).refusedWith('dossier.notOpen');
    const open = go(given(), { type: 'OpenDossier' }, city.taskForce);
    open
      .when({ type: 'DeclareDossier', commitment: { hash: 'ee'.repeat(32), title: 'x' } }, { caller: city.park, extra })
      .refusedWith('evidence.unknown');
    go(open, declare, city.park)
      .when({ ...review('returned'), text: ' ' }, { caller: city.county, extra })
      .refusedWith('dossier.reasonMissing');
    open.when({ type: 'OpenDossier' }, { caller: city.taskForce, extra }).refusedWith('dossier.alreadyOpen');
    given().when({ type: 'OpenDossier' }, { caller: city.park, extra }).refusedWith('dossier.taskForceOnly');
  });
});

describe('waiving (R45)', () => {
  const waive = (metric: string, kind: 'claimed' | 'baseNonExistent') =>
    ({ type: 'WaiveFact', metric, kind, reason: '园区无此项' }) as const;
  const tf = { caller: city.taskForce, extra };

  it('is for the task force, with a reason, and only for what a park claims or what did not exist in a base year', () => {
    given().when(waive('inventionPatents', 'claimed'), { caller: city.park, extra }).refusedWith('dossier.taskForceOnly');
    given()
      .when({ ...waive('inventionPatents', 'claimed'), reason: '' }, tf)
      .refusedWith('dossier.reasonMissing');
    for (const metric of ['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea', 'tenantRoster']) {
      given().when(waive(metric, 'claimed'), tf).refusedWith('dossier.notWaivable');
    }
    given().when(waive('inventionPatents', 'baseNonExistent'), tf).refusedWith('dossier.notWaivable');
    for (const metric of ['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea']) {
      expect(status(go(given(), waive(metric, 'baseNonExistent'), city.taskForce), metric)).toBe('waived');
    }
  });

  it('is not for what was submitted; what is submitted after all loses the waiver', () => {
    submit(given(), 'inventionPatents').when(waive('inventionPatents', 'claimed'), tf).refusedWith('dossier.waiveSubmitted');
    const waived = go(given(), waive('inventionPatents', 'claimed'), city.taskForce);
    waived.when(waive('inventionPatents', 'claimed'), tf).refusedWith('dossier.alreadyWaived');
    const submitted = submit(waived, 'inventionPatents');
    expect(status(submitted, 'inventionPatents')).toBe('submitted');
    const withdrawn = go(submitted, { type: 'WithdrawFact', metric: 'inventionPatents', version: 1, reason: 'x' }, city.park);
    expect(status(withdrawn, 'inventionPatents')).toBe('missing');
  });

  it('can be taken back', () => {
    const revoke = { type: 'RevokeWaiver', metric: 'inventionPatents', kind: 'claimed', reason: '园区补报' } as const;
    given().when(revoke, tf).refusedWith('dossier.notWaived');
    expect(status(go(go(given(), waive('inventionPatents', 'claimed'), city.taskForce), revoke, city.taskForce), 'inventionPatents')).toBe(
      'missing',
    );
  });
});

describe('once the assessment is locked (R44)', () => {
  it('what the task force verifies can no longer be written; the rest can', () => {
    const locked = city.knowing({ assessmentLocked: true });
    const flags = submit(given(), 'governanceSound');
    flags
      .when({ type: 'WithdrawFact', metric: 'governanceSound', version: 1, reason: 'x' }, { caller: city.park, extra: locked })
      .refusedWith('dossier.assessmentLocked');
    flags
      .when({ type: 'SubmitFact', metric: 'logisticsCentre', lines: [] }, { caller: city.park, extra: locked })
      .refusedWith('dossier.assessmentLocked');
    flags
      .when({ type: 'WaiveFact', metric: 'logisticsCentre', kind: 'claimed', reason: 'x' }, { caller: city.taskForce, extra: locked })
      .refusedWith('dossier.assessmentLocked');
    flags
      .when({ type: 'SubmitFact', metric: 'inventionPatents', lines: [] }, { caller: city.park, extra: locked })
      .thenState((state) => expect(standing(state, 'inventionPatents')?.version).toBe(1));
  });
});

describe('closing', () => {
  const close = (attempt = 1, use: 'year' | 'base' = 'year') =>
    ({ type: 'CloseDossier', evaluation: 2023, edition: 1, attempt, use }) as const;
  const by = (attempt = 1, knowledge = {}) => ({
    caller: city.process,
    extra: city.knowing({ closing: city.closing(attempt), ...knowledge }),
  });

  it('closes what is complete; then nothing can be written', () => {
    const closed = complete().when(close(), by());
    closed.then({ type: 'DossierClosed', data: { evaluation: 2023, edition: 1, attempt: 1, use: 'year' } });
    closed.when(close(), by()).then();
    for (const [command, caller] of [
      [{ type: 'WithdrawFact', metric: 'landArea', version: 1, reason: 'x' }, city.clerk('landResources')],
      [
        { type: 'CorrectFact', metric: 'landArea', version: 1, lines: [], reason: 'x', documents: [city.document] },
        city.clerk('landResources'),
      ],
      [{ type: 'SubmitFact', metric: 'leadingIndustryShare', lines: [] }, city.park],
      [{ type: 'ReturnFact', metric: 'landArea', version: 1, reason: 'x' }, city.clerk('landResources', 'land-2')],
      [{ type: 'WaiveFact', metric: 'leadingIndustryShare', kind: 'claimed', reason: 'x' }, city.taskForce],
      [{ type: 'FreezeRoster', version: 1 }, city.county],
      [{ type: 'DeclareDossier' }, city.park],
      [{ type: 'ReviewDossier', opinion: 'passed', text: 'x' }, city.county],
    ] as const) {
      closed.when(command, { caller, extra }).refusedWith('dossier.closed');
    }
  });

  it('is refused with every blocker at once', () => {
    const refusal = submit(withRoster(), 'taxPaid').when(close(), by()).refusal();
    expect(refusal.code).toBe('dossier.incomplete');
    const codes = refusal.faults.map((fault) => [fault.code, fault.where]);
    expect(codes).toContainEqual(['dossier.notVerified', 'taxPaid']);
    expect(codes).toContainEqual(['dossier.metricMissing', 'landArea']);
    expect(codes).toContainEqual(['dossier.metricMissing', 'governanceSound']);
    expect(codes.map(([code]) => code)).toEqual(expect.arrayContaining(['dossier.notDeclared', 'dossier.notReviewed']));
    expect(codes).not.toContainEqual(['dossier.metricMissing', 'digitalAssessed']);
    expect(codes).not.toContainEqual(['dossier.metricMissing', 'leadingIndustryShare']);
  });

  it('is for the process, and for the attempt that the evaluation is in', () => {
    complete().when(close(), { caller: city.taskForce, extra: by().extra }).refusedWith('dossier.processOnly');
    complete().when(close(1), by(2)).refusedWith('dossier.attemptOver');
    complete().when(close(), { caller: city.process, extra }).refusedWith('dossier.attemptOver');
  });

  it('gives back what an abandoned attempt closed, and a late command of that attempt comes to nothing', () => {
    const release = { type: 'ReleaseDossier', evaluation: 2023, edition: 1, attempt: 1, reason: '放弃截止' } as const;
    complete().when(release, by()).refusedWith('dossier.notClosed');
    const closed = complete().when(close(), by());
    closed.when({ ...release, attempt: 2 }, by()).refusedWith('dossier.notClosed');
    const open = closed.when(release, by());
    open.then({ type: 'DossierReopened', data: { evaluation: 2023, edition: 1, attempt: 1, reason: '放弃截止', released: [2023] } });
    open.when(close(1), by(1)).refusedWith('dossier.attemptOver');
    open.when(close(2), by(2)).then({ type: 'DossierClosed', data: { evaluation: 2023, edition: 1, attempt: 2, use: 'year' } });
  });

  it('as a base needs the four base metrics only, and a reopening releases every hold', () => {
    const next = { type: 'CloseDossier', evaluation: 2024, edition: 1, attempt: 1, use: 'base' } as const;
    const asBase = { caller: city.process, extra: city.knowing({ closing: city.closing(1, 1, 2024) }) };
    const held = complete().when(close(), by()).when(next, asBase);
    expect(held.state.holds.map((hold) => [hold.evaluation, hold.use])).toEqual([
      [2023, 'year'],
      [2024, 'base'],
    ]);
    const release = { type: 'ReleaseDossier', evaluation: 2024, edition: 1, attempt: 1, reason: '放弃截止' } as const;
    expect(held.when(release, asBase).state.holds.map((hold) => hold.evaluation)).toEqual([2023]);
    const reopen = { type: 'ReopenDossier', evaluation: 2023, edition: 2, reason: '更正税收', document: city.document } as const;
    held.when(reopen, asBase).then({
      type: 'DossierReopened',
      data: { evaluation: 2023, edition: 2, reason: '更正税收', document: city.document, released: [2023, 2024] },
    });
    complete().when(reopen, asBase).refusedWith('dossier.notClosed');
    const refusal = given().when(next, asBase).refusal();
    expect(refusal.faults.map((fault) => fault.where).sort()).toEqual(['landArea', 'operatingRevenue', 'rdExpense', 'taxPaid']);
  });
});
