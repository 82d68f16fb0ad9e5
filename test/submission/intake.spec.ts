import type { DossierView } from '#libs/dossier/nest';
import { parseWorkbook, textOf } from '#libs/spreadsheets';
import type { SubmissionSummary, SubmissionView } from '#libs/submission/nest';
import { headersOf, people, type Person, type Problem } from '../support/client.js';
import { Road } from '../support/road.js';
import { Town, ZONE } from '../support/town.js';
import { Intake, land, landList, parcel } from './intake.js';

let town: Town;
let intake: Intake;
const other = people.of('landResources', 2);
const refused = (call: Promise<unknown>): Promise<Problem> => town.api.refusal(call);
const landOf = async (park: string) => {
  await town.settled();
  const { data } = await town.api.get<DossierView>(`/dossiers/${park}/2023`, people.taskForce);
  return data.facts.find(({ metric }) => metric === 'landArea')?.current;
};
const settledView = async (id: string, who: Person = land): Promise<SubmissionView> => {
  await town.settled();
  return intake.view(id, who);
};
const download = async (path: string, who: Person): Promise<Uint8Array> => {
  const response = await fetch(town.api.url + path, { headers: headersOf(who) });
  expect([path, response.status]).toEqual([path, 200]);
  return new Uint8Array(await response.arrayBuffer());
};

const partsOf = (text: string) =>
  text
    .split('\n\n')
    .filter((part) => part !== '')
    .map((part) => {
      const [event = '', data = ''] = part.split('\n');
      return { event: event.replace('event: ', ''), data: JSON.parse(data.replace('data: ', '')) as unknown };
    });

beforeAll(async () => {
  town = await Town.found('2024-03-01T01:00:00.000Z');
  intake = new Intake(town.api);
  await new Road(town, 2023).open();
  for (const code of ['P1', 'P2', 'P3']) {
    const operator = { name: '运营公司', uscc: town.enterprise() };
    await town.api.post('/parks', people.taskForce, { code, name: `园区${code}`, zone: ZONE, operator });
  }
}, 60_000);
afterAll(() => town.dispose());

