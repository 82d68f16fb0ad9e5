import { canonicalJson, named } from '#libs/kernel';
import { bundleErrors } from './errors.js';
import { CHECKPOINT_PATH, MANIFEST_PATH, parseBundlePath } from './paths.js';
import { manifestReasons } from './reasons.js';

export const BUNDLE_FORMAT = 'parkledger-bundle@1';

/** `whole`: for the task force and auditors. `public`: without what is confidential. */
export const bundleKinds = ['whole', 'public'] as const;
export type BundleKind = (typeof bundleKinds)[number];

export interface BundleFile {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
}

/** What a bundle says of itself. Nobody signs it: the signed checkpoint vouches for the events, the manifest only for the file's wholeness. */
export interface Manifest {
  readonly kind: BundleKind;
  /** Evaluation years whose events stand in it as its kind allows, in order; of other years there are only hashes. */
  readonly years: readonly number[] | 'all';
  readonly ledgerId: string;
  /** Of the checkpoint: its first three lines. */
  readonly origin: string;
  readonly size: bigint;
  /** Base64, as in the checkpoint. */
  readonly root: string;
  /** Every file but the manifest, in order of path (UTF-16 code units). */
  readonly files: readonly BundleFile[];
}

export const MAX_MANIFEST_BYTES = 128 * 1024 * 1024;

/** Canonical JSON and a line feed. */
export function formatManifest({ kind, years, ledgerId, origin, size, root, files }: Manifest): string {
  return `${canonicalJson({ format: BUNDLE_FORMAT, kind, years, ledgerId, origin, size: size.toString(), root, checkpoint: CHECKPOINT_PATH, files })}\n`;
}

/** @throws `bundle.manifestMalformed`, `bundle.pathUnknown` */
export function parseManifest(input: string | Uint8Array): Manifest {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'utf8') : input;
  if (bytes.byteLength > MAX_MANIFEST_BYTES) throw refusal('tooLarge');
  const text = typeof input === 'string' ? input : decoded(input);
  const read = parsed(text);
  if (read.format !== BUNDLE_FORMAT) throw refusal('format');
  const manifest = manifestFrom(read);
  if (spelling(manifest) !== text) throw refusal('notCanonical');
  return manifest;
}

const fields = 'checkpoint,files,format,kind,ledgerId,origin,root,size,years';
const HASH = /^[0-9a-f]{64}$/;

function manifestFrom(read: Readonly<Record<string, unknown>>): Manifest {
  const { kind, years, ledgerId, origin, size, root, checkpoint, files } = read;
  if (Object.keys(read).sort().join() !== fields) throw refusal('fields');
  if (!isText(ledgerId) || !isText(origin) || !isText(root) || !bundleKinds.some((known) => known === kind)) throw refusal('fields');
  if (!isYears(years)) throw refusal('years');
  if (typeof size !== 'string' || !/^(0|[1-9]\d{0,18})$/.test(size)) throw refusal('size');
  if (Buffer.from(root, 'base64').byteLength !== 32 || Buffer.from(root, 'base64').toString('base64') !== root) throw refusal('root');
  if (checkpoint !== CHECKPOINT_PATH) throw refusal('checkpointPath');
  return { kind: kind as BundleKind, years, ledgerId, origin, size: BigInt(size), root, files: filesFrom(files) };
}

function filesFrom(files: unknown): BundleFile[] {
  if (!Array.isArray(files)) throw refusal('fields');
  let before = '';
  const listed = files.map((file: unknown) => {
    if (typeof file !== 'object' || file === null || Object.keys(file).sort().join() !== 'bytes,path,sha256') throw refusal('fields');
    const { path, bytes, sha256 } = file as Record<string, unknown>;
    if (!isText(path) || !Number.isSafeInteger(bytes) || (bytes as number) < 0) throw refusal('fields');
    if (typeof sha256 !== 'string' || !HASH.test(sha256)) throw refusal('fields');
    if (path <= before || path === MANIFEST_PATH) throw refusal('files');
    before = path;
    parseBundlePath(path);
    return { path, bytes: bytes as number, sha256 };
  });
  if (!listed.some(({ path }) => path === CHECKPOINT_PATH)) throw refusal('files');
  return listed;
}

function isYears(years: unknown): years is Manifest['years'] {
  if (years === 'all') return true;
  if (!Array.isArray(years) || years.length === 0) return false;
  return years.every((year, i) => Number.isSafeInteger(year) && year >= 1949 && year <= 9999 && (i === 0 || year > years[i - 1]));
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 500;

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refusal('notText');
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw refusal('notJson');
}

function spelling(manifest: Manifest): string | undefined {
  try {
    return formatManifest(manifest);
  } catch {
    return undefined;
  }
}

function refusal(reason: keyof typeof manifestReasons): Error {
  return bundleErrors.error('bundle.manifestMalformed', { reason: named(manifestReasons, reason) });
}
