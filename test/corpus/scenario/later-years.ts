import { withReadings, type Scheme } from '#libs/scheme';
import { people } from '../../support/client.js';
import type { ParkOf } from '../../support/parks.js';
import { Road } from '../../support/road.js';
import type { Town } from '../../support/town.js';
import { type Cast, posting } from './cast.js';
import { askToCorrect, deliverEverything, everyAmount } from './deliveries.js';
import { YearInWorkbooks } from './workbooks.js';

/** Paid and used; then an accident is graded and a figure corrected: the second edition, with awards granted, taken back and voided. Autumn 2024. */
export async function secondEdition(town: Town, cast: Cast, road: Road): Promise<void> {
  const post = posting(town);
  const award = (park: ParkOf): string => `/awards/2023/${park.id}`;
  await town.until('2024-10-15T01:00:00.000Z');
  const paid = { on: '2024-10-15', document: town.document('2024-10-15') };
  await post(`${award(cast.first)}/payment`, people.taskForce, { amount: '100', ...paid });
  await post(`${award(cast.second)}/payment`, people.taskForce, { amount: '80', ...paid });
  const uses = [
    { use: 'team', amount: '15.5' },
    { use: town.scheme.readings.awardUses[0], amount: '60', document: paid.document },
    { use: 'other', amount: '1', reason: '园区宣传' },
  ];
  await post(`${award(cast.first)}/use`, cast.first.person, { uses });

  const report = town.document('2024-10-15', '事故调查报告');
  await post(`${cast.fourth.path}/accidents/SG-2024-1/grading`, people.of('emergency'), { severity: 'major', report });
  await askToCorrect(town, cast.third, 2023, 'taxPaid', 1, { granted: true, reopens: 2023 });
  await road.reopen('税收更正申报', '2024-10-15', [{ park: cast.third.id, year: 2023 }]);
  const lines = [
    { uscc: cast.third.tenant(0), amount: '95.1', scope: 'entity' },
    { uscc: cast.third.tenant(1), amount: '10.5', scope: 'entity' },
  ];
  await cast.third.correct(2023, 'taxPaid', 1, lines, '2024-10-15');
  await cast.third.verify(2023, 'taxPaid', 2);
  await road.close();
  await road.confirmTierCount(3, '2024-10-15');
  await publishAgain(town, road, '2024-11-04', '2024-11-12');

  const decision = { edition: 2, decision: 'approved', ground: '第二版结果', document: town.document('2024-11-12') };
  await post(`${award(cast.second)}/adjustment-decision`, people.taskForce, decision);
  await post(`${award(cast.second)}/recovery`, people.taskForce, { amount: '10', on: '2024-11-12', document: town.document('2024-11-12') });
}

/** Site checks, meeting, notice, approval and finalising of a further edition. */
async function publishAgain(town: Town, road: Road, notice: string, after: string): Promise<void> {
  await town.until(`${notice}T01:00:00.000Z`);
  await road.visit(notice);
  await road.meet(notice);
  await road.publish(notice, notice);
  await town.until(`${after}T01:00:00.000Z`);
  await road.conclude();
  await road.approve(after);
  await road.finalise();
}

/** The evaluation of 2024, under a scheme with other readings, up to its proposed result. To summer 2025. */
export async function judgeSecondYear(town: Town, cast: Cast): Promise<Road> {
  const post = posting(town);
  await town.until('2025-01-06T01:00:00.000Z');
  const withdrawn = { on: '2024-12-20', ground: '不再符合认定条件', document: town.document('2024-12-20') };
  for (const park of [cast.second, cast.third, cast.fourth]) await post(`${park.path}/recognition/withdrawal`, people.taskForce, withdrawn);
  const scheme = withReadings(town.scheme, { digitalManagement: 'assessed', facilities: 'all' });
  await adopt(town, { ...scheme, id: 'luan-2024' });
  const road = new Road(town, 2024);
  await post(`${road.path}/opening`, people.taskForce, { scheme: 'luan-2024' });
  await deliverEverything(town, cast.first, 2024, true);
  const workbooks = new YearInWorkbooks(town, 2024);
  await workbooks.deliver(cast.fifth, cast.sixth);
  await workbooks.stateAccidents(cast);
  await town.until('2025-06-20T01:00:00.000Z');
  await road.close();
  return road;
}

async function adopt(town: Town, content: Scheme): Promise<void> {
  const { api } = town;
  const path = `/schemes/${content.id}`;
  await api.post('/schemes', people.taskForce, { content, source: town.document('2025-01-06') });
  const { data } = await api.get<{ hash: string; confirmationsNeeded: readonly { code: string }[] }>(path, people.taskForce);
  const confirmations = data.confirmationsNeeded.map(({ code }) => ({ code, reason: '专班会议议定' }));
  await api.post(`${path}/confirmations`, people.of('taskForce', 2), { hash: data.hash, confirmations });
  await api.post(`${path}/adoption`, people.taskForce, { hash: data.hash, basis: town.document('2025-01-06') });
}

/** 2023 is corrected in a dossier that 2024 holds as its base: 2024 keeps its edition, 2023 gets a third, and an undecided adjustment lapses. Summer 2025. */
export async function thirdEdition(town: Town, cast: Cast, first: Road, second: Road): Promise<void> {
  await first.reopen('占地面积复测', '2025-06-20', [{ park: cast.first.id, year: 2023 }]);
  await second.send('edition-kept', { reason: '不影响名次', document: town.document('2025-06-20') });
  const land = (everyAmount(town, cast.first).get('landArea') ?? []).slice(0, 1);
  await cast.first.correct(2023, 'landArea', 1, land, '2025-06-20');
  await cast.first.verify(2023, 'landArea', 2);
  await first.close();
  await first.confirmTierCount(2, '2025-06-20');
  await publishAgain(town, first, '2025-07-07', '2025-07-15');
  const decision = { edition: 3, decision: 'rejected', ground: '已列入整改，不追回', document: town.document('2025-07-15') };
  await posting(town)(`/awards/2023/${cast.second.id}/adjustment-decision`, people.taskForce, decision);
}
