import { people } from '../support/client.js';
import { ParkOf } from '../support/parks.js';
import type { Mistake } from '../support/refusals.js';
import { Road } from '../support/road.js';
import { type Line, Town } from '../support/town.js';

/** What a wrong request is answered with. `where`: the place that the problem, or its only fault, names. */
export interface Refusal {
  readonly what: string;
  readonly mistake: () => Mistake | Promise<Mistake>;
  readonly status: number;
  readonly code: string;
  readonly where?: string;
}

const facts = { tax: ['30', '35', '40'], revenue: ['300', '350', '400'], rd: ['5', '5', '5'], land: '60' };
const tax = people.of('tax');
const land = people.of('landResources');

export let town: Town;
export let park: ParkOf;
/** The first tenant's amount with something wrong in it. */
const amount = (changes: Line): Promise<Mistake> =>
  submission('operatingRevenue', [{ uscc: park.tenant(0), amount: '12.5', scope: 'entity', ...changes }]);
const patent = (changes: Line): Promise<Mistake> =>
  submission('inventionPatents', [{ uscc: park.tenant(0), certificate: 'ZL2023', date: '2023-05-20', origin: 'original', ...changes }]);
const parcel = (changes: Line): Mistake => ({
  path: `${park.fact(2022, 'landArea')}/submission`,
  who: land,
  body: { lines: [{ certificate: '六不动产权001', area: '60', unit: 'mu', ...changes }] },
});
const read = (query: string): Mistake => ({ method: 'GET', path: `${park.dossier(2023)}${query}`, who: people.auditor });

export async function submission(metric: string, lines: readonly Line[]): Promise<Mistake> {
  const who = park.deliverer(metric);
  return { path: `${park.fact(2023, metric)}/submission`, who, body: { lines: await town.sourced(who, lines) } };
}

async function parcelFrom(changes: Line): Promise<Mistake> {
  const file = await town.fileOf(land);
  return parcel({ source: { ...file, row: 2, ...changes } });
}

function correction(changes: object, ifMatch?: string): Mistake {
  const body = { lines: [], reason: '原数有误', documents: [town.document('2024-01-04')], ...changes };
  return { path: `${park.fact(2023, 'landArea')}/correction`, who: land, body, ...(ifMatch === undefined ? {} : { ifMatch }) };
}

/** The issue's own list: each has a code that no other has. */
export const listed: readonly Refusal[] = [
  {
    what: 'a metric that the scheme does not have',
    mistake: () => ({ path: `${park.fact(2023, 'gdp')}/submission`, who: tax, body: { lines: [] } }),
    status: 404,
    code: 'dossier.unknownMetric',
  },
  {
    what: 'a department that does not submit this metric',
    mistake: async () => ({ ...(await amount({})), who: people.of('science') }),
    status: 403,
    code: 'dossier.wrongDepartment',
  },
  {
    what: 'a negative area',
    mistake: () => parcelWith({ area: '-60' }),
    status: 400,
    code: 'dossier.areaNotPositive',
    where: 'lines[0].area',
  },
  {
    what: 'an 18-digit code with a wrong check digit',
    mistake: () => amount({ uscc: '91350100M000100Y44' }),
    status: 400,
    code: 'uscc.checkDigit',
    where: 'lines[0].uscc',
  },
  {
    what: 'float noise',
    mistake: () => amount({ amount: '12.300000000000001' }),
    status: 400,
    code: 'decimal.tooPrecise',
    where: 'lines[0].amount',
  },
  {
    what: 'a JSON number for a decimal',
    mistake: () => amount({ amount: 12.5 }),
    status: 400,
    code: 'decimal.notText',
    where: 'lines[0].amount',
  },
  { what: 'a future date', mistake: () => patent({ date: '2024-12-01' }), status: 400, code: 'dossier.futureDate', where: 'lines[0].date' },
  {
    what: 'verifying one’s own fact',
    mistake: () => ({ path: `${park.fact(2023, 'taxPaid')}/verification`, who: tax, body: { verdicts: [] }, ifMatch: '"1"' }),
    status: 403,
    code: 'dossier.verifyOwn',
  },
  { what: 'a stale version', mistake: () => correction({}, '"7"'), status: 412, code: 'dossier.staleVersion' },
  {
    what: 'closing with gaps',
    mistake: () => ({ path: '/evaluations/2023/closing', who: people.taskForce, body: { resultDay: '2024-09-30' } }),
    status: 409,
    code: 'evaluation.closingBlocked',
  },
];

