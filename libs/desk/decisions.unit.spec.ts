import { DomainError } from '#libs/kernel';
import { byDossier, outcomesOf, verdictsFor } from './decisions.js';
import { deskOf, submitted, usccs } from './desk-year.testing.js';

const [a, b, c] = usccs;
const key = { park: 'P1', year: 2023 };
const of = (metric: string, more: object = { confirmAll: true }, park = 'P1') => ({ park, metric, version: 1, ...more });

describe('a list of decisions', () => {
  it('goes dossier by dossier: verdicts together, each return by itself', () => {
    const list = [
      of('taxPaid'),
      of('landArea', { return: '缺宗地图' }),
      of('landArea', { confirmAll: true }, 'P2'),
      of('rdExpense', { verdicts: [] }),
    ];
    const brief = byDossier(2023, list).map(({ key: { park }, verify, giveBack }) =>
      [park, verify, giveBack].map((part) => (Array.isArray(part) ? part.map(({ index }) => index) : part)),
    );
    expect(brief).toEqual([
      ['P1', [0, 3], [1]],
      ['P2', [2], []],
    ]);
  });

  it('is refused whole where an item is no single decision, a second one on its fact, or on another year', () => {
    const list = [
      of('taxPaid', {}),
      of('landArea', { confirmAll: true, return: '缺' }),
      of('rdExpense'),
      of('rdExpense'),
      { ...of('landArea'), year: 2021 },
    ];
    const refused = () => byDossier(2023, list);
    expect(refused).toThrow(DomainError);
    try {
      refused();
    } catch (error) {
      expect((error as DomainError).faults.map(({ code, where }) => [code, where])).toEqual([
        ['desk.oneDecision', 'decisions[0]'],
        ['desk.oneDecision', 'decisions[1]'],
        ['desk.decidedTwice', 'decisions[3]'],
        ['desk.otherYear', 'decisions[4].year'],
      ]);
    }
  });

  it('confirms what it does not name where it confirms all', () => {
    const lines = [a, b, c].map((uscc) => ({ uscc, amount: '1', scope: 'entity' }));
    const [dossier] = deskOf({ P1: { year: [submitted('taxPaid', lines)] } }).dossiers;
    const struck = { line: b, verdict: 'struck' as const, reason: '已迁出' };
    if (!dossier) throw new Error('no dossier');
    expect(verdictsFor(dossier.state, of('taxPaid', { confirmAll: true, verdicts: [struck] }))).toEqual([
      struck,
      { line: a, verdict: 'confirmed' },
      { line: c, verdict: 'confirmed' },
    ]);
    expect(verdictsFor(dossier.state, { ...of('taxPaid'), version: 9 })).toEqual([]);
  });
});

describe('what became of decisions that went together', () => {
  const together = [of('taxPaid'), of('rdExpense')].map((decision, index) => ({ index: index + 4, decision }));

  it('says of a refused append which item is to blame, and that the others were held back', () => {
    const stale = { code: 'dossier.staleVersion', message: '当前版本是 2', remedy: '再看', where: 'facts[1]' };
    const error = new DomainError(stale.code, 'stale', stale.message, stale.remedy, {}, stale.where, [stale]);
    expect(outcomesOf(key, 'verified', together, error)).toMatchObject([
      { index: 4, outcome: { metric: 'taxPaid', outcome: 'refused', faults: [{ code: 'desk.heldBack' }] } },
      { index: 5, outcome: { metric: 'rdExpense', outcome: 'refused', faults: [{ code: 'dossier.staleVersion' }] } },
    ]);
  });

  it('blames all where the dossier itself refuses', () => {
    const error = new DomainError('dossier.closed', 'conflict', '已关闭', '重开');
    expect(outcomesOf(key, 'verified', together, error).map(({ outcome }) => outcome.faults?.[0]?.code)).toEqual([
      'dossier.closed',
      'dossier.closed',
    ]);
  });
});
