import { mayShowTotal, type Visibility } from '#libs/access';
import {
  type CorrectionRequest,
  type DossierState,
  factIn,
  factStatus,
  type FactVersion,
  linesNotStruck,
  liveVersion,
} from '#libs/dossier';
import { sumDecimals } from '#libs/kernel';
import type { FactLine, Metric } from '#libs/scheme';
import type { CorrectionRequestView, FactHistory, FactView, VersionView } from './queries.js';

/** A fact as a caller with this sight sees it. */
export function factView(state: DossierState, metric: Metric, sight: Visibility): FactView {
  const current = liveVersion(factIn(state, metric.code));
  return { ...summary(state, metric), ...(current ? { current: versionView(current, sight) } : {}) };
}

export function factHistory(state: DossierState, metric: Metric, sight: Visibility): FactHistory {
  const versions = factIn(state, metric.code)?.versions ?? [];
  return { ...summary(state, metric), versions: versions.map((version) => versionView(version, sight)) };
}

function summary(state: DossierState, { code, name, unit, afterRoster }: Metric): Omit<FactView, 'current'> {
  const fact = factIn(state, code);
  const drawnFrom = liveVersion(fact)?.roster;
  return {
    metric: code,
    name,
    unit,
    state: factStatus(fact),
    waivers: fact?.waivers ?? [],
    declared: fact?.declared ?? false,
    reviewed: fact?.reviewed ?? false,
    drawnFromOlderRoster: afterRoster && drawnFrom !== undefined && drawnFrom !== state.roster?.version,
  };
}

function versionView(version: FactVersion, sight: Visibility): VersionView {
  const { lines, documents, warnings, note, reason, explanation, verified, ...rest } = version;
  const checked =
    verified === undefined
      ? undefined
      : { account: verified.account, at: verified.at, eventId: verified.eventId, revision: verified.revision };
  const bare: VersionView = { ...rest, ...(checked ? { verified: checked } : {}) };
  if (sight === 'none' || sight === 'state') return bare;
  if (sight === 'total') return { ...bare, lineCount: lines.length, ...totalOf(version) };
  const verdicts = new Map(verified?.verdicts.map((verdict) => [verdict.line, verdict]));
  return {
    ...bare,
    documents,
    warnings,
    lineCount: lines.length,
    ...(note === undefined ? {} : { note }),
    ...(reason === undefined ? {} : { reason }),
    ...(explanation === undefined ? {} : { explanation }),
    ...totalOf(version, true),
    lines: lines.map((line) => {
      const verdict = verdicts.get(line.id);
      return { ...line, verdict: verdict?.verdict ?? null, ...(verdict?.reason === undefined ? {} : { verdictReason: verdict.reason }) };
    }),
  };
}

/** A request for leave to correct, as far as this sight of its metric goes. */
export function requestView({ decided, reason, documents, ...bare }: CorrectionRequest, sight: Visibility): CorrectionRequestView {
  if (sight === 'full') return { ...bare, reason, documents, decided: decided ?? null };
  if (!decided) return { ...bare, decided: null };
  const { reason: _reason, document: _document, ...outcome } = decided;
  return { ...bare, decided: outcome };
}

/** The sum of the whole amounts that are not struck. Apportioned shares are for the measures: where there is one, no total is shown here. */
function totalOf(version: FactVersion, inFull = false): Pick<VersionView, 'total'> {
  const counted = linesNotStruck(version).filter((line): line is Extract<FactLine, { amount: string }> => 'amount' in line);
  if (counted.length === 0 || counted.some((line) => line.share !== undefined)) return {};
  const amounts = counted.map((line) => line.amount);
  return { total: inFull || mayShowTotal(amounts) ? sumDecimals(amounts) : null };
}
