import type { DossierView } from '#libs/dossier/nest';
import type { SubmissionSummary } from '#libs/submission/nest';
import { headersOf, people, type Problem } from '../support/client.js';
import { Road } from '../support/road.js';
import { county, Town, ZONE } from '../support/town.js';
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

beforeAll(async () => {
  town = await Town.found('2024-03-01T01:00:00.000Z');
  intake = new Intake(town.api);
  await new Road(town, 2023).open();
  for (const code of ['P1', 'P2', 'P3']) {
    await town.api.post('/parks', people.taskForce, {
      code,
      name: `园区${code}`,
      zone: ZONE,
      operator: { name: '运营公司', uscc: town.enterprise() },
    });
  }
}, 60_000);
afterAll(() => town.dispose());

describe('A workbook on its way into the dossiers', () => {
  it('is received, shown against the facts of today, accepted, and applied to each of its dossiers', async () => {
    const file = landList([parcel('P1', '证1', '20'), parcel('P1', '证2', '3.5'), parcel('P2', '证3', '40')]);
    const { id, events } = await intake.submit(land, file, '占地面积.csv');
    expect(events.map(({ type }) => type)).toEqual(['SubmissionReceived']);
    const { status, preview } = await intake.view(id, land);
    expect(status).toBe('received');
    expect(preview?.deliveries.facts).toMatchObject([
      { park: 'P1', metric: 'landArea', act: 'new', after: { lines: 2, sum: '23.5' } },
      { park: 'P2', metric: 'landArea', act: 'new', after: { lines: 1, sum: '40' } },
    ]);
    expect(preview?.deliveries.missing).toEqual([{ park: 'P3', metric: 'landArea' }]);
    await intake.accept(other, id);
    await town.settled();
    expect(await intake.view(id, land)).toMatchObject({
      status: 'applied',
      applied: { applied: [{ park: 'P1' }, { park: 'P2' }], refused: [] },
    });
    const current = await landOf('P1');
    expect(current).toMatchObject({ version: 1, delivered: { account: other.account }, total: undefined });
    expect(current?.lines).toMatchObject([
      { certificate: '证1', area: '20', source: { sheet: '占地面积.csv', row: 2 } },
      { certificate: '证2', area: '3.5', source: { row: 3 } },
    ]);
  });
});
