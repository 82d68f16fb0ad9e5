import * as city from './testing/city.js';
import { given, submit, withRoster } from './testing/road.js';
import { standing } from './dossier.state.js';

const [a] = city.usccs;
const extra = city.knowing();
const fromLand = { caller: city.clerk('landResources'), extra };

describe('delivering several facts at once', () => {
  const tax = { caller: city.clerk('tax'), extra };
  const taxAndRevenue = (...lines: readonly unknown[]) =>
    ({ type: 'DeliverFacts', facts: ['taxPaid', 'operatingRevenue'].map((metric) => ({ metric, lines })) }) as const;

  it('records each as if it had come alone, in one append', () => {
    const delivered = withRoster().when(taxAndRevenue(city.amount(a, '12.5')), tax);
    delivered.thenState((state) => {
      for (const metric of ['taxPaid', 'operatingRevenue'])
        expect(standing(state, metric)).toMatchObject({ version: 1, lines: [{ amount: '12.5' }] });
    });
    const [first] = given().when({ type: 'DeliverFacts', facts: [{ metric: 'landArea', lines: [] }] }, fromLand).events;
    expect(first).toMatchObject({ type: 'DossierOpened' });
  });

  it('corrects what stands, where it names the version', () => {
    const before = submit(withRoster(), 'taxPaid', [city.amount(a, '1')]);
    const fact = { metric: 'taxPaid', lines: [city.amount(a, '2')], documents: [city.document] };
    const correcting = (version: number) => ({ type: 'DeliverFacts', facts: [{ ...fact, correct: { version, reason: '漏报' } }] }) as const;
    before.when(correcting(2), tax).refusedWith('dossier.staleVersion');
    before.when(correcting(1), tax).thenState((state) => expect(standing(state, 'taxPaid')).toMatchObject({ version: 2, reason: '漏报' }));
  });

  it('takes all or nothing, and names the faults of all with their places', () => {
    const outcome = withRoster().when(taxAndRevenue({ ...city.amount(a, '12.5'), amount: 12.5 }), tax);
    const { code, faults } = outcome.refusal();
    expect(code).toBe('dossier.invalid');
    expect(faults.map(({ code: what, where }) => [what, where])).toEqual([
      ['decimal.notText', 'facts[0].lines[0].amount'],
      ['decimal.notText', 'facts[1].lines[0].amount'],
    ]);
    withRoster()
      .when({ type: 'DeliverFacts', facts: [...taxAndRevenue().facts, ...taxAndRevenue().facts] }, tax)
      .refusedWith('dossier.invalid');
  });
});

describe('verifying several facts at once', () => {
  it('gives all their verdicts, or none', () => {
    const submitted = submit(submit(withRoster(), 'taxPaid', [city.amount(a, '1')]), 'operatingRevenue', [city.amount(a, '2')]);
    const verdicts = (metric: string, version: number) => ({ metric, version, verdicts: [{ line: a, verdict: 'confirmed' as const }] });
    const both = { caller: city.verifier('taxPaid'), extra };
    submitted
      .when({ type: 'VerifyFacts', facts: [verdicts('taxPaid', 1), verdicts('operatingRevenue', 2)] }, both)
      .refusedWith('dossier.staleVersion', { where: ['facts[1]'] });
    submitted.when({ type: 'VerifyFacts', facts: [verdicts('taxPaid', 1), verdicts('operatingRevenue', 1)] }, both).thenState((state) => {
      for (const metric of ['taxPaid', 'operatingRevenue']) expect(standing(state, metric)?.status).toBe('verified');
    });
  });
});
