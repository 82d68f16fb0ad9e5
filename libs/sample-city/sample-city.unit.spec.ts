import { readFileSync } from 'node:fs';
import path from 'node:path';
import { planSiteChecks, type Standing } from '#libs/evaluation';
import { isUscc } from '#libs/kernel';
import { parseScheme, type Scheme } from '#libs/scheme';
import { measures, ordinaryStatus, type ParkStatus, type ParkResult, score, type ScoringInput, type ScoringResult } from '#libs/scoring';
import * as cast from './city/cast.js';
import { makeParks, recognisedAtEndOf } from './city/parks.js';
import { generateSampleCity } from './generate.js';
import { readSampleSeeds } from './nest/read-seeds.js';
import type { FactBook } from './plan/fact-book.js';
import type { DocumentRef } from './plan/files.js';
import { planSample, type SamplePlan } from './plan/plan.js';
import { accidents } from './story/accidents.js';
import type { Act } from './story/acts.js';
import { visitedAgain, visitedParks } from './story/site-visits.js';

const seeds = readSampleSeeds(path.resolve('seeds', 'sample-city'));
const scheme: Scheme = parseScheme(readFileSync(path.resolve('seeds', 'schemes', 'luan-2023.yaml'), 'utf8'));
const parks = makeParks();

/** What a run of the year would read, from the files and acts up to the closing. */
function inputOf(year: number, resultDay: string, book: FactBook): ScoringInput {
  const factsOf = (park: string, of: number) =>
    measures({
      scheme,
      year: of,
      facts: book
        .facts(park, of)
        .filter((fact) => fact.status === 'verified')
        .map(({ metric, version, lines, verdicts }) => ({
          reference: { metric, version, eventId: '', stream: `dossier-${park}_${of}`, revision: 0 },
          lines: lines.map((line) => ({ line, verdict: verdicts.get(line.id) ?? null })),
        })),
    });
  return {
    year,
    resultDay,
    scheme,
    rulings: { ties: [] },
    parks: parks
      .filter((park) => park.recognisedOn !== null)
      .map((park) => ({
        id: park.code,
        status: statusOf(park.code, year),
        facts: { current: factsOf(park.code, year), base: factsOf(park.code, year - 1) },
      })),
  };
}

function statusOf(code: string, year: number): ParkStatus {
  const inTransition: readonly string[] = Object.values(year === 2022 ? cast.transition2022 : cast.transition2023);
  return {
    ...ordinaryStatus,
    recognised: recognisedAtEndOf(
      parks.find((park) => park.code === code)!,
      year,
    ),
    parkWithinPark: code === cast.nested,
    transition: inTransition.includes(code),
    optsIn: code === cast.transition2022.in || code === cast.transition2023.in,
    accidents: accidents.filter(({ park }) => park === code).map(({ severity, date }) => ({ severity, date })),
  };
}

interface Closing {
  readonly year: number;
  readonly input: ScoringInput;
  readonly before: ScoringResult;
  readonly ruled: ScoringResult;
}

/** The plan, and the results at each closing of the story, in order: 2022, 2023, 2023 edition 2; each without and with the ruling of 2023. */
async function planned(): Promise<{ readonly plan: SamplePlan; readonly closings: readonly Closing[] }> {
  const closings: Closing[] = [];
  const afterAct = (act: Act, book: FactBook): void => {
    if (act.act !== 'closeCollection') return;
    const input = inputOf(act.year, act.resultDay, book);
    const rulings = { ties: [[cast.blockingTwins[1], cast.blockingTwins[0]]] };
    closings.push({ year: act.year, input, before: score(input), ruled: score({ ...input, rulings }) });
  };
  return { plan: await planSample(seeds, scheme, { afterAct }), closings };
}

