import { bundleErrors } from './errors.js';

/** The manifest: the last entry of the zip, for it states the hash of every other file. It does not list itself. */
export const MANIFEST_PATH = 'manifest.json';
/** The newest signed checkpoint: its size and root are the bundle's. */
export const CHECKPOINT_PATH = 'log/checkpoint';
/** Verifier keys of the log, one a line (C2SP signed-note). For convenience: whoever checks trusts only keys that were got elsewhere. */
export const VERIFIER_KEYS_PATH = 'log/verifier-keys';
/** The page for people: opens from disk without server or network. */
export const PAGE_PATH = 'index.html';
/** So many events stand in one file, the last one may have fewer. */
export const EVENTS_PER_FILE = 5_000;

/** What a path of a bundle holds. */
export type BundleEntry =
  | { readonly kind: 'manifest' | 'checkpoint' | 'verifierKeys' | 'page' }
  /** An earlier signed checkpoint of the same log. */
  | { readonly kind: 'earlierCheckpoint'; readonly size: bigint }
  /** Events from `first` on, as NDJSON. */
  | { readonly kind: 'events'; readonly first: bigint }
  | { readonly kind: 'scheme' | 'sheet' | 'evidence' | 'evidenceDescription'; readonly hash: string }
  | { readonly kind: 'result'; readonly year: number; readonly edition: number }
  | { readonly kind: 'proof'; readonly eventId: string }
  /** Data and program of the page. */
  | { readonly kind: 'pagePart'; readonly name: string };

export const earlierCheckpointPath = (size: bigint): string => `log/checkpoints/${size}`;
export const eventsPath = (first: bigint): string => `events/${first.toString().padStart(9, '0')}.ndjson`;
export const schemePath = (hash: string): string => `schemes/${hash}.json`;
export const resultPath = (year: number, edition: number): string => `results/${year}/edition-${edition}.json`;
export const sheetPath = (hash: string): string => `sheets/${hash}.json`;
/** The delivered file, byte for byte; its name is the SHA-256 of its content. */
export const evidencePath = (hash: string): string => `evidence/${hash}`;
/** Under which names, as what and by whom the file was delivered; its tables and their rows. */
export const evidenceDescriptionPath = (hash: string): string => `evidence/${hash}.json`;
export const proofPath = (eventId: string): string => `proofs/${eventId}.tlog-proof`;
export const pagePartPath = (name: string): string => `page/${name}`;

const HASH = '[0-9a-f]{64}';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const NUMBER = '0|[1-9]\\d{0,18}';

const fixed: Readonly<Record<string, BundleEntry>> = {
  [MANIFEST_PATH]: { kind: 'manifest' },
  [CHECKPOINT_PATH]: { kind: 'checkpoint' },
  [VERIFIER_KEYS_PATH]: { kind: 'verifierKeys' },
  [PAGE_PATH]: { kind: 'page' },
};

const patterns: readonly (readonly [RegExp, (found: readonly string[]) => BundleEntry])[] = [
  [new RegExp(`^log/checkpoints/(${NUMBER})$`), ([size]) => ({ kind: 'earlierCheckpoint', size: BigInt(size as string) })],
  [/^events\/(\d{9,19})\.ndjson$/, ([first]) => ({ kind: 'events', first: BigInt(first as string) })],
  [new RegExp(`^schemes/(${HASH})\\.json$`), ([hash]) => ({ kind: 'scheme', hash: hash as string })],
  [new RegExp(`^sheets/(${HASH})\\.json$`), ([hash]) => ({ kind: 'sheet', hash: hash as string })],
  [new RegExp(`^evidence/(${HASH})$`), ([hash]) => ({ kind: 'evidence', hash: hash as string })],
  [new RegExp(`^evidence/(${HASH})\\.json$`), ([hash]) => ({ kind: 'evidenceDescription', hash: hash as string })],
  [
    /^results\/(\d{4})\/edition-([1-9]\d{0,5})\.json$/,
    ([year, edition]) => ({ kind: 'result', year: Number(year), edition: Number(edition) }),
  ],
  [new RegExp(`^proofs/(${UUID})\\.tlog-proof$`), ([eventId]) => ({ kind: 'proof', eventId: eventId as string })],
  [/^page\/([a-z0-9][a-z0-9-]{0,99}\.(?:js|css))$/, ([name]) => ({ kind: 'pagePart', name: name as string })],
];

/**
 * What stands at a path of a bundle. Nothing else may be in one: a path that is not of this list could hide something, or lead an unpacker astray.
 * @throws `bundle.pathUnknown`
 */
export function parseBundlePath(path: string): BundleEntry {
  const known = Object.hasOwn(fixed, path) ? fixed[path] : undefined;
  if (known) return known;
  for (const [pattern, entry] of patterns) {
    const found = pattern.exec(path);
    const parsed = found && entry(found.slice(1));
    // One spelling only: `events/0000000000.ndjson` would be a second name of the first file.
    if (parsed && (parsed.kind !== 'events' || eventsPath(parsed.first) === path)) return parsed;
  }
  throw bundleErrors.error('bundle.pathUnknown', { path: path.slice(0, 200) });
}
