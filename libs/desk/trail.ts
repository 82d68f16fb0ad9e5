import type { CorrectionRequest, FactVersion, VersionStatus } from '#libs/dossier';
import type { DocumentRef } from '#libs/evidence';
import type { Metric } from '#libs/scheme';
import { diffOf, type VersionDiff } from './diff.js';

type Doer = { readonly account: string; readonly at: string };

/** A version with everything that happened to it. What tells of lines is for who may see them. */
export interface TrailEntry {
  readonly version: number;
  readonly status: VersionStatus;
  readonly delivered: Doer;
  readonly verified?: Doer & { readonly confirmed?: number; readonly returned?: number; readonly struck?: number };
  readonly returned?: Doer & { readonly reason: string };
  readonly withdrawn?: Doer & { readonly reason: string };
  readonly corrects?: number;
  readonly reason?: string;
  readonly note?: string;
  readonly documents?: readonly DocumentRef[];
  readonly lines?: number;
  /** Why it differs so much from last year's value, where that was written for it. */
  readonly explanation?: Doer & { readonly text: string; readonly documents: readonly DocumentRef[] };
  /** Requests for leave to correct it, and what the task force decided. */
  readonly requests?: readonly (Doer &
    Pick<CorrectionRequest, 'request' | 'ground' | 'reason' | 'documents'> & {
      readonly decided: (Doer & { readonly granted: boolean; readonly reason: string; readonly document?: DocumentRef }) | null;
    })[];
  /** What it changed of the version that it corrects. */
  readonly changes?: Pick<VersionDiff, 'text'> & { readonly added: number; readonly removed: number; readonly changed: number };
}

/** The versions of a fact, oldest first. */
export function trailOf(
  metric: Metric,
  versions: readonly FactVersion[],
  requests: readonly CorrectionRequest[],
  full: boolean,
): readonly TrailEntry[] {
  return versions.map((version) => {
    const { delivered, returned, withdrawn, previous, reason, note, documents, explanation } = version;
    const entry: TrailEntry = {
      version: version.version,
      status: version.status,
      delivered: doer(delivered),
      ...verifiedOf(version, full),
      ...(returned ? { returned: { ...doer(returned), reason: returned.reason } } : {}),
      ...(withdrawn ? { withdrawn: { ...doer(withdrawn), reason: withdrawn.reason } } : {}),
      ...(previous === undefined ? {} : { corrects: previous }),
    };
    if (!full) return entry;
    const before = versions.find(({ version: number }) => number === previous);
    return {
      ...entry,
      ...(reason === undefined ? {} : { reason }),
      ...(note === undefined ? {} : { note }),
      documents,
      lines: version.lines.length,
      ...(explanation ? { explanation: { ...doer(explanation), text: explanation.text, documents: explanation.documents } } : {}),
      requests: requests.filter((request) => request.metric === metric.code && request.version === version.version).map(requestOf),
      ...(before ? { changes: counted(diffOf(metric, before, version)) } : {}),
    };
  });
}

function requestOf({ request, ground, reason, documents, by, decided }: CorrectionRequest): NonNullable<TrailEntry['requests']>[number] {
  const decision = decided && {
    ...doer(decided),
    granted: decided.granted,
    reason: decided.reason,
    ...(decided.document ? { document: decided.document } : {}),
  };
  return { ...doer(by), request, ground, reason, documents, decided: decision ?? null };
}

const doer = ({ account, at }: Doer): Doer => ({ account, at });

function verifiedOf({ verified }: FactVersion, full: boolean): Pick<TrailEntry, 'verified'> {
  if (!verified) return {};
  const count = (verdict: string): number => verified.verdicts.filter((one) => one.verdict === verdict).length;
  const counts = full ? { confirmed: count('confirmed'), returned: count('returned'), struck: count('struck') } : {};
  return { verified: { ...doer(verified), ...counts } };
}

function counted({ added, removed, changed, text }: VersionDiff): NonNullable<TrailEntry['changes']> {
  return { added: added.length, removed: removed.length, changed: changed.length, text };
}