describe('A workbook on its way into the dossiers', () => {
  const first = landList([parcel('P1', '证1', '20'), parcel('P1', '证2', '3.5'), parcel('P2', '证3', '40')]);
  const second = landList([parcel('P1', '证1', '21'), parcel('P1', '证2', '3.5'), parcel('P2', '证3', '40')]);

  it('is received, shown against the facts of today, accepted, and applied to each of its dossiers', async () => {
    const { id, events } = await intake.submit(land, first, '占地面积.csv');
    expect(events.map(({ type }) => type)).toEqual(['SubmissionReceived']);
    const { status, preview } = await intake.view(id, land);
    expect(status).toBe('received');
    expect(preview?.deliveries.facts).toMatchObject([
      { park: 'P1', metric: 'landArea', act: 'new', after: { lines: 2, sum: '23.5' } },
      { park: 'P2', metric: 'landArea', act: 'new', after: { lines: 1, sum: '40' } },
    ]);
    expect(preview?.deliveries.missing).toEqual([{ park: 'P3', metric: 'landArea' }]);
    await intake.accept(other, id);
    const applied = [{ park: 'P1' }, { park: 'P2' }];
    expect(await settledView(id)).toMatchObject({
      status: 'applied',
      applied: { applied, refused: [] },
      applying: { total: 2, applied: 2 },
    });
    const current = await landOf('P1');
    expect(current).toMatchObject({ version: 1, delivered: { account: other.account } });
    expect(current?.lines).toMatchObject([
      { certificate: '证1', area: '20', source: { sheet: '占地面积.csv', row: 2 } },
      { certificate: '证2', area: '3.5', source: { row: 3 } },
    ]);
  });

  it('that says what stands already is not accepted', async () => {
    const { id } = await intake.submit(land, first, '占地面积.csv');
    expect((await intake.view(id, land)).preview?.items.flatMap(({ facts }) => facts.map(({ act }) => act))).toEqual(['same', 'same']);
    expect(await refused(intake.accept(land, id))).toMatchObject({ status: 409, code: 'submission.nothingNew' });
    await town.api.post(`/submissions/${id}/withdrawal`, land);
    const again = town.api.post(`/submissions/${id}/acceptance`, land, { previewHash: 'a'.repeat(64) });
    expect(await refused(again)).toMatchObject({ code: 'submission.notAwaiting' });
  });

  it('corrects with reason and evidence, and only what the preview showed', async () => {
    const [one, late] = [await intake.submit(land, second, '更正.csv'), await intake.submit(land, second, '再次更正.csv')];
    const { preview } = await intake.view(late.id, land);
    expect(preview?.deliveries.facts[0]).toMatchObject({
      act: 'changed',
      version: 1,
      changed: [{ id: '证1', fields: [{ before: '20', after: '21' }] }],
    });
    expect(await refused(intake.accept(land, one.id))).toMatchObject({ status: 400, code: 'submission.reasonMissing' });
    const why = { reason: '复测', documents: [town.document('2024-02-01')] };
    await intake.accept(land, one.id, why);
    expect((await settledView(one.id)).applied).toMatchObject({ applied: [{ park: 'P1' }] });
    expect(await landOf('P1')).toMatchObject({ version: 2, reason: '复测' });
    expect(await landOf('P2')).toMatchObject({ version: 1 });
    const acceptance = town.api.post(`/submissions/${late.id}/acceptance`, land, { previewHash: preview?.hash, ...why });
    expect(await refused(acceptance)).toMatchObject({ status: 412, code: 'submission.stalePreview' });
  });

  it('with errors is rejected whole, and comes back annotated', async () => {
    const before = (await town.api.get<unknown>('/ledger', people.auditor)).index;
    const file = landList([parcel('P1', '证1', '-3'), parcel('P9', '证4', '3'), parcel('P3', '证5', 'x')]);
    const { id, events } = await intake.submit(land, file, '有错误.csv');
    expect(events.map(({ type }) => type)).toEqual(['SubmissionRejected']);
    const { index, data } = await town.api.get<SubmissionView>(`/submissions/${id}`, land);
    expect(index).toBe(before + 1);
    expect(data.status).toBe('rejected');
    expect(data.errors.map(({ row, column }) => [row, column])).toEqual(
      expect.arrayContaining([
        [2, '面积'],
        [3, '园区代码'],
        [4, '面积'],
      ]),
    );
    expect(data.head).toMatchObject({ errors: data.errors.length });
    const report = await parseWorkbook(await download(`/submissions/${id}/report`, land), 'report.xlsx');
    const texts = report.sheets.flatMap(({ rows }) => rows.flat().map(textOf));
    for (const { message } of data.errors) expect(texts.some((text) => text.includes(message))).toBe(true);
    expect(await refused(town.api.post(`/submissions/${id}/acceptance`, land, { previewHash: 'a'.repeat(64) }))).toMatchObject({
      status: 409,
    });
  });

  it('tells how far reading and checking have come, and then the answer', async () => {
    const body = { kind: 'delivery', year: 2023, ...(await intake.upload(land, second, '更正.csv')) };
    const headers = { ...headersOf(land), accept: 'text/event-stream', 'content-type': 'application/json', 'idempotency-key': 'told' };
    const { contentType, text } = await town.api.raw('POST', '/submissions', headers, JSON.stringify(body));
    expect(contentType).toContain('text/event-stream');
    const parts = partsOf(text);
    expect(parts.map(({ event }) => event)).toEqual([...Array<string>(parts.length - 1).fill('progress'), 'answer']);
    const answer = parts.at(-1)?.data as { id: string };
    const again = await town.api.post('/submissions', land, body, { key: 'told' });
    expect(again.id).toBe(answer.id);
    const bad = await town.api.raw(
      'POST',
      '/submissions',
      { ...headers, 'idempotency-key': 'bad' },
      JSON.stringify({ ...body, name: '别名.csv' }),
    );
    expect(partsOf(bad.text)).toMatchObject([{ event: 'problem', data: { status: 400, code: 'submission.fileName' } }]);
  });
});

