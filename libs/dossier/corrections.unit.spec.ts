import { schemeHash } from '#libs/scheme';
import { blockersOf } from './blockers.js';
import type { DossierCommandInput } from './commands.js';
import { standing } from './dossier.state.js';
import * as city from './testing/city.js';
import { type Dossier, given, submit, verify, withRoster } from './testing/road.js';

const scheme = city.wholeScheme;
const knowledge = { scheme: { id: scheme.id, hash: schemeHash(scheme), evaluation: 2023, content: scheme } };
const extra = city.knowing(knowledge);
const [a, b, c] = city.usccs;

/** 2024: inventionPatents are due on 30 April, tax on 20 June, land on Monday 15 July. */
const inTime = '2024-04-30T15:59:00.000Z';
const late = '2024-04-30T16:00:00.000Z';

const patents = (count: number) => Array.from({ length: count }, (_none, i) => city.patent(`ZL${i + 1}`));
const correct = {
  type: 'CorrectFact',
  metric: 'inventionPatents',
  version: 1,
  lines: patents(1),
  reason: '漏报',
  documents: [city.document],
} as const;
const request = { type: 'RequestCorrection', metric: 'inventionPatents', version: 1, reason: '漏报', documents: [city.document] } as const;
const close = (evaluation = 2023) => ({ type: 'CloseDossier', evaluation, edition: 1, attempt: 1, use: 'base' }) as const;

/** Gives a command and demands that it is taken. */
function go(dossier: Dossier, command: DossierCommandInput, caller = city.park, at = inTime, more: Partial<typeof extra> = {}): Dossier {
  const outcome = dossier.when(command, { caller, at, extra: { ...extra, ...more } });
  outcome.thenState(() => undefined);
  return outcome;
}

const undeclared = (): Dossier => go(given(), { type: 'SubmitFact', metric: 'inventionPatents', lines: [] });
const claimed = (): Dossier => go(undeclared(), { type: 'DeclareDossier', commitment: city.document });
const requestOf = (dossier: Dossier): string => dossier.state.requests.at(-1)?.request ?? '';
const decide = (dossier: Dossier, granted: boolean, more: { reopens?: number } = {}): DossierCommandInput => ({
  type: 'DecideCorrection',
  request: requestOf(dossier),
  granted,
  reason: '经专班研究',
  ...more,
});

