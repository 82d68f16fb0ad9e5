import { setTimeout as wait } from 'node:timers/promises';
import type { RankingRow, RankingView } from '#libs/evaluation/nest';
import type { Scheme } from '#libs/scheme';
import { type ApiClient, people } from '../support/client.js';
import { startSample } from '../support/server.js';
import type { Expected, GoldenCase } from './case-form.js';
import { caseScheme } from './case-scheme.js';
import { CaseCity } from './http-city.js';

/** Longest wait for a proposed result, in milliseconds. */
const PATIENCE = 60_000;

/** Runs a case over HTTP, on an empty temporary sample ledger whose clock stands at 31 December Y+1. */
export async function runHttp(golden: GoldenCase): Promise<Expected> {
  const sample = await startSample(`${golden.year + 1}-12-31T01:00:00.000Z`);
  try {
    const { api } = sample;
    const city = new CaseCity(api, golden, schemeFor(golden));
    await city.open();
    const resultDay = golden.resultDay ?? `${golden.year + 1}-09-30`;
    await api.post(`/evaluations/${golden.year}/closing`, people.taskForce, { resultDay });
    let ranking = await proposed(api, golden.year, -1);
    for (const ruling of golden.rulings?.ties ?? []) ranking = await rule(api, golden.year, ruling, ranking, city);
    return inCaseForm(ranking);
  } finally {
    await sample.dispose();
  }
}

/** The case's scheme, valid for the case's year. */
function schemeFor(golden: GoldenCase): Scheme {
  const scheme = caseScheme(golden.readings);
  return { ...scheme, validity: { from: Math.min(scheme.validity.from, golden.year), to: null } };
}

/** The ranking of the first run after `after`. */
async function proposed(api: ApiClient, year: number, after: number): Promise<RankingView> {
  for (let waited = 0; waited < PATIENCE; waited += 25) {
    const { data } = await api.get<{
      requested: { run: number } | null;
      proposed: { run: number } | null;
      blockers: readonly unknown[];
      failed: unknown;
    }>(`/evaluations/${year}`, people.taskForce);
    if (data.failed) throw new Error(`the run failed: ${JSON.stringify(data.failed)}`);
    if (data.blockers.length > 0) throw new Error(`closing is blocked: ${JSON.stringify(data.blockers)}`);
    if (data.proposed && data.proposed.run > after && data.proposed.run === data.requested?.run) {
      return (await api.get<RankingView>(`/evaluations/${year}/ranking`, people.taskForce)).data;
    }
    await wait(25);
  }
  throw new Error('no result was proposed');
}

/**
 * Rules each tie that the ruling names whole, one that was ruled before included; a ruling that names only part of a tie settles nothing, and whom else it
 * names does not matter.
 */
async function rule(api: ApiClient, year: number, ruling: readonly string[], before: RankingView, city: CaseCity): Promise<RankingView> {
  const { data } = await api.get<{ rulings: readonly (readonly string[])[] }>(`/evaluations/${year}`, people.taskForce);
  const groups = [...before.unresolvedTies.map((tie) => tie.parks), ...data.rulings];
  let ranking = before;
  for (const group of groups.filter((parks) => parks.every((park) => ruling.includes(park)))) {
    await api.post(`/evaluations/${year}/tie-rulings`, people.taskForce, {
      parks: ruling.filter((park) => group.includes(park)),
      reason: '专班会议裁定',
      minutes: city.document,
      persons: ['taskForce-1', 'taskForce-2'],
    });
    ranking = await proposed(api, year, ranking.run);
  }
  return ranking;
}

function inCaseForm(ranking: RankingView): Expected {
  return {
    parks: Object.fromEntries(ranking.parks.map((row) => [row.park, parkInCaseForm(row)])) as Expected['parks'],
    ranking: ranking.parks.filter((row) => row.status === 'ranked').map((row) => row.park),
    unresolvedTies: ranking.unresolvedTies.map(({ parks, blocks }) => ({ parks: [...parks], blocks })),
    rankedCount: ranking.rankedCount,
    tiers: ranking.tiers,
  };
}

function parkInCaseForm({ status, reasons, scores, total, rank, tier, award }: RankingRow): object {
  if (status === 'barred') return { status, reasons };
  if (status === 'transition') return { status, scores, total };
  return { status, scores, total, rank, tier, award };
}
