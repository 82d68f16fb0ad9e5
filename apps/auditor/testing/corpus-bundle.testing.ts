import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { BundleKind } from '#libs/audit-bundle';
import { cityOf, corpusEvents, unzip } from '#libs/audit-bundle/testing';
import { prepareBundle, streamOf } from '#libs/audit-bundle/write';
import { formatVerifierKey } from '#libs/transparency';
import { ForgedBundle } from './forged-bundle.testing.js';

/** The rows that every delivered file of the corpus' city has (test/support/town.ts). */
const ROWS = 60;

/** The files that the corpus' city delivered: one of the task force, and one of each account with its name in every row. */
export function corpusFiles(): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  const keep = (text: string) => files.set(createHash('sha256').update(text).digest('hex'), Buffer.from(text));
  keep('专班文件\n');
  const accounts = corpusEvents().map(({ metadata }) => (JSON.parse(metadata) as { actor: { account: string } }).actor.account);
  for (const account of new Set(accounts)) {
    keep(`${['来源,行', ...Array.from({ length: ROWS }, (_none, i) => `${account},${i + 2}`)].join('\n')}\n`);
  }
  return files;
}

/** A bundle of the corpus' city by the real writer, of its first `size` events, signed at some sizes before too. */
export async function corpusBundle(
  kind: BundleKind,
  { size, signed = [] }: { readonly size?: number; readonly signed?: readonly number[] } = {},
) {
  const events = corpusEvents().slice(0, size);
  const { sources, signer } = await cityOf(events, [...signed, events.length]);
  const files = corpusFiles();
  const evidence = {
    has: async (hash: string) => files.has(hash),
    isErased: () => false,
    open: async (hash: string) => files.get(hash) ?? Buffer.alloc(0),
    describe: async (hash: string) => ({ hash, size: files.get(hash)?.byteLength ?? 0, deliveries: [], sheets: [] }),
  };
  const ready = await prepareBundle({ ...sources, evidence }, { kind, years: 'all' });
  const bytes = await buffer(streamOf(ready));
  return {
    bytes,
    signer,
    bundle: new ForgedBundle(await unzip(bytes)),
    policy: `log ${formatVerifierKey(signer.verifier)}\nquorum none\n`,
  };
}