describe('The sample city', () => {
  it('is what the generator writes, to the byte', async () => {
    const fresh = await generateSampleCity(scheme);
    expect([...seeds.keys()]).toEqual([...fresh.keys()]);
    for (const [name, content] of fresh) expect({ name, same: content.equals(seeds.get(name)!) }).toEqual({ name, same: true });
  });

  it('is small enough to live in the repository', () => {
    expect([...seeds.values()].reduce((sum, content) => sum + content.length, 0)).toBeLessThan(6_350_000);
  });

  it('has 45 recognised parks in 8 development zones, four in recognition or withdrawn, and enterprises with valid codes', () => {
    const rows = (name: string): string[][] =>
      seeds
        .get(name)!
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','));
    expect(parks.filter((park) => recognisedAtEndOf(park, 2024))).toHaveLength(45);
    expect(new Set(parks.map((park) => park.zone.code)).size).toBe(8);
    const enterprises = rows('registry/enterprises.csv').map(([uscc]) => uscc!);
    expect(enterprises.length).toBeGreaterThan(2000);
    expect(new Set(enterprises).size).toBe(enterprises.length);
    expect(enterprises.filter((uscc) => !isUscc(uscc))).toEqual([]);
    expect(enterprises.filter((uscc) => uscc.startsWith('92')).length).toBeGreaterThan(50);
    const settledIn2023 = rows('registry/tenancies.csv').filter(([, , from]) => from!.startsWith('2023'));
    expect(settledIn2023.length).toBeGreaterThanOrEqual(300);
  });
});