describe('a correction behind the due day', () => {
  it('is free up to the last minute of the due day in China, then needs leave', () => {
    expect(standing(go(claimed(), correct).state, 'inventionPatents')).toMatchObject({ version: 2 });
    expect(standing(go(claimed(), correct).state, 'inventionPatents')?.consent).toBeUndefined();
    const refusal = claimed().when(correct, { caller: city.park, at: late, extra }).refusal();
    expect(refusal).toMatchObject({ code: 'dossier.lateCorrection', params: { due: '2024-04-30' } });
    const withdraw = { type: 'WithdrawFact', metric: 'inventionPatents', version: 1, reason: '重报' } as const;
    claimed().when(withdraw, { caller: city.park, at: late, extra }).refusedWith('dossier.lateCorrection');
  });

  it('a due day on a day off is the next working day', () => {
    const roster = go(given(), { type: 'SubmitFact', metric: 'tenantRoster', lines: [city.stay(a)] });
    const again = { ...correct, metric: 'tenantRoster', lines: [city.stay(b)] } as const;
    // 31 March 2024 is a Sunday.
    go(roster, again, city.park, '2024-04-01T08:00:00.000Z');
    roster.when(again, { caller: city.park, at: '2024-04-02T08:00:00.000Z', extra }).refusedWith('dossier.lateCorrection');
  });

  it('is asked for with reason and evidence, granted by the task force, and says by which request it came', () => {
    const at = late;
    claimed().when(request, { caller: city.park, at: inTime, extra }).refusedWith('dossier.requestNotNeeded');
    claimed()
      .when({ ...request, documents: [] }, { caller: city.park, at, extra })
      .refusedWith('dossier.evidenceMissing');
    claimed()
      .when({ ...request, reason: ' ' }, { caller: city.park, at, extra })
      .refusedWith('dossier.reasonMissing');
    claimed()
      .when(request, { caller: city.clerk('market'), at, extra })
      .refusedWith('dossier.wrongDepartment');
    const asked = go(claimed(), request, city.park, at);
    expect(asked.state.requests).toMatchObject([{ metric: 'inventionPatents', version: 1, ground: 'late' }]);
    asked.when(request, { caller: city.park, at, extra }).refusedWith('dossier.alreadyRequested');
    asked.when(correct, { caller: city.park, at, extra }).refusedWith('dossier.lateCorrection');
    asked.when(decide(asked, true), { caller: city.park, at, extra }).refusedWith('dossier.taskForceOnly');
    asked.when(decide(asked, true, { reopens: 2023 }), { caller: city.taskForce, at, extra }).refusedWith('dossier.reopensOther');
    const granted = go(asked, decide(asked, true), city.taskForce, at);
    granted.when(decide(asked, false), { caller: city.taskForce, at, extra }).refusedWith('dossier.requestDecided');
    const corrected = go(granted, correct, city.park, at);
    expect(standing(corrected.state, 'inventionPatents')).toMatchObject({ version: 2, consent: requestOf(asked) });
    corrected.when({ ...correct, version: 2 }, { caller: city.park, at, extra }).refusedWith('dossier.lateCorrection');
  });

  it('declined, it can be asked for again on other grounds', () => {
    const asked = go(claimed(), request, city.park, late);
    const declined = go(asked, decide(asked, false), city.taskForce, late);
    declined.when(correct, { caller: city.park, at: late, extra }).refusedWith('dossier.lateCorrection');
    expect(go(declined, request, city.park, late).state.requests).toHaveLength(2);
  });

  it('of what the park has not declared yet is not late, nor one that answers a return: of the county, of the verifier, of a line', () => {
    go(undeclared(), correct, city.park, late);
    const byCounty = go(claimed(), { type: 'ReviewDossier', opinion: 'returned', text: '请核对' }, city.county, late);
    go(byCounty, correct, city.park, late);
    const tax = go(
      withRoster(given(), undefined, knowledge),
      { type: 'SubmitFact', metric: 'taxPaid', lines: [city.amount(a, '1')] },
      city.clerk('tax'),
      '2024-06-19T01:00:00.000Z',
    );
    const returned = go(
      tax,
      { type: 'ReturnFact', metric: 'taxPaid', version: 1, reason: '口径' },
      city.clerk('tax', 'tax-2'),
      '2024-06-25T01:00:00.000Z',
    );
    go(returned, { ...correct, metric: 'taxPaid', lines: [city.amount(a, '2')] }, city.clerk('tax'), '2024-06-26T01:00:00.000Z');
    const roster = submit(given(), 'tenantRoster', [city.stay(a)], knowledge);
    const verdicts = [{ line: `${a}@2022-01-01`, verdict: 'returned', reason: '无租约' }] as const;
    const lines = verify(roster, 'tenantRoster', verdicts, knowledge);
    go(lines, { ...correct, metric: 'tenantRoster', lines: [city.stay(c)] }, city.park, '2024-06-26T01:00:00.000Z');
  });
});

describe('a correction of a closed dossier', () => {
  const closing = { closing: city.closing() };
  const closed = (): Dossier => {
    const metrics = ['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea'];
    const delivered = metrics.reduce(
      (dossier, metric) => verify(submit(dossier, metric, undefined, knowledge), metric, undefined, knowledge),
      withRoster(given(), undefined, knowledge),
    );
    return go(delivered, close(), city.process, '2024-07-26T01:00:00.000Z', closing);
  };
  const at = '2024-10-08T01:00:00.000Z';
  const land = { ...request, metric: 'landArea' } as const;
  const surveyor = city.clerk('landResources');

  it('is asked for; a grant names the evaluation that is reopened for it, and then it is free', () => {
    const held = closed();
    held.when({ ...correct, metric: 'landArea' }, { caller: surveyor, at, extra }).refusedWith('dossier.closed');
    const asked = go(held, land, surveyor, at);
    expect(asked.state.requests).toMatchObject([{ ground: 'closed' }]);
    asked.when(decide(asked, true), { caller: city.taskForce, at, extra }).refusedWith('dossier.reopensOther');
    asked.when(decide(asked, false, { reopens: 2023 }), { caller: city.taskForce, at, extra }).refusedWith('dossier.reopensOther');
    const granted = go(asked, decide(asked, true, { reopens: 2023 }), city.taskForce, at);
    const reopen = { type: 'ReopenDossier', evaluation: 2023, edition: 2, reason: '复测', document: city.document } as const;
    const open = go(granted, reopen, city.process, at);
    const corrected = go(open, { ...correct, metric: 'landArea', lines: [city.parcel('皖(2020)0001', '21')] }, surveyor, at);
    expect(standing(corrected.state, 'landArea')).toMatchObject({ version: 2 });
    expect(standing(corrected.state, 'landArea')?.consent).toBeUndefined();
  });

  it('is decided by another account than the one that asked', () => {
    const asked = go(closed(), land, surveyor, at);
    const own = { ...city.taskForce, account: surveyor.account };
    asked.when(decide(asked, true, { reopens: 2023 }), { caller: own, at, extra }).refusedWith('dossier.decideOwn');
    asked
      .when({ ...decide(asked, true), request: 'ab' } as DossierCommandInput, { caller: city.taskForce, at, extra })
      .refusedWith('dossier.requestUnknown');
  });
});

