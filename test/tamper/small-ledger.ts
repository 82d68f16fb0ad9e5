import { createPrivateKey } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LedgerKeys, sampleLedgerKeys } from '#libs/event-sourcing';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { EvidenceFolder } from '#libs/evidence';
import { sha256 } from '#libs/kernel';
import { appendCheckpoint, growTree, SIGNED_FOLDER, signedHead, SignedFiles, TREE_FILE, TreeFile } from '#libs/sealing';
import { ed25519Signer, signCheckpoint, SigningKey } from '#libs/transparency';
import type { FullLine } from '#libs/verification';
import { corpusSeed, firstYear } from '#libs/verification/testing';
import { allEvents } from '../../apps/api/composition.js';

/** Rows of each file that the corpus' offices delivered (test/support/town.ts). */
const ROWS = 60;
const AT = '2024-12-31T00:00:00.000Z';

/** A ledger in a folder: events, tree, signed heads, keys and evidence, as a node leaves it. */
export interface SmallLedger {
  readonly folder: string;
  readonly lines: readonly FullLine[];
  readonly origin: string;
  readonly key: SigningKey;
  readonly keys: LedgerKeys;
  /** Sizes that were signed. */
  readonly signed: readonly number[];
}

/** The corpus' first year, sealed as a node would have. */
export async function makeSmallLedger(): Promise<SmallLedger> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parkledger-tamper-'));
  const lines = firstYear();
  const keys = sampleLedgerKeys(corpusSeed);
  const { ledgerId, logOrigin: origin } = JSON.parse(lines[0]?.data ?? '{}') as { ledgerId: string; logOrigin: string };
  const key = writeKeys(folder, keys);
  const signed = [20, 300, lines.length];
  await writeEvidence(folder, lines);
  const store = await openSqliteEventStore({ path: path.join(folder, 'ledger.db'), synchronous: 'NORMAL' });
  mkdirSync(path.join(folder, 'proof'));
  const tree = TreeFile.open(path.join(folder, TREE_FILE));
  try {
    for (const { stream, revision, id, type, data, metadata } of lines) {
      await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [{ id, type, data, metadata }]);
    }
    await growTree(store, tree);
    const largest = new SignedFiles(path.join(folder, SIGNED_FOLDER));
    let previous: string | undefined;
    for (const [n, size] of signed.entries()) {
      const before = previous === undefined ? undefined : signedHead(previous).checkpoint;
      const head = { origin, size: BigInt(size), root: tree.tree.root(BigInt(size)) };
      previous = signCheckpoint(before, head, tree.tree, ed25519Signer(origin, key));
      largest.keep(signedHead(previous));
      await appendCheckpoint(
        store,
        { registry: allEvents(), ledger: { ledgerId, keys } },
        { note: previous, after: n === 0 ? undefined : n - 1, at: AT },
      );
    }
  } finally {
    tree.close();
    await store.close();
  }
  return { folder, lines, origin, key, keys, signed };
}

/** A copy of a ledger's folder, to be tampered with. */
export function copyOf({ folder }: SmallLedger): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'parkledger-tampered-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

function writeKeys(folder: string, { inputKey, saltKey }: LedgerKeys): SigningKey {
  mkdirSync(path.join(folder, 'keys'));
  const secret = (name: string, text: string): void => writeFileSync(path.join(folder, 'keys', name), text, { mode: 0o600 });
  secret('ledger-keys.json', JSON.stringify({ format: 1, inputKey, saltKey }));
  const pem = pemOf('the log of the small ledger');
  secret('log-key.pem', pem);
  return SigningKey.fromPem(pem);
}

/** An Ed25519 key from a word (RFC 8410: what stands before the seed in the PKCS #8 form). */
export function pemOf(word: string): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(sha256(word), 'hex')]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** The files as the corpus' offices delivered them: one a person, and the task force's paper. */
async function writeEvidence(folder: string, lines: readonly FullLine[]): Promise<void> {
  const evidence = await EvidenceFolder.open(path.join(folder, 'evidence'), { durable: false });
  const put = (text: string, name: string, account: string): Promise<unknown> =>
    evidence.put(Buffer.from(text), { name, mediaType: 'text/csv', account });
  await put('专班文件\n', 'documents.csv', 'taskForce-1');
  const sheets = new Map<string, string>();
  for (const { type, data, metadata } of lines) {
    if (type !== 'FactSubmitted' && type !== 'FactCorrected') continue;
    const { actor } = JSON.parse(metadata) as { actor: { account: string } };
    const [first] = (JSON.parse(data) as { lines: readonly { source: { sheet: string } }[] }).lines;
    if (first) sheets.set(actor.account, first.source.sheet);
  }
  for (const [account, sheet] of sheets) {
    const rows = Array.from({ length: ROWS }, (_none, i) => `${account},${i + 2}`);
    await put(`${['来源,行', ...rows].join('\n')}\n`, sheet, account);
  }
}