describe('The story of the sample city', () => {
  let all: readonly Closing[];
  let [of2022, of2023, corrected] = [] as readonly Closing[];
  let plan: SamplePlan;
  beforeAll(async () => {
    ({ plan, closings: all } = await planned());
    [of2022, of2023, corrected] = all;
  });
  const result = (scored: ScoringResult, park: string): ParkResult => scored.parks.find((one) => one.park === park)!;
  const rank = (scored: ScoringResult, park: string): unknown => pick(result(scored, park), 'rank');
  const pick = (one: ParkResult, key: string): unknown => (one as unknown as Record<string, unknown>)[key];
  const flags = (scored: ScoringResult, park: string): string => JSON.stringify(scored.sheets.find((sheet) => sheet.park === park));

  it('closes three times: 2022, 2023 and 2023 again', () => {
    expect(all.map(({ year }) => year)).toEqual([2022, 2023, 2023]);
  });

  it('ranks everybody but the barred and who does not opt in', () => {
    expect(of2022!.ruled.rankedCount).toBe(40);
    expect(of2023!.ruled.rankedCount).toBe(42);
    expect(pick(result(of2022!.ruled, cast.accident2022), 'reasons')).toEqual(['majorAccident']);
    expect(pick(result(of2023!.ruled, cast.accident2022), 'status')).toBe('ranked');
    expect(pick(result(of2023!.ruled, cast.accident2024), 'reasons')).toEqual(['majorAccident']);
    expect(pick(result(of2023!.ruled, cast.seriousAccident), 'status')).toBe('ranked');
    for (const scored of [of2022!.ruled, of2023!.ruled]) expect(pick(result(scored, cast.nested), 'reasons')).toContain('parkWithinPark');
    expect(pick(result(of2022!.ruled, cast.withdrawn), 'status')).toBe('ranked');
    expect(pick(result(of2023!.ruled, cast.withdrawn), 'reasons')).toContain('notRecognised');
    expect(pick(result(of2022!.ruled, cast.transition2022.in), 'status')).toBe('ranked');
    expect(pick(result(of2022!.ruled, cast.transition2022.out), 'status')).toBe('transition');
    expect(pick(result(of2023!.ruled, cast.transition2023.in), 'status')).toBe('ranked');
    expect(pick(result(of2023!.ruled, cast.transition2023.out), 'status')).toBe('transition');
  });

  it('has a shared rank on which nothing hangs, and a blocking tie at ranks 3 and 4 that its ruling settles', () => {
    const [first, second] = cast.harmlessTwins;
    expect(rank(of2023!.ruled, first)).toBe(rank(of2023!.ruled, second));
    expect(of2022!.before.unresolvedTies).toEqual([]);
    expect(of2023!.before.unresolvedTies).toEqual([
      { parks: [...cast.blockingTwins], blocks: true },
      { parks: [...cast.harmlessTwins], blocks: false },
    ]);
    expect(cast.blockingTwins.map((park) => pick(result(of2023!.before, park), 'award'))).toEqual([null, null]);
    expect(cast.blockingTwins.map((park) => pick(result(of2023!.ruled, park), 'award'))).toEqual(['50', '70']);
    expect(of2023!.ruled.unresolvedTies).toEqual([{ parks: [...cast.harmlessTwins], blocks: false }]);
  });

  it('takes tier A from one park and gives it to another by the correction of 2023', () => {
    const of = (scored: ScoringResult, park: string) => ['rank', 'tier', 'award'].map((key) => pick(result(scored, park), key));
    expect(of(of2023!.ruled, cast.overtaken)).toEqual([10, 'A', '50']);
    expect(of(of2023!.ruled, cast.overtaking)).toEqual([11, 'B', '0']);
    expect(of(corrected!.ruled, cast.overtaken)).toEqual([12, 'B', '0']);
    expect(of(corrected!.ruled, cast.overtaking)).toEqual([10, 'A', '50']);
    const changed = of2023!.ruled.parks.filter((before) => pick(before, 'award') !== pick(result(corrected!.ruled, before.park), 'award'));
    expect(changed.map(({ park }) => park)).toEqual([cast.overtaken, cast.overtaking]);
  });

  it('has bases that cannot be compared: 扭亏, and parks in their first year', () => {
    expect(flags(of2022!.ruled, cast.turnedAround)).toContain('"turnaround"');
    expect(flags(of2022!.ruled, cast.firstYear[2022])).toContain('"baseNonExistent"');
    expect(flags(of2023!.ruled, cast.firstYear[2023])).toContain('"baseNonExistent"');
  });

  it('shows why lines do not count: struck, renewed, bought, not a tenant on that day', () => {
    const why = (year: 2022 | 2023, park: string, metric: string): string[] => {
      const { input } = all.find((closing) => closing.year === year)!;
      const measure = input.parks.find(({ id }) => id === park)!.facts.current[metric];
      return (measure?.lines ?? []).flatMap((line) => line.why ?? []);
    };
    expect(why(2022, cast.incidents.struck.park, 'highTechNew')).toContain('struck');
    expect(why(2023, cast.move.from, 'utilityModelPatents')).toContain('notTenantOnDay');
    expect(why(2023, cast.move.to, 'utilityModelPatents')).not.toContain('notTenantOnDay');
    const everywhere = JSON.stringify(of2023!.ruled.sheets);
    for (const reason of ['renewed', 'transferred']) expect(everywhere).toContain(`"${reason}"`);
  });

  it('has the parks visited that the draw from each result names, the corrected one again', () => {
    const drawn = ({ ruled, year }: Closing): string[] => {
      const standings = ruled.ranking.map((park) => result(ruled, park) as unknown as Standing);
      return planSiteChecks(standings, scheme.siteChecks, `示例市${year}年度现场核查`)
        .map(({ park }) => park)
        .sort();
    };
    expect(drawn(of2022!)).toEqual(visitedParks[2022]);
    expect(drawn(of2023!)).toEqual(visitedParks[2023]);
    expect(drawn(corrected!).filter((park) => park === cast.overtaken || !visitedParks[2023].includes(park))).toEqual(visitedAgain);
  });

  it('has every declaration under a commitment that its park signed by that day', () => {
    const declared = plan.steps.flatMap((step) => {
      if ('late' in step || step.room !== 'dossier') return [];
      const command = step.command({ id: () => '', run: () => 0 }) as { type: string; commitment?: DocumentRef };
      const [park, year] = (step.id as string).split('_') as [string, string];
      return command.type === 'DeclareDossier' ? [{ park, year, at: step.at, ...(command.commitment as DocumentRef) }] : [];
    });
    expect(declared.length).toBeGreaterThan(160);
    expect(new Set(declared.map(({ hash }) => hash)).size).toBe(declared.length);
    for (const { park, year, at, title, date } of declared) {
      expect(title).toContain(`${parks.find(({ code }) => code === park)!.name}${year}年度`);
      expect(date! <= at.slice(0, 10)).toBe(true);
    }
  });

  it('gives every command its own key and an instant after the one before', () => {
    const { steps } = plan;
    const keys = steps.flatMap((step) => ('key' in step ? [step.key] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(steps.length).toBeLessThan(15_000);
    for (let i = 1; i < steps.length; i++) expect(steps[i]!.at > steps[i - 1]!.at).toBe(true);
  });
});
