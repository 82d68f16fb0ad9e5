import { createHash } from 'node:crypto';
import { type BundleFile, EVENTS_PER_FILE, MANIFEST_PATH, parseBundlePath } from '#libs/audit-bundle';
import { auditorErrors as errors } from '../errors.js';
import type { Difference } from '../report/report.js';
import { differenceOf } from '../report/difference.js';
import type { Bundle } from './bundle.js';

/** What the check of the files against the manifest found. */
export interface FilesChecked {
  readonly files: number;
  readonly bytes: number;
  readonly differences: readonly Difference[];
}

/** Every file on the manifest is there with its length and hash, and no other is. Files named by the hash of their content must have that name. */
export async function checkFiles(bundle: Bundle): Promise<FilesChecked> {
  const listed = new Map(bundle.manifest.files.map((file) => [file.path, file]));
  const differences: Difference[] = [];
  let bytes = 0;
  for (const file of listed.values()) {
    bytes += file.bytes;
    const difference = await checkFile(bundle, file);
    if (difference) differences.push(difference);
  }
  for (const { path } of bundle.parts) {
    if (path === MANIFEST_PATH || listed.has(path)) continue;
    differences.push(differenceOf(errors.fault('auditor.fileUnlisted', { path }), { file: path }));
  }
  bundle.partsOf('events').forEach(({ path, holds }, at) => {
    if (holds.first !== BigInt(at * EVENTS_PER_FILE))
      differences.push(differenceOf(errors.fault('auditor.eventsMissing', { path }), { file: path }));
  });
  return { files: listed.size, bytes, differences };
}

async function checkFile(bundle: Bundle, { path, bytes, sha256 }: BundleFile): Promise<Difference | undefined> {
  if (!bundle.archive.has(path)) return differenceOf(errors.fault('auditor.fileMissing', { path }), { file: path });
  const hash = createHash('sha256');
  let read = 0;
  for await (const piece of bundle.archive.stream(path)) {
    hash.update(piece);
    read += piece.byteLength;
  }
  const found = hash.digest('hex');
  if (found === sha256 && read === bytes) return checkName(path, found);
  const sides = { expected: `${sha256} (${bytes})`, found: `${found} (${read})` };
  return differenceOf(errors.fault('auditor.fileBytesDiffer', { path, ...sides }), { file: path }, sides);
}

/** Schemes, sheets and evidence bear the hash of their content as their name. */
function checkName(path: string, found: string): Difference | undefined {
  const holds = parseBundlePath(path);
  if ((holds.kind !== 'scheme' && holds.kind !== 'sheet' && holds.kind !== 'evidence') || holds.hash === found) return undefined;
  return differenceOf(errors.fault('auditor.nameDiffers', { path, found }), { file: path }, { expected: holds.hash, found });
}
