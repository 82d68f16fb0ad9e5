import { HASH_BYTES, type Hash } from '../merkle/hash.js';
import { fromBase64 } from './base64.js';

/** Hashes as Base64, one a line; nothing where one of the lines is not a 32-byte hash. */
export function hashLines(lines: readonly string[]): Hash[] | undefined {
  const hashes = lines.map(fromBase64);
  return hashes.every((hash): hash is Buffer => hash?.byteLength === HASH_BYTES) ? hashes : undefined;
}