describe('The offices’ workbooks, from their templates', () => {
  const tenant = '91341502MA2TX00250';
  const county: Person = { ...people.of('county'), county: '341502' };
  const applied = async (who: Person, content: string, name: string, kind: string): Promise<SubmissionView> => {
    const { id } = await intake.submit(who, content, name, kind);
    await intake.accept({ ...who, account: `${who.account}-b` }, id);
    return settledView(id, who);
  };
  /** The template's CSV with each row filled in by the heads of its columns. */
  const filled = async (
    kind: string,
    who: Person,
    fill: (row: Record<string, string>) => object | undefined,
    sheet = '',
  ): Promise<string> => {
    const query = sheet === '' ? '' : `&sheet=${encodeURIComponent(sheet)}`;
    const text = new TextDecoder().decode(await download(`/templates/2023/${kind}?format=csv${query}`, who));
    const [head = [], ...rows] = text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const written = rows.flatMap((row) => {
      const cells = Object.fromEntries(head.map((name, i) => [name, row[i] ?? '']));
      const more = fill(cells);
      return more ? [head.map((name) => ({ ...cells, ...more })[name] ?? '').join(',')] : [];
    });
    return [head.join(','), ...written, ''].join('\r\n');
  };

  it('a park’s roster, its county’s verdicts, and the tax of its tenants: applied where it can be, refused with a code where it can’t', async () => {
    const roster = await filled('roster', people.park('P1'), () => ({ 统一社会信用代码: tenant, 入驻日期: '2022-01-01' }));
    expect((await applied(people.park('P1'), roster, '园内企业名单.csv', 'roster')).applied).toMatchObject({ applied: [{ park: 'P1' }] });
    const verdicts = await filled('verification', county, () => ({ 核实结论: '确认' }));
    expect((await applied(county, verdicts, '园内企业名单.csv', 'verification')).applied).toMatchObject({ applied: [{ park: 'P1' }] });
    await town.api.post('/dossiers/P1/2023/roster-freeze', county, {}, { ifMatch: 1 });
    const taxPaid = town.scheme.metrics.find(({ code }) => code === 'taxPaid')?.name ?? '';
    const tax = people.of('tax');
    const amounts = (row: Record<string, string>) =>
      row['园区代码'] === 'P1' ? { [`${taxPaid}（万元）`]: '12.5', 口径: '法人单位' } : { 统一社会信用代码: '无' };
    const view = await applied(tax, await filled('delivery', tax, amounts, taxPaid), `${taxPaid}.csv`, 'delivery');
    expect(view.applied?.applied).toEqual([{ park: 'P1', year: 2023 }]);
    expect(view.applied?.refused).toMatchObject([{ park: 'P2', code: 'dossier.rosterNotFrozen' }, { park: 'P3' }]);
  });

  it('the statements of 应急 for every park', async () => {
    const emergency = people.of('emergency');
    const view = await applied(
      emergency,
      await filled('statements', emergency, () => ({ 有无事故: '无' })),
      '安全生产事故.csv',
      'statements',
    );
    expect(view.applied?.applied.map(({ park }) => park)).toEqual(['P1', 'P2', 'P3']);
    const status = await town.api.get<{ accidentStatement: unknown }>(
      `/parks/P2/status/2023?resultDay=2024-09-30&scheme=${town.scheme.id}`,
      people.taskForce,
    );
    expect(status.data.accidentStatement).toMatchObject({ state: 'current', statement: { none: true } });
  });

  it('has its progress told until it is through', async () => {
    const [{ id }] = (await town.api.get<SubmissionSummary[]>('/submissions?year=2023&status=applied', people.of('emergency'))).data as [
      SubmissionSummary,
    ];
    const { text } = await town.api.raw('GET', `/submissions/${id}/progress`, headersOf(people.of('emergency')));
    expect(partsOf(text)).toMatchObject([
      { event: 'progress', data: { total: 3, applied: 3, refused: 0 } },
      { event: 'answer', data: { data: { status: 'applied' } } },
    ]);
  });
});

