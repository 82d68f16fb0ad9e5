import { people, type Problem } from '../support/client.js';
import { ParkOf, type YearFacts } from '../support/parks.js';
import { Road } from '../support/road.js';
import { county, Town } from '../support/town.js';
import { inputsIn, type WhyView } from '../support/why.js';

/** Three taxpayers share each sum. */
export const facts = (tax: number, revenue: number, land = '60', rd = 30): YearFacts => ({
  tax: thirds(tax),
  revenue: thirds(revenue),
  rd: thirds(rd),
  land,
  patents: 1,
});
export const thirds = (sum: number): string[] => [`${sum / 3}`, `${sum / 3}`, `${sum / 3}`];

/** P1 leads; P2 and P3 are equal to the last digit; P5 stands behind P4 by an area that was measured wrong; P6 is in transition, P7 a park within a park. */
export const year2023: Readonly<Record<string, YearFacts>> = {
  P1: facts(600, 6000),
  P2: facts(390, 3900),
  P3: facts(390, 3900),
  P4: facts(210, 2100),
  P5: facts(180, 1800),
  P6: facts(300, 3000),
  P7: facts(300, 3000),
};
export const year2022: Readonly<Record<string, YearFacts>> = {
  P1: facts(480, 4800),
  P2: facts(360, 3600),
  P3: facts(360, 3600),
  P4: facts(189, 1890),
  P5: facts(162, 1620),
  P6: facts(300, 3000),
};

export const year2024: Readonly<Record<string, YearFacts>> = {
  P1: facts(660, 6600),
  P2: facts(420, 4200),
  P3: facts(450, 4500),
  P4: facts(240, 2400),
  P5: facts(210, 2100, '50'),
  P6: facts(330, 3300),
};

export let town: Town;
export let road: Road;
export const parks = new Map<string, ParkOf>();
export const park = (id: string): ParkOf => parks.get(id) as ParkOf;

export const refused = (call: Promise<unknown>): Promise<Problem> => town.api.refusal(call);
/** What the faults of a refusal say, without the room that says it. */
export const codes = ({ faults }: Problem): string[] => faults.map(({ code }) => code.slice(code.indexOf('.') + 1));
export const finalise = (): Promise<void> => road.finalise();

/** What would be. */
export const whatIf = (body: object) =>
  town.api.post<{ data: { resultHash: string; changes: { same: boolean; parks: { park: string; rank?: object }[] } } }>(
    '/evaluations/2023/what-if',
    people.taskForce,
    body,
  );

/** A town of seven parks whose year 2023 is in collection, with the gaps that closing has to find. */
export async function openCity(): Promise<void> {
  town = await Town.found('2024-01-05T01:00:00.000Z');
  road = new Road(town, 2023);
  await road.open();
  for (const id of Object.keys(year2023)) await prepare(id);
}

/** Recognised, told of accidents, its two years delivered; with the gaps that closing has to find. */
async function prepare(id: string): Promise<void> {
  const one = new ParkOf(town, id);
  parks.set(id, one);
  const since = id === 'P6' ? '2022-09-01' : '2022-03-01';
  await one.register({ since });
  await one.recognise('2023-10-01', { since });
  if (id === 'P6') {
    await town.api.post(`${one.path}/transition`, people.taskForce, {
      until: '2024-02-28',
      scheme: town.scheme.id,
      document: town.document('2024-01-04'),
    });
    await town.api.post(`${one.path}/participation`, one.person, { year: 2023, takesPart: false });
  }
  if (id === 'P7') {
    const reported = await town.api.post(`${one.path}/nested-reports`, county, { kind: 'parkInPark', on: '2023-05-01' });
    const { report } = reported.events[0]?.data as { report: string };
    await town.api.post(`${one.path}/nested-reports/${report}/confirmation`, people.of('industry'), {});
    return;
  }
  if (id !== 'P2') await one.stateAccidents(2023);
  const base = year2022[id] as YearFacts;
  await one.deliverBase(2022, base, id === 'P4' ? ['rdExpense'] : []);
  await one.deliverYear(2023, year2023[id] as YearFacts, id === 'P5' ? ['inventionPatents'] : []);
  if (id === 'P1') {
    await town.api.post(`${one.fact(2023, 'landArea')}/return`, people.of('landResources', 2), { reason: '与证载不符' }, { ifMatch: 1 });
  }
}

