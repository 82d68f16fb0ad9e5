import { parseDossierId } from '#libs/dossier';
import { parseRunId } from '#libs/evaluation';
import { parseStreamName } from '#libs/kernel';
import type { BundleKind, Manifest } from '../manifest.js';

/** What is asked for. */
export interface BundleRequest {
  readonly kind: BundleKind;
  /** Evaluation years in order, or all. */
  readonly years: Manifest['years'];
}

/** Whether the events of a stream are of a year that was asked for. What has no year (the ledger, schemes, zones, parks, enterprises, tenancies, processes) always is. */
export function isAsked(stream: string, { years }: BundleRequest): boolean {
  if (years === 'all') return true;
  const { category, id } = parseStreamName(stream);
  switch (category) {
    case 'evaluation':
      return years.includes(Number.parseInt(id, 10));
    case 'scoringRun':
      return years.includes(parseRunId(id).year);
    case 'award':
      return years.includes(parseDossierId(id).year);
    case 'dossier': {
      // An evaluation reads the year before as its base.
      const { year } = parseDossierId(id);
      return years.includes(year) || years.includes(year + 1);
    }
    default:
      return true;
  }
}
