import { people } from '../../support/client.js';
import type { ParkOf, YearFacts } from '../../support/parks.js';
import { Road } from '../../support/road.js';
import type { Town } from '../../support/town.js';
import { type Cast, createdBy, posting } from './cast.js';
import { askToCorrect, deliverEverything, deliverWithDetours } from './deliveries.js';

const emergency = people.of('emergency');

const facts = (tax: string, land: string): YearFacts => ({
  tax: [tax, '10.5'],
  revenue: ['1000', '250.25'],
  rd: ['12', '0'],
  land,
  patents: 1,
});
/** The second and third park's: equal to the last digit. */
const equal = facts('88.8', '40');

/** The evaluation of 2023 up to its first published edition. January to October 2024. */
export async function judgeFirstYear(town: Town, cast: Cast): Promise<Road> {
  const road = new Road(town, 2023);
  await road.open();
  const finding = await prepareParks(town, cast);
  await collect(town, cast);
  await close(town, cast, road);
  await failOnce(town, cast, finding);
  await road.confirmTierCount(4, '2024-06-21');
  await road.ruleTie(['P-02', 'P-03'], '2024-06-21');
  await review(town, cast, road);
  await road.finalise();
  return road;
}

/** Registered, recognised, one in transition, one merged into another, one that gave false evidence: answers with the finding. */
async function prepareParks(town: Town, cast: Cast): Promise<string> {
  const post = posting(town);
  const document = town.document('2023-12-29');
  for (const park of Object.values(cast) as ParkOf[]) await park.register();
  for (const park of Object.values(cast) as ParkOf[]) if (park !== cast.seventh) await park.recognise('2023-06-01');
  await post(`${cast.seventh.path}/merger`, people.taskForce, { into: cast.first.id, on: '2023-09-01', document });
  await post(`${cast.fifth.path}/transition`, people.taskForce, { until: '2024-02-29', scheme: town.scheme.id, document });
  await post(`${cast.fifth.path}/participation`, cast.fifth.person, { year: 2023, takesPart: false, document });
  const proven = await post(`${cast.sixth.path}/false-evidence`, people.taskForce, { year: 2023, metric: 'inventionPatents', document });
  return createdBy(proven, 'finding');
}

/** Everything but what the fifth park owes: so that the first attempt at closing is blocked. */
async function collect(town: Town, { first, second, third, fourth, fifth, seventh }: Cast): Promise<void> {
  for (const park of [first, seventh]) await park.deliverBase(2022, facts('100', '30'));
  for (const park of [second, third]) await park.deliverBase(2022, facts('80', '40'));
  await fourth.deliverBase(2022, facts('20', '40'));
  const post = posting(town);
  for (const metric of ['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea']) await fifth.waive(2022, metric, 'baseNonExistent');
  await deliverEverything(town, first, 2023, false);
  for (const park of [second, third]) await park.deliverYear(2023, equal);
  await fourth.deliverYear(2023, facts('25', '41'));
  for (const park of [first, second, third, fifth]) await park.stateAccidents(2023);
  await post(`${fourth.path}/accidents`, emergency, { accident: 'SG-2024-1', date: '2024-01-02' });
  await post(`/dossiers/${fifth.id}/2023`, people.taskForce);
}

/** Closed in vain, abandoned, completed, the assessment locked, closed; held up once more by a certificate that two parks list. */
async function close(town: Town, { first, fourth, fifth }: Cast, road: Road): Promise<void> {
  await town.until('2024-06-21T01:00:00.000Z');
  await road.close({ evenIfBlocked: true });
  const stated = { year: 2023, none: true, accidents: [], document: town.document('2024-06-20', '情况说明') };
  await posting(town)(`${fourth.path}/accident-statements`, emergency, stated);
  await road.send('closing/abandonment', { reason: '第五园未报齐' });
  await town.settled();
  const metric = 'inventionPatents';
  await deliverWithDetours(town, fifth, 2023, facts('30', '35'), await certificateOf(town, first.fact(2023, metric)));
  await road.send('assessment-lock', {});
  await road.close({ evenIfBlocked: true });
  const own = { uscc: fifth.tenant(0), certificate: town.certificate(), date: '2023-06-01', origin: 'original' };
  await askToCorrect(town, fifth, 2023, metric, 3, { granted: true });
  await fifth.correct(2023, metric, 3, [own], '2024-01-04');
  await fifth.verify(2023, metric, 4);
  await town.settled();
}

async function certificateOf(town: Town, fact: string): Promise<string> {
  const { data } = await town.api.get<{ versions: readonly { lines: readonly { certificate: string }[] }[] }>(fact, people.taskForce);
  const certificate = data.versions[0]?.lines[0]?.certificate;
  if (certificate === undefined) throw new Error(`${fact} lists no certificate`);
  return certificate;
}

/** The finding against the sixth park is revoked after collection closed without it: it can't be judged, the run fails. A new finding lets the next one go on. */
async function failOnce(town: Town, { sixth }: Cast, finding: string): Promise<void> {
  const post = posting(town);
  const document = town.document('2024-06-21');
  await post(`${sixth.path}/false-evidence/${finding}/revocation`, people.taskForce, { reason: '复议撤销', document });
  await town.settled();
  await post(`${sixth.path}/false-evidence`, people.taskForce, { year: 2023, document });
  await town.settled();
}

/** What was found on site disagrees with the claim; the day after it is measured again. */
async function checkAgain(town: Town, park: ParkOf, road: Road): Promise<void> {
  for (const [on, passed, findings] of [
    ['2024-07-25', false, '实际面积与申报不符，待复核'],
    ['2024-07-26', true, '复测后相符'],
  ] as const) {
    const form = town.document(on, '现场核查表');
    await road.send(`site-checks/${park.id}`, { on, by: ['taskForce-1', 'taskForce-2'], passed, findings, form, photos: [form] });
  }
}

/** Site checks, the meeting, the notice with two objections, the approval. */
async function review(town: Town, { second, third }: Cast, road: Road): Promise<void> {
  await town.until('2024-07-26T01:00:00.000Z');
  await road.visit('2024-07-25');
  await checkAgain(town, third, road);
  const meeting = {
    held: '2024-07-26',
    minutes: town.document('2024-07-26'),
    present: ['taskForce-1', 'taskForce-3'],
    recused: ['taskForce-2'],
  };
  await road.send('meetings', { ...meeting, decided: '同意' });
  await town.until('2024-08-05T01:00:00.000Z');
  await road.publish('2024-08-05', '2024-08-05');
  const document = town.document('2024-08-05');
  const objecting = async (park: ParkOf): Promise<string> => {
    const objection = { park: park.id, text: '名次有误', documents: [document] };
    return createdBy(await town.api.post(`${road.path}/objections`, park.person, objection), 'objection');
  };
  const [unfounded, upheld] = [await objecting(third), await objecting(second)];
  const answered = { answer: '经核对无误', document };
  await road.resolve(unfounded, { ...answered, upheld: false });
  await road.resolve(upheld, {
    ...answered,
    answer: '名称已更正',
    upheld: true,
    changes: [{ park: second.id, what: '园区名称' }],
  });
  await road.send('scoring', { reason: '复核', resultDay: '2024-09-30' });
  await road.visit('2024-08-05');
  await town.until('2024-08-20T01:00:00.000Z');
  await road.conclude();
  await road.approve('2024-08-19');
}
