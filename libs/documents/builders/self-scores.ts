import { type FactReference, currentEngine, engine, ordinaryStatus } from '#libs/scoring';
import type { RowCode, Scheme } from '#libs/scheme';
import type { ShownDossier } from './claims.js';

/**
 * What a park's own claims are worth by the scheme, as submitted: the rows that depend on nobody else. Rows by 功效系数法 need the amounts that departments deliver and
 * the other parks, so they have no score here.
 */
export function selfScores(dossier: Pick<ShownDossier, 'facts' | 'park' | 'year' | 'scheme'>): ReadonlyMap<RowCode, string> {
  const { scheme, year, park } = dossier;
  const scoring = engine(currentEngine);
  const current = scoring.measures({ scheme, year, facts: submittedFacts(dossier), unverified: 'count' });
  const { sheets } = scoring.score({
    year,
    resultDay: `${year + 1}-12-31`,
    scheme,
    rulings: { ties: [] },
    parks: [{ id: park.code, status: ordinaryStatus, facts: { current, base: {} } }],
  });
  const own = ownRows(scheme);
  return new Map((sheets[0]?.indicators ?? []).filter(({ row }) => own.has(row)).map(({ row, score }) => [row, score]));
}

/** Rows that a park's claims alone decide. */
function ownRows({ rows }: Scheme): ReadonlySet<RowCode> {
  return new Set(rows.filter(({ rule }) => rule.kind !== 'efficacy').map(({ code }) => code));
}

function submittedFacts({ facts }: Pick<ShownDossier, 'facts'>) {
  return facts.flatMap(({ metric, current }) => {
    if (!current?.lines || current.status === 'returned') return [];
    const reference: FactReference = { metric, version: current.version, eventId: '', stream: '', revision: 0 };
    return [{ reference, lines: current.lines.map(({ verdict, verdictReason: _reason, ...line }) => ({ line, verdict })) }];
  });
}
