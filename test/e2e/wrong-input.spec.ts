import { readFileSync } from 'node:fs';
import { readSampleSeeds, SampleLoader } from '#libs/sample-city/nest';
import { parseScheme } from '#libs/scheme';
import { people } from '../support/client.js';
import { refuse } from '../support/refusals.js';
import { startReal, startSample, type TestServer } from '../support/server.js';
import { headOf } from '../support/town.js';
import { listed, openTown, others, park, submission, town } from './wrong-input.cases.js';

describe('wrong input', () => {
  beforeAll(openTown);
  afterAll(() => town.dispose());

  it.each([...listed, ...others])('$what → $status $code, and nothing is recorded', async ({ mistake, status, code, where }) => {
    const { problem, faults } = await refuse(town.running, await mistake());
    expect(problem).toMatchObject({ status, code, ...(where === undefined ? {} : { where }) });
    expect(faults).toEqual([]);
  });

  it('a reading that the policy does not offer is named with its place in the scheme, also in a what-if', async () => {
    const readings = { ...town.scheme.readings, equalReference: 'always' };
    const draft = { path: '/schemes', who: people.taskForce, body: { content: { ...town.scheme, id: 'another', readings } } };
    const { problem, faults } = await refuse(town.running, draft);
    expect(problem).toMatchObject({ status: 400, code: 'scheme.readingNotOffered', where: 'readings.equalReference' });
    expect(faults).toEqual([]);
  });

  it('every fault of a delivery is told at once, each with its line', async () => {
    const lines = [
      { uscc: '91350100M000100Y44', amount: 12.5, scope: 'entity' },
      { uscc: park.tenant(1), amount: '12.300000000000001', scope: 'everything' },
    ];
    const { problem, faults } = await refuse(town.running, await submission('operatingRevenue', lines));
    expect(problem).toMatchObject({ status: 400, code: 'dossier.invalid' });
    expect(problem.faults.map(({ code, where }) => [code, where])).toEqual([
      ['decimal.notText', 'lines[0].amount'],
      ['uscc.checkDigit', 'lines[0].uscc'],
      ['dossier.fieldInvalid', 'lines[1].scope'],
      ['decimal.tooPrecise', 'lines[1].amount'],
    ]);
    expect(faults).toEqual([]);
  });

  it('closing with gaps lists every gap of every park', async () => {
    const closing = { path: '/evaluations/2023/closing', who: people.taskForce, body: { resultDay: '2024-09-30' } };
    const { problem } = await refuse(town.running, closing);
    const places = problem.faults.map(({ where }) => where);
    const claimed = town.scheme.metrics
      .filter(({ submits, code }) => submits === 'park' && code !== 'tenantRoster')
      .map(({ code }) => code);
    const { data } = await town.api.get<{ blockers: { metric?: string }[] }>(`${park.dossier(2023)}/blockers`, people.taskForce);
    expect(data.blockers.length).toBeGreaterThan(claimed.length);
    for (const { metric } of data.blockers.filter((blocker) => blocker.metric !== undefined)) expect(places).toContain(`P1/2023/${metric}`);
    for (const metric of ['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea']) expect(places).toContain(`P1/2022/${metric}`);
    expect(problem.faults.map(({ code }) => code)).toContain('evaluation.accidentStatementMissing');
  });

  it('a value out of its list is answered with the list, a body of another shape without a gap', async () => {
    const path = `${park.fact(2023, 'talentTeams')}/waiver`;
    const other = { path, who: people.taskForce, body: { kind: 'forgotten', reason: '园区未申报' } };
    const { problem, faults } = await refuse(town.running, other);
    expect(problem).toMatchObject({
      status: 400,
      code: 'request.field',
      where: 'kind',
      title: expect.stringContaining('claimed、baseNonExistent'),
    });
    expect(faults).toEqual([]);
    const list = await refuse(town.running, { ...other, body: '[]' });
    expect(list).toMatchObject({ problem: { status: 400 }, faults: [] });
  });

  it('each of the issue’s mistakes has a code of its own', () => {
    expect(new Set(listed.map(({ code }) => code)).size).toBe(listed.length);
  });
});

describe('a real ledger', () => {
  let real: TestServer;
  beforeAll(async () => {
    real = await startReal();
  });
  afterAll(() => real.dispose());

  it('has no clock that anybody could move', async () => {
    const clock = { path: '/sample/clock', who: people.admin, body: { to: '2035-12-31T08:00:00.000Z' } };
    const { problem, faults } = await refuse(real, clock);
    expect(problem).toMatchObject({ status: 409, code: 'ledger.notSample' });
    expect(faults).toEqual([]);
  });

  it('takes no sample city', async () => {
    const before = await headOf(real);
    const files = readSampleSeeds('seeds/sample-city');
    const scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
    await expect(real.server.app.get(SampleLoader).load({ files, scheme })).rejects.toMatchObject({ code: 'ledger.notSample' });
    expect(await headOf(real)).toBe(before);
    expect((await real.api.get<{ events: number; sample: boolean }>('/ledger', people.auditor)).data).toMatchObject({
      events: 1,
      sample: false,
    });
  });

  it('is never opened as a sample', async () => {
    await real.stop();
    await expect(startSample('2024-01-05T01:00:00.000Z', real.dataDir)).rejects.toMatchObject({ code: 'ledger.isReal' });
    real = await startReal(real.dataDir);
    expect((await real.api.get<{ events: number }>('/ledger', people.auditor)).data.events).toBe(1);
  });
});