async function parcelWith(changes: Line): Promise<Mistake> {
  const [line] = await town.sourced(land, [{ certificate: '六不动产权001', area: '60', unit: 'mu', ...changes }]);
  return { path: `${park.fact(2022, 'landArea')}/submission`, who: land, body: { lines: [line] } };
}

export const others: readonly Refusal[] = [
  {
    what: 'a whole JSON number for a decimal',
    mistake: () => amount({ amount: 12 }),
    status: 400,
    code: 'decimal.notText',
    where: 'lines[0].amount',
  },
  {
    what: 'thousands separators',
    mistake: () => amount({ amount: '1,250' }),
    status: 400,
    code: 'decimal.malformed',
    where: 'lines[0].amount',
  },
  {
    what: 'a code of 17 digits',
    mistake: () => amount({ uscc: '91350100M000100Y4' }),
    status: 400,
    code: 'uscc.malformed',
    where: 'lines[0].uscc',
  },
  {
    what: 'an area of nothing',
    mistake: () => parcelWith({ area: '0' }),
    status: 400,
    code: 'dossier.areaNotPositive',
    where: 'lines[0].area',
  },
  {
    what: 'a day that does not exist',
    mistake: () => patent({ date: '2023-02-30' }),
    status: 400,
    code: 'date.invalid',
    where: 'lines[0].date',
  },
  {
    what: 'a field that lines of the kind do not have',
    mistake: () => amount({ name: '张三' }),
    status: 400,
    code: 'dossier.unknownField',
    where: 'lines[0].name',
  },
  {
    what: 'a group’s figures',
    mistake: () => amount({ scope: 'consolidated' }),
    status: 400,
    code: 'dossier.consolidated',
    where: 'lines[0].scope',
  },
  {
    what: 'a file that nobody delivered',
    mistake: () => parcelFrom({ hash: 'ab'.repeat(32) }),
    status: 400,
    code: 'evidence.unknown',
    where: 'lines[0].source.hash',
  },
  {
    what: 'a row that the file does not have',
    mistake: () => parcelFrom({ row: 4000 }),
    status: 400,
    code: 'evidence.noSuchRow',
    where: 'lines[0].source.row',
  },
  {
    what: 'a park that is not registered',
    mistake: () => ({ path: '/dossiers/P9/2023/facts/landArea/submission', who: land, body: { lines: [] } }),
    status: 404,
    code: 'dossier.unknownPark',
  },
  {
    what: 'a year that nobody evaluates',
    mistake: () => ({ ...parcel({}), path: '/dossiers/P1/2010/facts/landArea/submission' }),
    status: 409,
    code: 'dossier.noEvaluation',
  },
  {
    what: 'a second submission',
    mistake: async () => ({ ...(await parcelWith({})), path: `${park.fact(2023, 'landArea')}/submission` }),
    status: 409,
    code: 'dossier.alreadySubmitted',
  },
  {
    what: 'another park’s dossier',
    mistake: async () => ({ ...(await patent({})), who: people.park('P2') }),
    status: 403,
    code: 'dossier.notYours',
  },
  {
    what: 'a correction without a document',
    mistake: () => correction({ documents: [] }, '"1"'),
    status: 400,
    code: 'dossier.evidenceMissing',
  },
  { what: 'a version that is not named', mistake: () => correction({}), status: 400, code: 'request.ifMatchMissing' },
  { what: 'a version that is not a number', mistake: () => correction({}, 'newest'), status: 400, code: 'request.ifMatch' },
  { what: 'malformed JSON', mistake: () => ({ ...parcel({}), body: '{"lines": [' }), status: 400, code: 'request.malformed' },
  { what: 'a body that is no object', mistake: () => ({ ...parcel({}), body: '[]' }), status: 400, code: 'request.field', where: 'lines' },
  {
    what: 'a field that the request does not have',
    mistake: () => ({ ...parcel({}), body: { lines: [], remark: '无' } }),
    status: 400,
    code: 'request.unknownField',
    where: 'remark',
  },
  {
    what: 'a route that does not exist',
    mistake: () => ({ method: 'GET', path: '/results', who: people.auditor }),
    status: 404,
    code: 'request.notFound',
  },
  {
    what: 'a method that a route does not have',
    mistake: () => ({ method: 'DELETE', path: park.dossier(2023), who: people.taskForce }),
    status: 404,
    code: 'request.notFound',
  },
  {
    what: 'a year that is no number',
    mistake: () => ({ method: 'GET', path: '/dossiers/P1/latest', who: people.auditor }),
    status: 400,
    code: 'request.wholeNumber',
    where: 'year',
  },
  {
    what: 'a dry run that is neither true nor false',
    mistake: () => ({ ...parcel({}), path: `${parcel({}).path}?dryRun=perhaps` }),
    status: 400,
    code: 'request.boolean',
    where: 'dryRun',
  },
  {
    what: 'a filter of a list that is neither true nor false',
    mistake: () => ({ method: 'GET', path: '/awards/2023?pending=perhaps', who: people.taskForce }),
    status: 400,
    code: 'request.boolean',
    where: 'pending',
  },
  {
    what: 'nobody’s account',
    mistake: () => ({ ...parcel({}), who: undefined, headers: { 'x-role': 'taskForce' } }) as Mistake,
    status: 401,
    code: 'access.accountMissing',
  },
  {
    what: 'a role that does not exist',
    mistake: () => ({ ...parcel({}), headers: { 'x-role': 'mayor' } }),
    status: 401,
    code: 'access.roleUnknown',
  },
  {
    what: 'the role of a process',
    mistake: () => ({ ...parcel({}), headers: { 'x-role': 'process' } }),
    status: 401,
    code: 'access.roleUnknown',
  },
  {
    what: 'a department that does not exist',
    mistake: () => ({ ...parcel({}), headers: { 'x-department': 'treasury' } }),
    status: 401,
    code: 'access.departmentUnknown',
  },
  {
    what: 'a park that does not say which',
    mistake: () => ({ ...parcel({}), headers: { 'x-role': 'park' } }),
    status: 401,
    code: 'access.scopeMissing',
  },
  { what: 'an asOf that is no moment', mistake: () => read('?asOf=yesterday'), status: 400, code: 'asOf.malformed' },
  { what: 'an asOf without a time zone', mistake: () => read('?asOf=2024-01-05T09:00:00'), status: 400, code: 'asOf.malformed' },
  { what: 'an asOf before the ledger', mistake: () => read('?asOf=2020-01-01T00:00:00Z'), status: 404, code: 'asOf.beforeLedger' },
  { what: 'an asOf that is not yet', mistake: () => read('?asOf=99999'), status: 404, code: 'asOf.notYet' },
  { what: 'an atLeast that is no position', mistake: () => read('?atLeast=newest'), status: 400, code: 'reads.positionMalformed' },
  {
    what: 'a sample clock that goes back',
    mistake: () => ({ path: '/sample/clock', who: people.admin, body: { to: '2020-01-01T00:00:00.000Z' } }),
    status: 409,
    code: 'ledger.clockBackward',
  },
];

/** A town in collection: one recognised park, its roster frozen, tax and land delivered and not yet verified. */
export async function openTown(): Promise<void> {
  town = await Town.found('2024-01-05T01:00:00.000Z');
  await new Road(town, 2023).open();
  park = new ParkOf(town, 'P1');
  await park.register();
  await park.recognise('2023-06-01');
  const claims = park.claims(2023, facts);
  await park.submit(2023, 'tenantRoster', claims.get('tenantRoster') ?? []);
  await park.verify(2023, 'tenantRoster');
  await town.api.post(`${park.dossier(2023)}/roster-freeze`, people.taskForce, {}, { ifMatch: 1 });
  const drawn = park.amounts(facts);
  for (const metric of ['taxPaid', 'landArea']) await park.submit(2023, metric, drawn.get(metric) ?? []);
  for (const who of [tax, land, park.person]) await town.fileOf(who);
  await town.settled();
}
