import fc from 'fast-check';
import type { DomainEvent } from '#libs/event-sourcing';
import type { Caller } from '#libs/kernel';
import { blockersOf } from './blockers.js';
import type { DossierCommandInput } from './commands.js';
import { confirmedFacts } from './confirmed-facts.js';
import { returnedLines, standing } from './dossier.state.js';
import type { DossierState } from './dossier.types.js';
import * as city from './testing/city.js';
import { complete, given } from './testing/road.js';

const metrics = ['landArea', 'inventionPatents', 'taxPaid', 'governanceSound'] as const;
const metric = fc.constantFrom(...metrics);
/** Mostly the standing version, sometimes the one before. */
const behind = fc.constantFrom(0, 0, 0, 1);
const named = (state: DossierState, code: string, back: number): number => Math.max(1, (standing(state, code)?.version ?? 1) - back);
const parcels = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
const linesOf = (code: string, ids: readonly string[]): unknown[] => {
  if (code === 'landArea') return ids.map((id) => city.parcel(id, '10'));
  if (code === 'inventionPatents') return ids.map((id) => city.patent(id));
  if (code === 'taxPaid') return ids.map((_id, i) => city.amount(city.usccs[i] as string, '1'));
  return [city.flag(ids.length > 1)];
};

const verdictsOfThree = fc.array(fc.constantFrom('confirmed' as const, 'confirmed' as const, 'returned' as const, 'struck' as const), {
  minLength: 3,
  maxLength: 3,
});

interface Step {
  readonly command: DossierCommandInput;
  readonly caller: Caller;
}

/** Commands as people might give them in any order, by those who may. */
const step: fc.Arbitrary<(state: DossierState) => Step> = fc.oneof(
  fc.record({ m: metric, ids: parcels }).map(({ m, ids }) => () => {
    return { command: { type: 'SubmitFact', metric: m, lines: linesOf(m, ids) } as const, caller: city.deliverer(m) };
  }),
  fc.record({ m: metric, ids: parcels, back: behind }).map(({ m, ids, back }) => (state: DossierState) => {
    const content = { lines: linesOf(m, ids), reason: '更正', documents: [city.document] };
    return { command: { type: 'CorrectFact', metric: m, version: named(state, m, back), ...content } as const, caller: city.deliverer(m) };
  }),
  fc
    .record({ m: metric, back: behind, type: fc.constantFrom('WithdrawFact', 'ReturnFact') })
    .map(({ m, back, type }) => (state: DossierState) => {
      const caller = type === 'WithdrawFact' ? city.deliverer(m) : city.verifier(m);
      return { command: { type, metric: m, version: named(state, m, back), reason: '理由' } as DossierCommandInput, caller };
    }),
  fc.record({ m: metric, back: behind, all: verdictsOfThree }).map(({ m, back, all }) => (state: DossierState) => {
    const verdicts = (standing(state, m)?.lines ?? []).map(({ id }, i) => ({ line: id, verdict: all[i] ?? 'confirmed', reason: '理由' }));
    return { command: { type: 'VerifyFact', metric: m, version: named(state, m, back), verdicts } as const, caller: city.verifier(m) };
  }),
  fc.constant(() => ({
    command: { type: 'CloseDossier', evaluation: 2023, edition: 1, attempt: 1, use: 'base' } as const,
    caller: city.process,
  })),
  fc.constant(() => ({ command: { type: 'ReopenDossier', evaluation: 2023, edition: 2, reason: '更正' } as const, caller: city.process })),
);

function checkVersions(state: DossierState): void {
  for (const fact of Object.values(state.facts)) {
    expect(fact.versions.map((known) => known.version)).toEqual(fact.versions.map((_known, i) => i + 1));
    for (const known of fact.versions.slice(0, -1)) expect(['superseded', 'withdrawn']).toContain(known.status);
    for (const known of fact.versions) if (known.verified) expect(known.verified.account).not.toBe(known.delivered.account);
  }
}

function checkCounting(state: DossierState): void {
  for (const { metric: code, version: counted, lines } of confirmedFacts(state)) {
    const current = standing(state, code);
    expect(current).toMatchObject({ version: counted, status: 'verified' });
    for (const { line, verdict } of lines)
      expect(verdict).toBe(current?.verified?.verdicts.find((known) => known.line === line.id)?.verdict);
  }
  const blocked = blockersOf(state, 'year', city.scheme).map((blocker) => blocker.metric);
  for (const code of metrics) {
    const current = standing(state, code);
    const counts = current?.status === 'verified' && returnedLines(current).length === 0;
    if (!counts) expect(blocked).toContain(code);
  }
}

const isAboutFacts = (event: DomainEvent): boolean => event.type.startsWith('Fact') || event.type === 'WaiverRevoked';

it('keeps its invariants whatever is commanded, in whatever order', () => {
  const start = complete();
  const taken = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 25 }), (steps) => {
      let dossier: ReturnType<typeof given> = start;
      for (const next of steps) {
        const { command, caller } = next(dossier.state);
        const outcome = dossier.when(command, { caller, extra: city.knowing({ closing: city.closing() }) });
        if (dossier.state.holds.length > 0) expect(outcome.events.filter(isAboutFacts)).toEqual([]);
        for (const event of outcome.events) taken.set(event.type, (taken.get(event.type) ?? 0) + 1);
        checkVersions(outcome.state);
        checkCounting(outcome.state);
        dossier = outcome;
      }
    }),
    { seed: 2023, numRuns: 60 },
  );
  // The draw would prove nothing if every command had been refused.
  const proved = ['FactSubmitted', 'FactCorrected', 'FactWithdrawn', 'FactVerified', 'FactReturned', 'DossierClosed', 'DossierReopened'];
  expect(proved.filter((type) => (taken.get(type) ?? 0) < 3)).toEqual([]);
});