/** A park's land of both years is corrected: reopened with the ruling's document, corrected, verified, closed. */
export async function remeasure(id: string, area: string): Promise<void> {
  await road.reopen('异议成立，更正占地面积', '2024-09-25', [
    { park: id, year: 2023 },
    { park: id, year: 2022 },
  ]);
  for (const year of [2022, 2023]) {
    await park(id).correct(year, 'landArea', 1, [{ certificate: `六不动产权${id}`, area, unit: 'mu' }], '2024-09-25');
    await park(id).verify(year, 'landArea', 2);
  }
  await road.close();
}

/** Visits, meeting, notice, approval, and after the notice the end. */
export async function bringToEnd(of: Road, on: string, noticeFrom: string, end: string): Promise<void> {
  await of.visit(on);
  await of.meet(on);
  await of.publish(noticeFrom, on);
  await of.approve(on);
  await town.until(end);
  await of.conclude();
  await of.finalise();
}

interface Difference {
  readonly before: unknown;
  readonly after: unknown;
  readonly causes: readonly { readonly kind: string }[];
}

export interface Comparison {
  readonly parks: readonly {
    readonly park: string;
    readonly rows: readonly ({ readonly row: string } & Difference)[];
    readonly total?: Difference;
    readonly rank?: Difference;
    readonly tier?: Difference;
    readonly award?: Difference;
  }[];
}

/** Read from the two rankings: which parks differ in anything, and in which rows. */
export async function whatChanged(): Promise<Map<string, { rows: string[] }>> {
  const [before, after] = [await road.ranking(1), await road.ranking(2)];
  const changed = new Map<string, { rows: string[] }>();
  for (const row of after.parks) {
    const old = before.parks.find(({ park: id }) => id === row.park);
    const rows = Object.keys(row.scores ?? {}).filter((code) => row.scores?.[code] !== old?.scores?.[code]);
    const same = rows.length === 0 && old?.rank === row.rank && old.tier === row.tier && old.award === row.award && old.total === row.total;
    if (!same) changed.set(row.park, { rows: rows.sort() });
  }
  return changed;
}

/** An input of a park's score, as its tree shows it. */
export async function inputOf(id: string, year: number, measure: string, side: 'current' | 'base') {
  const { data } = await town.api.get<WhyView>(`/evaluations/${year}/parks/${id}/why`, people.taskForce);
  return inputsIn(data).find((input) => input.measure === measure && input.side === side);
}

interface Award {
  readonly park: string;
  readonly amount: string;
  readonly held: { readonly amount: string } | null;
  readonly proposal: { readonly kind: string; readonly difference: string } | null;
}

/** Park, granted amount, held amount, proposed difference. */
export async function awards(): Promise<unknown[]> {
  await town.settled();
  const { data } = await town.api.get<Award[]>('/awards/2023', people.taskForce);
  return data.map(({ park: id, amount, held, proposal }) => [
    id,
    amount,
    held?.amount ?? null,
    proposal && `${proposal.kind} ${proposal.difference}`,
  ]);
}

/** The year after, collected and closed: its base is the finalised year. The park that was in transition is ranked now. */
export async function openNextYear(): Promise<Road> {
  const next = new Road(town, 2024);
  await next.open();
  await town.until('2025-02-05T01:00:00.000Z');
  for (const [id, given] of Object.entries(year2024)) {
    await park(id).stateAccidents(2024, id === 'P3' ? ['SG-1'] : []);
    await park(id).deliverYear(2024, given);
  }
  await next.close();
  return next;
}
