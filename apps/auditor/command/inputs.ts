import { readFile, stat } from 'node:fs/promises';
import { parsePolicy, type TrustPolicy } from '#libs/transparency';
import { cantRead, auditorErrors as errors } from '../errors.js';

/** Files that are given beside a bundle are small texts. */
const MOST_BYTES = 4 * 1024 ** 2;

/** @throws `auditor.cantRead`, `auditor.fileTooLarge` */
export async function readSmallFile(file: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    if ((await stat(file)).size > MOST_BYTES) throw errors.error('auditor.fileTooLarge', { path: file, limit: MOST_BYTES });
    bytes = await readFile(file);
  } catch (error) {
    throw (error as Error).name === 'DomainError' ? error : cantRead(file, error);
  }
  return bytes;
}

/** undefined where no trust file was given. @throws `transparency.policyLine`, and what readSmallFile throws */
export async function readPolicy(file: string | undefined): Promise<TrustPolicy | undefined> {
  return file === undefined ? undefined : parsePolicy(await readSmallFile(file));
}
