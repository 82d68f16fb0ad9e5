import { givenFor } from '#libs/event-sourcing/testing';
import type { Caller } from '#libs/kernel';
import { type FactLine, metricsNeeded } from '#libs/scheme';
import type { DossierCommandInput } from '../commands.js';
import { dossierDecider } from '../dossier.decider.js';
import { standing } from '../dossier.state.js';
import { dossierEvents, type Verdict } from '../events.js';
import type { DossierKnowledge } from '../situation.js';
import * as city from './city.js';

export const given = givenFor(dossierDecider, dossierEvents, 'P1_2023');
export type Dossier = ReturnType<typeof given>;

/** Gives a command and demands that it is taken. */
export function go(dossier: Dossier, command: DossierCommandInput, caller: Caller, knowledge: Partial<DossierKnowledge> = {}): Dossier {
  const outcome = dossier.when(command, { caller, extra: city.knowing(knowledge) });
  outcome.thenState(() => undefined);
  return outcome;
}

export function submit(
  dossier: Dossier,
  metric: string,
  lines: readonly unknown[] = city.someLines(metric),
  knowledge: Partial<DossierKnowledge> = {},
): Dossier {
  return go(dossier, { type: 'SubmitFact', metric, lines }, city.deliverer(metric), knowledge);
}

export const confirmAll = (lines: readonly Pick<FactLine, 'id'>[]): Verdict[] =>
  lines.map(({ id }) => ({ line: id, verdict: 'confirmed' }));

export function verify(
  dossier: Dossier,
  metric: string,
  verdicts?: readonly Verdict[],
  knowledge: Partial<DossierKnowledge> = {},
): Dossier {
  const version = standing(dossier.state, metric);
  if (!version) throw new Error(`${metric} is not there`);
  const command = { type: 'VerifyFact', metric, version: version.version, verdicts: verdicts ?? confirmAll(version.lines) } as const;
  return go(dossier, command, city.verifier(metric), knowledge);
}

/** The roster submitted, verified and frozen: from here on amounts can be drawn. */
export function withRoster(
  dossier: Dossier = given(),
  lines: readonly unknown[] = [city.stay(city.usccs[0])],
  knowledge: Partial<DossierKnowledge> = {},
): Dossier {
  const verified = verify(submit(dossier, 'tenantRoster', lines, knowledge), 'tenantRoster', undefined, knowledge);
  const version = standing(verified.state, 'tenantRoster')?.version ?? 0;
  return go(verified, { type: 'FreezeRoster', version }, city.county, knowledge);
}

/** Declared by the park and passed by the county. */
export function reviewed(dossier: Dossier): Dossier {
  const declared = go(dossier, { type: 'DeclareDossier', commitment: city.document }, city.park);
  return go(declared, { type: 'ReviewDossier', opinion: 'passed', text: '同意上报' }, city.county);
}

/** Every metric of the scheme on its road to the end, `leave` excepted. */
export function complete(leave: readonly string[] = []): Dossier {
  const metrics = metricsNeeded(city.scheme, 'current')
    .map((metric) => metric.code)
    .filter((code) => code !== 'tenantRoster' && !leave.includes(code));
  const submitted = metrics.reduce((dossier, metric) => submit(dossier, metric), withRoster());
  return metrics.reduce((dossier, metric) => verify(dossier, metric), reviewed(submitted));
}