describe('Submissions whose file is erased', () => {
  const list = (area: string) => landList([parcel('P3', '证9', area)]);
  const erase = async (hash: string): Promise<void> => {
    const { hash: document, title } = town.document('2024-02-01', '删除申请');
    const basis = { ground: 'consentWithdrawn', reason: '本人申请删除', document: { hash: document, title } };
    const { events } = await town.api.post('/erasures/evidence', people.taskForce, { hash, ...basis });
    const { erasure } = events[0]?.data as { erasure: string };
    await town.api.post(`/erasures/${erasure}/confirmation`, people.of('taskForce', 2), {});
  };
  const fileOf = async (id: string): Promise<string> => (await intake.view(id, land)).head.file.hash;
  const gone = { status: 410, code: 'evidence.erased' };
  const told = { code: 'evidence.erased', message: expect.stringContaining('已依法删除') as string };
  let [waiting, withErrors, done] = ['', '', ''];

  beforeAll(async () => {
    done = (await intake.submit(land, list('7'), '已办.csv')).id;
    await intake.accept(land, done);
    await town.settled();
    waiting = (await intake.submit(land, list('8'), '待确认.csv')).id;
    withErrors = (await intake.submit(land, list('-8'), '有错误的.csv')).id;
    for (const id of [done, waiting]) await erase(await fileOf(id));
  });

  it('go after the annotated workbook in which their rows stand again', async () => {
    const { head } = await intake.view(withErrors, land);
    const report = 'report' in head ? head.report.hash : '';
    const left = { status: 409, code: 'erasure.copiesLeft', detail: expect.stringContaining(report) as string };
    expect(await refused(erase(head.file.hash))).toMatchObject(left);
    await erase(report);
    await erase(head.file.hash);
  });

  it('are shown as the log has them, and say that the file is gone', async () => {
    const views = await Promise.all([waiting, withErrors, done].map((id) => intake.view(id, land)));
    const nothing = { errors: [], warnings: [], unreadable: told };
    expect(views).toMatchObject([
      { status: 'received', head: { items: [{ park: 'P3', facts: [{ metric: 'landArea', lines: 1 }] }] }, ...nothing },
      { status: 'rejected', head: { errors: 1, codes: [{ count: 1 }] }, ...nothing },
      { status: 'applied', applied: { applied: [{ park: 'P3' }] }, ...nothing },
    ]);
    expect(views.map((view) => 'preview' in view)).toEqual([false, false, false]);
    expect(await refused(town.api.get(`/submissions/${withErrors}/report`, land))).toMatchObject(gone);
  });

  it('are not accepted any more, but withdrawn', async () => {
    expect(await refused(town.api.post(`/submissions/${waiting}/acceptance`, land, { previewHash: 'a'.repeat(64) }))).toMatchObject(gone);
    await town.api.post(`/submissions/${waiting}/withdrawal`, land);
    expect(await intake.view(waiting, land)).toMatchObject({ status: 'withdrawn', unreadable: told });
  });
});

describe('A submission', () => {
  it('is seen by its own office, the task force and auditors', async () => {
    const departments = async (who: Person) => {
      const { data } = await town.api.get<SubmissionSummary[]>('/submissions?year=2023', who);
      return [...new Set(data.map(({ department }) => department))].sort();
    };
    expect(await departments(people.auditor)).toEqual(['county', 'emergency', 'landResources', 'park', 'tax']);
    expect(await departments(land)).toEqual(['county', 'landResources', 'park']);
    expect(await departments(people.park('P1'))).toEqual(['park']);
    expect(await departments(people.park('P2'))).toEqual([]);
    const [{ id }] = (await town.api.get<SubmissionSummary[]>('/submissions?department=landResources', land)).data as [SubmissionSummary];
    expect(await refused(town.api.get(`/submissions/${id}`, people.of('tax')))).toMatchObject({ status: 403, code: 'submission.notYours' });
  });
});