describe("a claim far from last year's value", () => {
  const lastYear = new Map([
    ['inventionPatents', patents(4).map((line, i) => ({ ...line, id: `ZL${i + 1}` }))],
    ['taxPaid', [{ ...city.amount(a, '1000'), id: a }]],
  ]) as never;
  const claiming = (count: number, note?: string): Dossier =>
    go(given(), { type: 'SubmitFact', metric: 'inventionPatents', lines: patents(count), ...(note ? { note } : {}) }, city.park, inTime, {
      lastYear,
    });
  const declare = { type: 'DeclareDossier', commitment: city.document } as const;
  const warned = (dossier: Dossier, metric: string): readonly string[] =>
    standing(dossier.state, metric)?.warnings.map(({ code }) => code) ?? [];

  it.each([
    [1, true],
    [2, false],
    [6, false],
    [7, true],
  ])('of 4 patents last year, %i this year: %p', (count, moved) => {
    expect(warned(claiming(count), 'inventionPatents').includes('dossier.movedFromLastYear')).toBe(moved);
  });

  it('can not be declared without a written explanation: a note, or one that is given later', () => {
    const moved = claiming(9);
    moved
      .when(declare, { caller: city.park, at: inTime, extra })
      .refusedWith('dossier.explanationMissing', { where: ['inventionPatents'] });
    expect(blockersOf(moved.state, 'year', scheme).map(({ code }) => code)).toContain('dossier.explanationMissing');
    go(claiming(9, '新引进两家研发企业'), declare);
    const explain = { type: 'ExplainChange', metric: 'inventionPatents', version: 1, text: '新引进两家研发企业' } as const;
    moved.when({ ...explain, text: ' ' }, { caller: city.park, at: inTime, extra }).refusedWith('dossier.reasonMissing');
    moved.when(explain, { caller: city.county, at: inTime, extra }).refusedWith('dossier.wrongDepartment');
    const explained = go(moved, explain);
    expect(standing(explained.state, 'inventionPatents')?.explanation).toMatchObject({ text: '新引进两家研发企业', account: 'park-1' });
    go(explained, declare);
  });

  it('is only warned about where a department delivers it itself', () => {
    const tax = { type: 'SubmitFact', metric: 'taxPaid', lines: [city.amount(a, '1500')] } as const;
    const drawn = go(withRoster(given(), undefined, knowledge), tax, city.clerk('tax'), inTime, { lastYear });
    expect(warned(drawn, 'taxPaid')).toContain('dossier.movedFromLastYear');
    expect(blockersOf(drawn.state, 'year', scheme).map(({ code }) => code)).not.toContain('dossier.explanationMissing');
    const less = go(withRoster(given(), undefined, knowledge), { ...tax, lines: [city.amount(a, '1499')] }, city.clerk('tax'), inTime, {
      lastYear,
    });
    expect(warned(less, 'taxPaid')).not.toContain('dossier.movedFromLastYear');
  });

  it('nothing verified last year: nothing to compare', () => {
    expect(warned(go(given(), { type: 'SubmitFact', metric: 'inventionPatents', lines: patents(9) }), 'inventionPatents')).toEqual([]);
  });
});

describe('a declaration', () => {
  it('comes with the signed commitment, where the scheme asks for it', () => {
    undeclared().when({ type: 'DeclareDossier' }, { caller: city.park, at: inTime, extra }).refusedWith('dossier.commitmentMissing');
    const { demands: _none, ...bare } = scheme;
    const old = city.knowing({ scheme: { ...knowledge.scheme, hash: schemeHash(bare), content: bare } });
    given()
      .when({ type: 'SubmitFact', metric: 'inventionPatents', lines: [] }, { caller: city.park, at: inTime, extra: old })
      .when({ type: 'DeclareDossier' }, { caller: city.park, at: inTime, extra: old })
      .then({ type: 'DossierDeclared', data: { signedBy: 'park-1' } });
  });
});
