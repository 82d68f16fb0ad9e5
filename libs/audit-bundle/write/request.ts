import { parseDossierId } from '#libs/dossier';
import { parseRunId } from '#libs/evaluation';
import { parseStreamName } from '#libs/kernel';
import { type BundleKind, bundleKinds, type Manifest } from '../manifest.js';
import { writingErrors as errors } from './errors.js';

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

/** `2023`, `2022,2023` or `all`. @throws `bundle.yearsMalformed` */
export function parseYears(given: string): BundleRequest['years'] {
  if (given === 'all') return 'all';
  if (!/^[1-9]\d{3}(,[1-9]\d{3})*$/.test(given)) throw errors.error('bundle.yearsMalformed', { given: given.slice(0, 100) });
  return [...new Set(given.split(',').map(Number))].sort((a, b) => a - b);
}

/** @throws `bundle.kindMalformed` */
export function parseKind(given: string): BundleKind {
  const kind = bundleKinds.find((known) => known === given);
  if (kind === undefined) throw errors.error('bundle.kindMalformed', { given: given.slice(0, 100) });
  return kind;
}
