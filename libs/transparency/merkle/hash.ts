import { hash } from 'node:crypto';
import { transparencyErrors } from '../errors.js';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

const LEAF_PREFIX = Buffer.of(0x00);
const node = Buffer.alloc(1 + 2 * HASH_BYTES);
node[0] = 0x01;

// One-shot hash() into a latin1 string is the quickest way to 32 bytes that Node 20 has: a quarter of the time of createHash, a third of hash() into a Buffer.
const digest = (data: Uint8Array): string => hash('sha256', data, 'binary');

/** The hash of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
export const emptyRoot = (): Hash => Buffer.from(digest(Buffer.alloc(0)), 'latin1');

/** The hash of a leaf: SHA-256(0x00 ‖ data) (RFC 6962 §2.1). */
export function leafHash(data: Uint8Array): Hash {
  return Buffer.from(digest(Buffer.concat([LEAF_PREFIX, data])), 'latin1');
}

/** The hash over two subtrees: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return Buffer.from(digest(node), 'latin1');
}

/** The same over two hashes that lie side by side at `from`, written to `to` in the same buffer. */
export function nodeHashWithin(buffer: Buffer, from: number, to: number): void {
  buffer.copy(node, 1, from, from + 2 * HASH_BYTES);
  buffer.write(digest(node), to, 'latin1');
}

/** @throws `transparency.badHash` */
export function checkHash(value: Hash): void {
  if (value.byteLength !== HASH_BYTES) throw transparencyErrors.error('transparency.badHash');
}

export function sameHash(a: Hash, b: Hash): boolean {
  return Buffer.compare(a, b) === 0;
}
